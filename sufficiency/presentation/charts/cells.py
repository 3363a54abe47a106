"""What a chart's record holds of one part: its value, the same in words, how sure it is, and its limits of chance."""

from __future__ import annotations

from typing import Any

from sufficiency.presentation import formatting
from sufficiency.presentation.leading import Figure
from sufficiency.result import Column

TEMPORAL = ("date", "month")
ROUNDED = 0.1  # of a child: by as much may a share in a view be rounded


def named(part: str, column: Column, value: Any) -> dict[str, Any]:
    words = formatting.label(value, column.unit)
    iso = column.unit in TEMPORAL and not formatting.missing(value)
    return {part: f"{formatting.moment(value):%Y-%m-%d}" if iso else words, f"{part}_text": words}


def measured(part: str, column: Column, values: list[Any], symbols: list[str]) -> list[dict[str, Any]]:
    """A cell a row. A figure with a symbol is None, whatever the rows hold."""
    pairs = list(zip(values, symbols, strict=True))
    places = formatting.decimals((value for value, symbol in pairs if not symbol), column.unit)
    names = (part, f"{part}_text", f"{part}_short", f"{part}_symbol")
    cells: list[dict[str, Any]] = []
    for value, symbol in pairs:
        if symbol or formatting.missing(value):
            written = formatting.text(None, column.unit, symbol), symbol or "–", symbol or "–"
            cells.append(dict(zip(names, (None, *written), strict=True)))
        else:
            number = float(value)
            short = formatting.short(number, column.unit, places)
            text = short + formatting.suffix(number, column.unit)
            cells.append({part: number, f"{part}_text": text, f"{part}_short": short, f"{part}_symbol": ""})
    return cells


def certain(part: str, column: Column, figure: Figure) -> dict[str, Any]:
    """The ends of a figure's interval, the children behind it, and the interval in words."""
    words = formatting.interval(figure.low, figure.high, column.unit)
    return {
        f"{part}_low": figure.low,
        f"{part}_high": figure.high,
        f"{part}_behind": figure.behind,
        f"{part}_sure": words or "–",
    }


def counts(part: str, column: Column, figure: Figure) -> dict[str, Any]:
    """'3 of 11', of a share of a handful of children that are told as they are; '' of any other figure."""
    if not (figure.is_thin and figure.is_wide(column.unit) and figure.value is not None and figure.behind):
        return {f"{part}_counts": ""}
    some = figure.value * figure.behind / 100
    is_whole = abs(some - round(some)) < ROUNDED  # else it is a share of something other than these children
    return {f"{part}_counts": f"{some:.0f} of {figure.behind:.0f}" if is_whole else ""}


def limits(part: str, column: Column, figure: Figure) -> dict[str, Any]:
    """A share's limits of chance, and the same in words; None where too little is shown to have any."""
    low, high = figure.limit_low, figure.limit_high
    words = "" if low is None or high is None else formatting.interval(max(low, 0.0), min(high, 100.0), column.unit)
    return {f"{part}_limit_low": low, f"{part}_limit_high": high, f"{part}_limits": words or "–"}
