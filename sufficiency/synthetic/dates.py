"""Days as whole numbers: return years, ages and the form of a date in the return."""

from __future__ import annotations

from datetime import date
from functools import cache


@cache
def first_day(year: int) -> int:
    """The ordinal of 1 April, on which return year ``year`` (1 April to 31 March) begins."""
    return date(year - 1, 4, 1).toordinal()


@cache
def last_day(year: int) -> int:
    """The ordinal of the 31 March that ends return year ``year``."""
    return date(year, 3, 31).toordinal()


@cache
def year_of(day: int) -> int:
    """The return year a day falls in."""
    when = date.fromordinal(day)
    return when.year + (when.month > 3)


@cache
def written(day: int | None) -> str:
    """A day as the return writes it, dd/mm/yyyy; nothing when there is none."""
    return "" if day is None else date.fromordinal(day).strftime("%d/%m/%Y")


@cache
def birthday(born: int, age: int) -> int:
    """The ordinal of a birthday; 29 February is kept on the 28th in common years, as DfE does."""
    when = date.fromordinal(born)
    try:
        return when.replace(year=when.year + age).toordinal()
    except ValueError:
        return date(when.year + age, 2, 28).toordinal()


@cache
def age_on(born: int, day: int) -> int:
    """Age in completed years on a day."""
    age = date.fromordinal(day).year - date.fromordinal(born).year
    return age - (birthday(born, age) > day)
