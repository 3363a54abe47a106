"""What was done with the data, by whom: an append-only log whose lines are chained to one another."""
