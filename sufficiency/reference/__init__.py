"""Public tables of data/reference, read in one place and again when a file changes."""
