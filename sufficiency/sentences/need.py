"""Sentences of the pages about need."""

from __future__ import annotations

from sufficiency.result import Result
from sufficiency.sentences.saying import lower, most, say


def cohorts(result: Result) -> str:
    """The largest cohort, and the one that lives furthest from home."""
    largest, furthest = most(result, "child_count"), most(result, "distant_pct")
    if largest is None:
        return "Every cohort is too small to show; clear a choice to see more children."
    names = result.rows["cohort_title"].tolist()
    first = (
        f"{names[largest]} is the largest need cohort here, with "
        f"{say(result, largest, 'child_count')} children"
    )
    if furthest is None:
        return f"{first}."
    return (
        f"{first}; of {lower(names[furthest])}, {say(result, furthest, 'distant_pct')} live more "
        "than 20 miles from home."
    )
