"""Tables that come more often than once a year, and the folders that say for when: ``Camden/found/2026-03-31``."""

from __future__ import annotations

import calendar
import re
from datetime import date

from sufficiency.reference.tables import Row, derived_from, records

QUARTER = "quarter"
_DAY = re.compile(r"(20\d\d)[-_.](\d\d)[-_.](\d\d)")
_MONTH = re.compile(r"(20\d\d)[-_.](\d\d)")
_YEAR = r"(20\d\d)[-_ /](\d\d)"
_QUARTERS = (re.compile(rf"{_YEAR}[-_ ]?Q([1-4])", re.I), re.compile(rf"Q([1-4])[-_ ]?{_YEAR}", re.I))


@derived_from("period_folders")
def by_table() -> dict[str, Row]:
    """The line of ``period_folders.csv`` of each table that is sent for a period."""
    return {row["table_name"]: row for row in records("period_folders")}


def unit_kind(table: str) -> str:
    """The kind of the unit that rows of a table that is sent for a period are of."""
    return by_table()[table]["unit_kind"]


@derived_from("period_folders")
def by_folder() -> dict[str, Row]:
    """The same by the name of the folder."""
    return {row["folder"]: row for row in records("period_folders")}


def end(folder: str, name: str) -> date | None:
    """The last day of the period called ``name`` of what lies in ``folder``; None where that is not certain.

    A quarter is called by any day or month in it, or as ``2025-26 Q4``, the fourth of a financial year;
    ``2026-Q1`` could be of either kind of year, so it is none.
    """
    kind = by_folder().get(folder.strip().lower())
    if kind is None:
        return None
    day = _day(name.strip())
    if kind["period"] != QUARTER:
        return day
    return _quarter_end(day) if day else _named_quarter(name.strip())


def first_day(table: str, last: date) -> date:
    """The first day of the period of ``table`` that ends on ``last``."""
    if by_table()[table]["period"] != QUARTER:
        return last
    return date(last.year, last.month - 2, 1)


def _day(name: str) -> date | None:
    match = _DAY.fullmatch(name)
    month = _MONTH.fullmatch(name)
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
        return _month_end(int(month[1]), int(month[2])) if month else None
    except ValueError:
        return None


def _named_quarter(name: str) -> date | None:
    for at, pattern in enumerate(_QUARTERS):
        match = pattern.fullmatch(name)
        if match:
            quarter, year, last = (match[3], match[1], match[2]) if at == 0 else (match[1], match[2], match[3])
            if int(last) != (int(year) + 1) % 100:
                return None
            ends = {"1": (0, 6), "2": (0, 9), "3": (0, 12), "4": (1, 3)}[quarter]
            return _month_end(int(year) + ends[0], ends[1])
    return None


def _quarter_end(day: date) -> date:
    return _month_end(day.year, (day.month + 2) // 3 * 3)


def _month_end(year: int, month: int) -> date:
    if not 1 <= month <= 12:
        raise ValueError(f"{month} is no month")
    return date(year, month, calendar.monthrange(year, month)[1])
