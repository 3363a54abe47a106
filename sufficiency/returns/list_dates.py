"""The day a list of providers describes, from the names of its folder, file and sheet."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr, ("",) * 9 + ("Sept",))
    for number, name in enumerate(names)
    if name
}
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
_YEAR = r"((?:19|20)\d\d)"
_GAP = r"[ _.,-]*"
_DAYS = (
    (re.compile(rf"(?<!\d){_YEAR}[-_.](\d\d)[-_.](\d\d)(?!\d)"), lambda y, m, d: _day(y, m, d)),
    (re.compile(rf"(?<!\d)(\d\d)[-_.](\d\d)[-_.]{_YEAR}(?!\d)"), lambda d, m, y: _day(y, m, d)),
    (re.compile(r"(?<!\d)(\d\d)[-_.](\d\d)[-_.](\d\d)(?!\d)"), lambda d, m, y: _day(f"20{y}", m, d)),
    (
        re.compile(
            rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?{_GAP}(?<![A-Za-z]){_MONTH}(?![A-Za-z]){_GAP}{_YEAR}(?!\d)", re.I
        ),
        lambda d, m, y: _day(y, _MONTHS[m.lower()], d),
    ),
)
_WHOLE_MONTHS = (
    (
        re.compile(rf"(?<![A-Za-z]){_MONTH}(?![A-Za-z]){_GAP}{_YEAR}(?!\d)", re.I),
        lambda m, y: _month_end(y, _MONTHS[m.lower()]),
    ),
    (
        re.compile(rf"(?<!\d){_YEAR}{_GAP}(?<![A-Za-z]){_MONTH}(?![A-Za-z])", re.I),
        lambda y, m: _month_end(y, _MONTHS[m.lower()]),
    ),
    (re.compile(rf"(?<!\d){_YEAR}[-_](\d\d)(?![-_.]?\d)"), lambda y, m: _month_end(y, m)),
)
_YEARS = (
    (re.compile(rf"(?<!\d){_YEAR}[-_/](\d\d)(?![-_.]?\d)"), lambda y, z: _year_end(y, z)),
    (re.compile(rf"(?<!\d){_YEAR}(?![-_/]?\d)"), lambda y: date(int(y), 3, 31)),
)
_ANY_MONTH = re.compile(rf"(?<![A-Za-z]){_MONTH}(?![A-Za-z])", re.I)

Forms = tuple[tuple[re.Pattern[str], Callable[..., date | None]], ...]


def list_date(*names: str) -> date | None:
    """The day a register describes, from folder, file or sheet names in order of trust.

    A full day comes before a month, which means its last day, and a month before a year, which
    means its 31 March (so does 2022-23 its own). None when no name says, when one says two, or
    when a month stands without its year: then only a guess would be left.
    """
    for forms in (_DAYS, _WHOLE_MONTHS):
        for name in names:
            days = set(_found(forms, name))
            if days:
                return days.pop() if len(days) == 1 else None
    if any(_ANY_MONTH.search(name) for name in names):
        return None
    for name in names:
        days = set(_found(_YEARS, name))
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def other_day(day: date, *names: str) -> date | None:
    """The first day (or end of a month) that ``names`` give and that is not ``day``; None when all agree.

    A month agrees with each of its days. Years are not compared: a return year holds days of two.
    """
    for name in names:
        for other in _found(_DAYS, name):
            if other != day:
                return other
        for other in _found(_WHOLE_MONTHS, name):
            if (other.year, other.month) != (day.year, day.month):
                return other
    return None


def _found(forms: Forms, name: str) -> Iterator[date]:
    for pattern, build in forms:
        for match in pattern.finditer(name):
            day = build(*match.groups())
            if day is not None:
                yield day


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _month_end(year: str, month: str | int) -> date | None:
    # 2011-12 may be a month or the year that ends in 2012: neither is certain.
    if not 1 <= int(month) <= 12 or int(month) == (int(year) + 1) % 100:
        return None
    return date(int(year), int(month), calendar.monthrange(int(year), int(month))[1])


def _year_end(year: str, last: str) -> date | None:
    is_span = int(last) == (int(year) + 1) % 100
    return date(int(year) + 1, 3, 31) if is_span and int(last) > 12 else None
