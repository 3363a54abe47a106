"""A range in the words of a title: from end to end, and whether it leads the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sufficiency.presentation.charts import titles
from sufficiency.presentation.charts.frame import Frame

CHILDREN = "children"


def told(record: Mapping[str, Any], frame: Frame) -> str:
    """'9 to 16 children', from end to end of a range; '' where an end is not known or lies below nought."""
    low, high = record["low"], record["high"]
    if low is None or high is None or low < 0:
        return ""
    last = titles.said_surely({**record, "mid": high, "mid_low": None, "mid_high": None}, "mid", frame.columns["mid"])
    what = f" {CHILDREN}" if frame.columns["mid"].unit == "count" and not last.endswith(CHILDREN) else ""
    return f"{record['low_short']} to {last}{what}" if low < high else f"{last}{what}"


def leads(first: Mapping[str, Any], shown: Sequence[Mapping[str, Any]]) -> str:
    """'has' where no other range reaches up to where this one begins; else 'is among those with'."""
    others = [record["high"] for record in shown if record is not first and record.get("high") is not None]
    is_clear = first.get("low") is not None and all(high < first["low"] for high in others)
    return "has" if is_clear else "is among those with"
