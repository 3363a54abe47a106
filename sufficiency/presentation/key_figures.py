"""The figures a page opens with, in words: a value, how sure it is, a year ago, and what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sufficiency.presentation import coverage, formatting, leading
from sufficiency.reference import tables
from sufficiency.result import EXACT, Result

BETTER = {("Higher", True): "better", ("Lower", False): "better", ("Higher", False): "worse", ("Lower", True): "worse"}
PARTS = ("numerator_count", "denominator_count")  # of a share
SEEN = {"prices": "prices", "outcomes": "scores"}


@dataclass(frozen=True)
class KeyFigure:
    """One headline measure in words; '' for what there is not to say. ``symbol`` stands in place of a value."""

    name: str
    value: str
    symbol: str = ""
    sure: str = ""
    change: str = ""
    beside: str = ""


def of(result: Result) -> KeyFigure:
    """The first row of the view ``headline``, or of some of its rows, as a key figure."""
    row = {str(name): value for name, value in result.rows.iloc[0].items()}
    symbol = str(result.symbols["value"].iloc[0])
    return KeyFigure(
        str(row["measure_name"]),
        text(result, "value"),
        symbol,
        "; ".join(filter(None, (_sure(result, row), _seen_on(result, row)))),
        _change(result, row),
        _beside(result),
    )


def text(result: Result, column: str) -> str:
    """A figure of the first row, its symbol, or, of a share that little is known of, between what it lies."""
    unit, symbol = result.view.column(column).unit, str(result.symbols[column].iloc[0])
    if symbol:
        return symbol
    # Of a distance or a time the name of a measure does not say the unit, and no sign stands before it.
    said = formatting.text if unit in formatting.SPELT_OUT else formatting.short
    if column == "value" and _is_handful(result):
        some, every = (formatting.text(result.rows[part].iloc[0], "count") for part in PARTS)
        return f"None of {every}" if some == "0" else f"All {every}" if some == every != "1" else f"{some} of {every}"
    if leading.of(result, column)[0].is_untold(unit):
        return "Too few to say"
    if _is_none(result, column):
        # Of so few, what the share of others like them might be says less than that it is nobody's.
        return f"None of {formatting.text(result.rows['denominator_count'].iloc[0], 'count')}"
    return " to ".join(_wide(result, column)) or said(result.rows[column].iloc[0], unit)


def _beside(result: Result) -> str:
    """The comparator's figure, where a part of London is chosen; all of London has none."""
    if not result.choices.keys() & {"area", "authority"}:
        return ""
    return f"{_capital(result.compared_with)}: {text(result, 'comparator_value')}"


def _wide(result: Result, column: str) -> tuple[str, ...]:
    """The ends of a share's interval, where they stand in its place; else none."""
    known, figures = result.view.column(column), leading.of(result, column)
    if not figures[0].is_wide(known.unit):
        return ()
    return formatting.ends(figures[0].low, figures[0].high, known.unit)


def _is_handful(result: Result) -> bool:
    """True of a share of so few children that who may see them reads so many of so many, and no interval."""
    figure = leading.of(result, "value")[0]
    return figure.is_thin and bool(_wide(result, "value")) and _tells_counts(result)


def _is_none(result: Result, column: str) -> bool:
    """True of a share that is nobody's of so few children, all of whom are shown, that it would be said as a range."""
    if column != "value" or not _wide(result, column) or "denominator_count" not in result.rows:
        return False
    return not result.symbols["denominator_count"].iloc[0] and result.rows[column].iloc[0] == 0


def _sure(result: Result, row: dict[str, Any]) -> str:
    """Between which figures the true one lies; a count of children is what it is."""
    unit = result.view.column("value").unit
    if why := _why_not(result, row):
        return why
    if _is_handful(result) or (_is_none(result, "value") and text(result, "value").startswith("None")):
        return "Too few children for a share"
    if _wide(result, "value") and not leading.of(result, "value")[0].is_untold(unit):
        # Whoever may see the counts reads them sooner than the ends of an interval.
        counts = [text(result, part) for part in PARTS] if _tells_counts(result) else []
        few = "Too few children to say more closely"
        return f"{' of '.join(counts)}. {few}" if counts else few
    ends = formatting.ends(row["value_low"], row["value_high"], unit) if unit != "count" else ()
    return f"Between {' and '.join(ends)}" if ends else ""


def _tells_counts(result: Result) -> bool:
    """True where the two counts that a share is made of may be told as they are."""
    return result.profile == EXACT and not any(
        result.symbols[part].iloc[0] or formatting.missing(result.rows[part].iloc[0]) for part in PARTS
    )


def _why_not(result: Result, row: dict[str, Any]) -> str:
    """Why x stands in place of the value, where inputs do not reach back as far or a fact was not collected."""
    if result.symbols["value"].iloc[0] != "x":
        return ""
    column, months = result.view.column("value"), int(row["look_back_months"])
    if all(reach < months for _, reach in result.vouched):
        return coverage.reason(replace(column, look_back=months), "x")
    collected, days = _rests_on(result, row)
    return (
        coverage.reason(replace(column, collected=collected), "x") if days and not any(day for _, day in days) else ""
    )


def _seen_on(result: Result, row: dict[str, Any]) -> str:
    """'prices of 31 March 2024', where what a figure rests on was collected on another day than the date it is of."""
    what, days_of = _rests_on(result, row)
    days = sorted({day for _, day in days_of if day})
    if result.symbols["value"].iloc[0] or not days or days == [result.as_at]:
        return ""
    when = " to ".join(dict.fromkeys(formatting.day(day) for day in (days[0], days[-1])))
    return f"{SEEN[what]} of {when}"


def _rests_on(result: Result, row: dict[str, Any]) -> tuple[str, Sequence[tuple[str, date | None]]]:
    """What the facts that a measure rests on are called, where they are collected once a year, and from which days they
    are."""
    rests_on = {line["measure"]: line["collected"] for line in tables.records("headline_measures")}
    collected = rests_on.get(row["measure"], "")
    return collected, {"prices": result.priced, "outcomes": result.scored}.get(collected, ())


def _change(result: Result, row: dict[str, Any]) -> str:
    change = row["change_value"]
    if formatting.missing(change):
        return "No figure a year ago"
    unit = result.view.column("value").unit
    if round(change, 1) == 0 and _is_none(result, "value"):
        return "None a year ago either"
    if round(change, 1) == 0 and result.profile == EXACT and not _wide(result, "value"):
        return "No change in a year"
    if not row["change_is_clear"] and _is_handful(result):
        return "No clear change in a year"
    if not row["change_is_clear"]:
        return f"No clear change in a year (was {formatting.small(text(result, 'last_year_value'))})"
    if unit == "pct":
        amount = f"{formatting.short(abs(change), 'score', 1 if result.profile == EXACT else 0)} points"
    else:
        amount = (formatting.text if unit in formatting.SPELT_OUT else formatting.short)(abs(change), unit)
    sense = BETTER.get((row["direction"], change > 0), "")
    return f"{'▲ up' if change > 0 else '▼ down'} {amount} in a year{f' ({sense})' if sense else ''}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
