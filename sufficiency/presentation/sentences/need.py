"""Sentences of the pages about need."""

from __future__ import annotations

from sufficiency.presentation.sentences.phrasing import children, most, named, say
from sufficiency.result import Result

ENOUGH = 20  # children, for a share to be worth a headline


def cohorts(result: Result) -> str:
    """The largest cohort, and the one that lives furthest from home."""
    # A cohort that is far away by its own rule says nothing by being far away; nor do a few.
    largest = most(result, "child_count")
    far, count = (result.rows[c].astype("float64") for c in ("distant_pct", "child_count"))
    near = far.where((far < 100) & (count >= ENOUGH))
    furthest = None if near.isna().all() else int(near.argmax())
    if largest is None:
        return "Every cohort is too small to show; clear a choice to see more children."
    names = result.rows["cohort_title"].tolist()
    first = f"{names[largest]} is the largest need cohort here, with {children(result, largest, 'child_count')}"
    if furthest is None:
        return f"{first}."
    return (
        f"{first}; furthest from home is the cohort “{names[furthest]}”, of whose "
        f"{children(result, furthest, 'child_count')} {say(result, furthest, 'distant_pct')} live "
        "more than 20 miles away."
    )


def trends(moves: Result) -> str:
    """Children who started and ceased in the year to the last month, and whether numbers rise."""
    last = len(moves.rows) - 1
    if last < 0:
        return "No child started or ceased to be looked after among these choices."
    return (
        f"In the twelve months to {named(moves, last, 'as_at')}, "
        f"{children(moves, last, 'start_12_months_count')} started to be looked after and "
        f"{say(moves, last, 'end_12_months_count')} ceased. At its end: "
        f"{children(moves, last, 'looked_after_count')} looked after."
    )
