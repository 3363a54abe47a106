"""One in-memory database a scope: built from a snapshot and the views, read by one cursor a query."""
