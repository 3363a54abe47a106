"""Where lines end: not each where the others do, nor at the date that the page is about."""

from __future__ import annotations

from typing import Any

from sufficiency.presentation import formatting
from sufficiency.presentation.charts.frame import Frame


def compared(frame: Frame) -> list[dict[str, Any]]:
    """The lines' figures at the last date that tells which is higher: of two lines at least, or of one where all others
    are of too few children to show. A line alone at its end, as of an authority that is ahead of all, leads nobody.
    """
    by_date: dict[Any, list[dict[str, Any]]] = {}
    for record in frame.records:
        by_date.setdefault(record["category"], []).append(record)
    every = len(frame.values("series"))
    for at in sorted(by_date, reverse=True):
        shown = [record for record in by_date[at] if record["value"] is not None]
        few = sum(record["value_symbol"] == "c" for record in by_date[at])
        if frame.leaves_out and str(at)[:7] >= frame.as_at[:7]:
            few += every - len(by_date[at])
        if len(shown) > 1 or (shown and len(shown) + few == every):
            return shown
    return []


def early(frame: Frame) -> str:
    """The month of the last figure that is shown, 'May 2021', where it is before that of the date; else ''."""
    shown = frame.shown("value") if frame.is_temporal("category") else []
    last = max((str(record["category"]) for record in shown), default=frame.as_at)
    return f"{formatting.moment(last):%B %Y}" if last[:7] < frame.as_at[:7] else ""


def dated(frame: Frame, at: Any) -> str:
    """' in March 2025' of the figure at a line's end where that is not the month of the date, as where an authority's
    inputs stop earlier or a forecast goes on; else ''."""
    if not frame.as_at or not frame.is_temporal("category") or str(at)[:7] == frame.as_at[:7]:
        return ""
    return f" in {formatting.moment(at):%B %Y}"


def then(frame: Frame, last: dict[str, Any]) -> str:
    """', then c' after the last figure of a line of which later ones are not shown: why it ends there; else ''."""
    after = sorted(
        (str(record["category"]), record["value_symbol"])
        for record in (frame.records if frame.is_temporal("category") else ())
        if record.get("series") == last.get("series") and str(record["category"]) > str(last["category"])
    )
    return f", then {after[0][1]}" if after and after[0][1] else ""
