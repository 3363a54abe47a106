"""The gate: the only way rows leave for people not entitled to exact figures."""
