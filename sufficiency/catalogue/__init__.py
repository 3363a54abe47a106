"""The folder sql/ read: headers, order, lineage, cohorts, and what is wrong with each file."""
