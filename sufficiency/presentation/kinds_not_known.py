"""That of some placements neither code nor price tells whether they are registered, so that what rests on that is x.

One code of earlier returns stands for lawful and unregistered placements alike. The costs return tells of which kind
one is; of a placement that begins after it, or is in none, nobody knows until the next.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sufficiency.presentation import formatting
from sufficiency.result import Result

if TYPE_CHECKING:
    import pandas as pd

# What each view that says it calls the number of children in unregistered placements.
COUNT, MEASURE = "unregistered_count", "unregistered"


def is_so(result: Result) -> bool:
    """True where prices of everybody stand, and scores of somebody, and who is in an unregistered placement is x all
    the same: nothing else than the kind of a placement is then not known."""
    if result.is_line or not collected(result) or not any(day for _, day in result.scored):
        return False
    return bool((_of_unregistered(result) == "x").any())


def collected(result: Result) -> date | None:
    """The last day on which prices of those who count were collected; None where one of them has none that stand."""
    days = [day for _, day in result.priced]
    return max(day for day in days if day) if days and all(days) else None


def aside(result: Result) -> str:
    """That it is so, as a sentence to follow when prices were collected; '' where it is not."""
    return f"{_told(result)}: what rests on that is x." if is_so(result) else ""


def instead_of_gaps(result: Result) -> str:
    """Why no gap is told, and which date to choose; '' where that is not why."""
    if not is_so(result):
        return ""
    last = collected(result)
    when = f", such as {formatting.day(last)}" if last and last < result.as_at else ""
    told = _told(result)
    why = f"{told}, and a child in one that is not needs a home"
    return f"No gap can be told at this date. {why}. Choose another date{when}."


def _told(result: Result) -> str:
    last = collected(result)
    since = f" begun since {formatting.day(last)}" if last and last < result.as_at else ""
    return f"Of some placements{since} neither code nor price tells whether they are registered"


def _of_unregistered(result: Result) -> pd.Series:
    if COUNT in result.symbols:
        return result.symbols[COUNT]
    if "measure" in result.rows and "value" in result.symbols:
        return result.symbols["value"][(result.rows["measure"] == MEASURE).to_numpy()]
    return result.symbols.iloc[:0, 0]
