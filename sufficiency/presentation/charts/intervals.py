"""What a chart shows of how sure figures are: the records that have an interval, and its ends."""

from __future__ import annotations

from sufficiency.presentation.charts.drawing import Records

BANDED = 3  # lines up to which each has its interval about it


def sure(records: Records) -> Records:
    """The records whose figure has an interval; of protected ones an end may be withheld, and then neither shows."""
    return [record for record in records if None not in (record.get("value_low"), record.get("value_high"))]


def furthest(records: Records) -> list[float]:
    """The end of each figure's interval that is further from nought, where it has one."""
    return [record["value_low"] if record["value"] < 0 else record["value_high"] for record in sure(records)]


def ends(records: Records) -> list[float]:
    """Both ends of each figure's interval, where it has one."""
    return [record[end] for record in sure(records) for end in ("value_low", "value_high")]


def about_lines(loud: Records) -> Records:
    """The records of a few lines, each of which has its interval as a band about it."""
    return sure(loud) if len({record["series"] for record in loud}) <= BANDED else []
