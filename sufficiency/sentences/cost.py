"""Sentences of the pages about cost."""

from __future__ import annotations

from sufficiency.result import Result
from sufficiency.sentences.saying import most, say


def by_type(result: Result) -> str:
    """The dearest kind of placement beside all of them."""
    dearest = most(result, "median_gbp_week")
    if dearest is None:
        return "No placement among these choices has a price that can be shown."
    return (
        f"{result.rows['placement_type'].iloc[dearest]} cost most: half cost more than "
        f"{say(result, dearest, 'median_gbp_week')}, and one in ten more than "
        f"{say(result, dearest, 'ninetieth_gbp_week')}."
    )
