"""The sentence a page opens with: what its figures say, made from the rows people are shown."""

from __future__ import annotations

from sufficiency import figures
from sufficiency.result import Result


def say(result: Result, row: int, column: str) -> str:
    """One figure in words with its unit; the meaning of its symbol where there is none."""
    declared = result.view.column(column)
    symbol = result.symbols[column].iloc[row]
    if symbol:
        return "too few to show" if symbol == "c" else "no figure"
    return figures.text(result.rows[column].iloc[row], declared.unit)


def most(result: Result, column: str) -> int | None:
    """The position of the row with the highest shown figure; None where no row shows one."""
    values = result.rows[column]
    return None if values.isna().all() else int(values.reset_index(drop=True).idxmax())


def need(result: Result) -> str:
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
        f"{first}; {names[furthest].lower()} are most often far from home, "
        f"{say(result, furthest, 'distant_pct')} of them over 20 miles."
    )
