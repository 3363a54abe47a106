"""What a median or mean is called in words: of what it is, which its column's short name does not say."""

from __future__ import annotations

from sufficiency.presentation import formatting

MIDDLES = ("median", "mean")
OF_WHAT = {"gbp_week": "weekly cost", "days": "time", "miles": "distance"}


def name(spoken: str, meaning: str, unit: str, longest: int) -> str:
    """'median weekly cost', by the column's ``meaning`` where it begins so in no more than ``longest`` letters,
    else by its ``unit``; what is no bare median or mean as it is ``spoken``."""
    if spoken not in MIDDLES:
        return spoken
    if meaning.lower().startswith(f"{spoken} ") and len(meaning) <= longest:
        return formatting.small(meaning).removesuffix(" a week").replace(" days from ", " time from ")
    return f"{spoken} {OF_WHAT[unit]}" if unit in OF_WHAT else spoken
