"""Sentences of the pages about supply."""

from __future__ import annotations

from sufficiency.result import Result
from sufficiency.sentences.saying import most, say


def gaps(result: Result) -> str:
    """The area with the largest demand-side gap for one kind of need."""
    largest = most(result, "demand_gap_high_count")
    if largest is None:
        return "No gap can be shown for these choices; clear one to see more children."
    row = result.rows.iloc[largest]
    return (
        f"{row['category']}: {row['area_name']} has the largest gap, "
        f"{say(result, largest, 'demand_gap_low_count')} to "
        f"{say(result, largest, 'demand_gap_high_count')} children placed elsewhere with no reason "
        f"that justifies it, out of {say(result, largest, 'need_count')} who need such a place."
    )
