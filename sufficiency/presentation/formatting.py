"""Writes a figure as people read it: with its unit, or with the symbol that stands in its place."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from sufficiency.reference import tables, units
from sufficiency.result import Column

if TYPE_CHECKING:
    import pandas as pd

PREFIX = {"gbp": "£", "gbp_week": "£"}
SUFFIX = {"miles": " miles", "days": " days", "places": " places", "gbp_week": " a week", "rate": " per 10,000"}
SPELT_OUT = ("miles", "days")  # units that no sign stands for
ALWAYS = ("rate",)  # units whose decimals stand in a whole figure too: 4.0 beside 4.3, wherever either is said
PLURAL = (" miles", " days", " places")
ISO = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\Z")


@tables.derived_from("symbols")
def symbols() -> dict[str, str]:
    """What each symbol that stands in place of a figure means."""
    return {row["symbol"]: row["meaning"] for row in tables.records("symbols")}


@tables.derived_from("profiles")
def profiles() -> dict[str, str]:
    """What each protection profile does to the figures, in a sentence."""
    return {row["profile"]: row["description"] for row in tables.records("profiles")}


def text(value: Any, unit: str, symbol: str = "", places: int | None = None) -> str:
    """``value`` in words with its unit: 14.2 -> '14.2 miles'; the symbol where there is no figure.

    ``places`` fixes the decimals; otherwise the unit's, dropped where the figure is whole.
    """
    if symbol or missing(value):
        return symbol or "no figure"
    if unit in ("date", "month", "flag", "code", "text"):
        return in_sentence(value, unit)
    return short(value, unit, places) + suffix(value, unit)


def suffix(value: float, unit: str) -> str:
    """What stands behind a number of ``unit``: ' miles', ' mile' for one, '' for a count."""
    words = SUFFIX.get(unit, "")
    return words[:-1] if words in PLURAL and abs(value) == 1 else words


def decimals(values: Iterable[Any], unit: str) -> int:
    """The decimals to show one column's figures with: as few as tell them as closely as all that the unit has."""
    most = _decimals(unit)
    if unit in ALWAYS:
        return most
    rounded = [nearest(float(value), most) for value in values if not missing(value)]
    return next((few for few in range(most) if all(round(value, few) == value for value in rounded)), most)


def decimals_of(column: Column, rows: pd.DataFrame, symbols: pd.DataFrame) -> int | None:
    """The decimals that every shown figure of a column, and the ends of its interval, are written with beside one
    another; None where each row has a unit of its own, or says what its own number means: a share, so many places."""
    if (
        not column.is_measure
        or (column.unit == "number" and "meaning" in rows)
        or (column.kind in ("unit", "difference") and "unit" in rows)
    ):
        return None
    parts = [name for name in (column.name, column.low, column.high) if name in rows]
    is_shown = symbols[column.name] == ""
    return decimals(chain.from_iterable(rows[part][is_shown] for part in parts), column.unit)


def short(value: Any, unit: str, places: int | None = None) -> str:
    """``value`` as a number to stand in a chart or cell whose heading names the unit."""
    if missing(value):
        return ""
    number = float(value)
    if places is None:
        most = _decimals(unit)
        places = 0 if nearest(number, most).is_integer() and unit not in ALWAYS else most
    rounded = nearest(number, places)
    sign = "−" if rounded < 0 else ""
    percent = "%" if unit == "pct" else ""
    return f"{sign}{PREFIX.get(unit, '')}{abs(rounded):,.{places}f}{percent}"


def nearest(number: float, places: int) -> float:
    """``number`` with so many decimals, a half away from nought: as SQL rounds and as Excel and PowerPoint write what
    they are given, so that 12.5 % is 13 % on a page and in every file of it."""
    scale = 10.0**places
    # What binary arithmetic lacks to a half is given first, as those do: 0.285 is no less than half of a hundredth.
    return math.copysign(math.floor(round(abs(number) * scale, 9) + 0.5) / scale, number)


def written(column: Column, value: Any, row_unit: str, places: int | None = None) -> str:
    """One figure of a column as a cell has it: in its row's unit where the rows have units of their own ('' for none),
    else as :func:`short`."""
    if row_unit and column.kind in ("unit", "difference") and not missing(value):
        return (change if column.kind == "difference" else text)(value, row_unit)
    return short(value, column.unit, places)


def as_money(column: Column) -> Column:
    """A public figure that its column's name says is in pounds, which a header may call a number alone, as money."""
    if column.unit != "number" or not column.name.endswith("_gbp"):
        return column
    return replace(column, unit="gbp", meaning=column.meaning.removesuffix(" (pounds)"))


