"""Sentences of the pages about need."""

from __future__ import annotations

import pandas as pd

from sufficiency.presentation import leading
from sufficiency.presentation.sentences.phrasing import children, leader, lower, most, named, of_kind, say
from sufficiency.reference import certainty
from sufficiency.result import Result


def cohorts(place: str, result: Result) -> str:
    """The largest cohort, and the one that lives furthest from home."""
    # A cohort that is far away by its own rule says nothing by being far away; nor do a few.
    largest = most(result, "child_count")
    far, count = (result.rows[c].astype("float64") for c in ("distant_pct", "child_count"))
    near = far.where((far < 100) & (count >= certainty.least_children()))
    furthest = None if near.isna().all() else int(near.argmax())
    if largest is None:
        return f"{place}: every cohort is too small to show; clear a choice to see more children."
    names = result.rows["cohort_title"].tolist()
    if len(names) == 1:
        said = of_kind(place, names[0], children(result, 0, "child_count"))
        return (
            f"{said}, of whom {say(result, 0, 'distant_pct')} live more than 20 miles away."
            if furthest == 0
            else f"{said}."
        )
    lead = leader(result, "child_count")
    rank = "the largest need cohort" if lead and lead.is_alone else "one of the largest need cohorts"
    first = f"{place}: {lower(names[largest])} is {rank}, with {children(result, largest, 'child_count')}"
    if furthest is None:
        return f"{first}."
    if leading.of(result, "distant_pct")[furthest].is_wide("pct"):
        return f"{first}."  # next to nothing is known of how many live far away
    return (
        f"{first}; {_furthest(result, furthest, near)} “{names[furthest]}”: {say(result, furthest, 'distant_pct')} of "
        f"its {children(result, furthest, 'child_count')} live more than 20 miles away."
    )


def _furthest(result: Result, row: int, near: pd.Series) -> str:
    """'furthest from home is', where no other cohort that may be named can be as far."""
    figures = leading.of(result, "distant_pct")
    others = [figure for place, figure in enumerate(figures) if place != row and not pd.isna(near.iloc[place])]
    is_alone = all(leading.is_clear(figures[row], other) for other in others)
    return "furthest from home is" if is_alone else "among those furthest from home is"


def trends(place: str, moves: Result) -> str:
    """Children who started and ceased in the year to the date chosen, or to the last month that is told before it."""
    days = pd.to_datetime(moves.rows["as_at"])
    last = int((days <= pd.Timestamp(moves.as_at)).sum()) - 1
    if last < 0:
        return f"{place}: no child started or ceased to be looked after among these choices."
    return (
        f"{place}: in the twelve months to {named(moves, last, 'as_at')}, "
        f"{children(moves, last, 'start_12_months_count')} started to be looked after and "
        f"{say(moves, last, 'end_12_months_count')} ceased. At its end: "
        f"{children(moves, last, 'looked_after_count')} looked after."
    )
