"""The numbers that say how sure is sure enough, of ``data/reference/certainty.csv``."""

from __future__ import annotations

from sufficiency.reference import tables


@tables.derived_from("certainty")
def least_children() -> float:
    """Children who must stand in a denominator for it to be named as highest or its change judged."""
    return _value("least_children")


@tables.derived_from("certainty")
def confidence_z() -> float:
    """Standard deviations either side that hold 95 per cent, as in every interval."""
    return _value("confidence_z")


@tables.derived_from("certainty")
def funnel_z() -> float:
    """Standard deviations either side that hold 99.8 per cent, as a funnel's limits of chance."""
    return _value("funnel_z")


@tables.derived_from("certainty")
def widest_points() -> float:
    """Points between the ends of a share's interval beyond which the interval is said in its place."""
    return _value("widest_points")


@tables.derived_from("certainty")
def telling_points() -> float:
    """Points between the ends of a share's interval beyond which its children are too few to say the share."""
    return _value("telling_points")


def _value(rule: str) -> float:
    return next(float(row["value"]) for row in tables.records("certainty") if row["rule"] == rule)