def change(value: Any, unit: str) -> str:
    """A difference between two figures in words: in points where they are per cents."""
    if unit != "pct" or missing(value):
        return text(value, unit)
    return f"{short(value, 'score')} points"


def interval(low: Any, high: Any, unit: str, places: int | None = None) -> str:
    """The two ends of an interval: '13% to 20%'; '' where there is none."""
    return " to ".join(ends(low, high, unit, places))


def intervals(column: Column, rows: pd.DataFrame, places: int | None = None) -> list[str]:
    """Each row's interval of one column in words, with the decimals of :func:`decimals_of`; '' where it has none,
    and of counts of children, which are what they are."""
    if column.low not in rows:
        return [""] * len(rows)
    is_by_row = column.kind == "unit" and "unit" in rows
    row_units = rows["unit"] if is_by_row else [column.unit] * len(rows)
    ends_of_rows = zip(rows[column.low], rows[column.high], row_units, strict=True)
    return ["" if unit == "count" else interval(low, high, unit, places) for low, high, unit in ends_of_rows]


def ends(low: Any, high: Any, unit: str, places: int | None = None) -> tuple[str, ...]:
    """Both ends of an interval as they are written; none where either is missing."""
    if missing(low) or missing(high):
        return ()
    places = decimals((low, high), unit) if places is None else places
    return short(low, unit, places), short(high, unit, places)


def label(value: Any, unit: str) -> str:
    """As :func:`in_sentence`, where it stands by itself: the name of a region that begins with *the* has a capital."""
    said = in_sentence(value, unit)
    return f"T{said[1:]}" if said.startswith("the ") and said == tables.named() else said


def in_sentence(value: Any, unit: str) -> str:
    """A label as people read it: dates and months in words, yes or no, text as it is."""
    if missing(value):
        return "Not known"
    if unit == "flag":
        return "Yes" if value else "No"
    if unit in ("month", "date"):
        when = moment(value)
        return f"{when:%B %Y}" if unit == "month" else day(when.date())
    said = str(value)
    # A date may stand among labels that are none, such as the years of returns and the days of lists.
    return day_of(said) if ISO.match(said) else said


def small(words: str) -> str:
    """Words to stand inside a sentence: the first letter small, unless it begins an acronym or a name."""
    first = words.split(" ")[0].removesuffix("'s")
    if any(letter.isupper() for letter in first[1:]) or first in ("Ofsted", tables.region()["region_name"].split()[0]):
        return words
    return words[:1].lower() + words[1:]


def moment(value: Any) -> pd.Timestamp:
    """A date as a frame or a record holds it."""
    import pandas as pd  # By now it is there: whoever only reads headers does not wait for it.

    return pd.Timestamp(value)


def day(when: date) -> str:
    """A date in words: 31 March 2026."""
    return f"{when.day} {when:%B %Y}"


def day_of(moment: str) -> str:
    """The date in words of a moment as ISO 8601 has it, such as when a snapshot was made."""
    return day(date.fromisoformat(moment[:10]))


def heading(column: Column) -> str:
    """A column's meaning with its unit, for an axis or a table heading."""
    meaning = column.meaning.rstrip(".")
    unit = units.units().get(column.unit, {}).get("unit_name", "")
    if not column.is_measure or column.unit in ("count", "places", "number", "score", "ratio"):
        return meaning
    if column.unit == "rate" and "per 10,000" in meaning:
        return meaning
    words = {"pct": "%", "gbp_week": "£ a week", "gbp": "£", "rate": "per 10,000 children", "expected": "expected"}
    return f"{meaning} ({words.get(column.unit, unit[:1].lower() + unit[1:])})"


def missing(value: Any) -> bool:
    """True where there is no value: None, NaN, NaT or pandas' NA."""
    try:
        return value is None or bool(value != value)
    except TypeError:  # Of pandas' NA it is not known whether it is itself.
        return True


def _decimals(unit: str) -> int:
    return int(units.units().get(unit, {}).get("decimals") or 0)


def least_step(unit: str) -> float:
    """How near to one another two ticks of an axis may be: a whole child, place, pound or per cent, else the last
    decimal that the unit is written with. Children that are expected are written with one, and counted whole."""
    return 1.0 if unit == "expected" else 10.0 ** -_decimals(unit)


def under_name(place: str, words: str, *, is_name: bool = False) -> str:
    """A heading with the place it is of, where there is one and it does not name it: 'Camden: how long placements
    last', 'In Camden, foster placements: 62% of all children'. One that begins with what ``is_name``, such as an
    owner's, keeps its capital."""
    if not place or place in words:
        return words
    said = words if is_name else small(words)
    return f"In {place}, {said}" if ": " in words else f"{place}: {said}"


def own(name: str) -> str:
    """A name as whose something is: Camden's, Tower Hamlets'."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"
