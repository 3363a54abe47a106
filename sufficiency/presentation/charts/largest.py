"""Which part of a whole is the largest, where the figures that are shown tell it.

A protected count is known by its ten alone, and a sum of several by as many tens: of what is added, the least of
one part must be above the most of every other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from sufficiency.disclosure import rule
from sufficiency.presentation import formatting
from sufficiency.presentation.charts.frame import Frame
from sufficiency.result import Column

Records = Sequence[Mapping[str, Any]]


class Largest(NamedTuple):
    """The part that is the largest, and the sum of its figures that are shown."""

    name: str
    total: float


def part(frame: Frame, records: Records, marked: Sequence[str] = ()) -> Largest | None:
    """The largest part of ``records`` of ``frame``, those without a figure among them; None where none is surely so.

    The figures of the places ``marked`` are known to ``frame.band``, all others to ``frame.others_band``.
    """
    shown = [record for record in records if record["value"] is not None]
    column = frame.columns["value"]
    if not shown or not adds_up(column, shown):
        return None
    is_own = all(record["category_text"] in marked for record in shown)
    band = frame.band if is_own else frame.others_band
    is_banded = column.unit == "count" and band > 1
    sums: dict[str, float] = {}
    most: dict[str, float] = {}
    for record in records:
        name = str(record["series_text"])
        least_of, most_of = _reach(record, is_banded, band)
        sums[name] = sums.get(name, 0.0) + least_of
        most[name] = most.get(name, 0.0) + most_of
    for name in _left_out(frame, records) if is_banded else ():
        most[name] = most.get(name, 0.0) + band - 1
    totals: dict[str, float] = {}
    for record in shown:
        totals[str(record["series_text"])] = totals.get(str(record["series_text"]), 0.0) + record["value"]
    first = max(totals, key=lambda name: totals[name])
    if len(totals) == 1 or any(sums[first] <= most[name] for name in most if name != first):
        return None
    return Largest(first, totals[first])


def said(first: Largest, records: Records, column: Column, place: str = "") -> str:
    """'Camden: Private has the largest share, 19 places', of the one ``place`` that was chosen where it is of one."""
    told = words(first, records, column)
    if not place or place == first.name:  # a place has no share of itself
        return f"{first.name}: {told}, the largest share"
    return f"{place}: {first.name} has the largest share, {told}"


def words(first: Largest, records: Records, column: Column) -> str:
    """'at least 741 places', where some of ``records`` are without a figure; '120 children'."""
    least = "at least " if any(record["value"] is None for record in records) else ""
    what = " children" if column.unit in ("count", "expected") and column.meaning.startswith("Children") else ""
    return f"{least}{formatting.text(first.total, column.unit)}{what}"


def adds_up(column: Column, shown: Records) -> bool:
    """True where figures may be added: counts, or any of one category alone; shares of several come to nothing."""
    return column.unit in ("count", "places") or len({record["category"] for record in shown}) <= 1


def _reach(record: Mapping[str, Any], is_banded: bool, band: int) -> tuple[float, float]:
    """The least and the most that a record's figure may truly be; one that is withheld is below the first band."""
    value = record["value"]
    if value is None:
        return 0.0, float(band - 1) if is_banded and record["value_symbol"] == "c" else 0.0
    if not is_banded:
        return value, value
    least, most = rule.reach(np.array([value]))
    return float(least[0]), float(most[0])


def _left_out(frame: Frame, records: Records) -> list[str]:
    """The part of each row that may be there and is not listed, of the categories that are."""
    if not frame.leaves_out:
        return []
    listed = {(record["category"], str(record["series_text"])) for record in records}
    categories, names = ({pair[place] for pair in listed} for place in (0, 1))
    return [name for category in categories for name in names if (category, name) not in listed]
