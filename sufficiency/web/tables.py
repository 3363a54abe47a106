"""Rows as a real HTML table: headings with units, symbols explained, numbers as people read."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd

from sufficiency.presentation import coverage, formatting
from sufficiency.presentation.export import table_rows
from sufficiency.result import Column, Result
from sufficiency.web import html_table, in_sight

MOST_ROWS = 60


def table(result: Result, columns: Sequence[str] | None = None, caption: str = "", line: str | None = None) -> str:
    """An HTML table of the first 60 rows, saying so when there are more.

    ``columns`` picks and orders columns; by default all but codes that a name stands beside, those that the chart
    ``line`` draws first. It is written once an answer.
    """
    if (key := ("table", tuple(columns or ()), caption, line, MOST_ROWS)) not in result.cache:
        result.cache[key] = _written(result, listed(result, columns, line), caption)
    return str(result.cache[key])


def _written(result: Result, shown: Sequence[Column], caption: str) -> str:
    part = result.rows.head(MOST_ROWS)
    units = part["unit"].tolist() if "unit" in part else [""] * len(part)
    symbols = result.symbols.head(MOST_ROWS)
    # All rows, those of the files too, have their decimals in common.
    places = [formatting.decimals_of(column, result.rows, result.symbols) for column in shown]
    cells = [_cells(column, part, symbols, units, few) for column, few in zip(shown, places, strict=True)]
    more = len(result.rows) - len(part)
    return html_table.html(
        caption or result.view.title,
        [formatting.heading(column) for column in shown],
        zip(*cells, strict=True),
        loud={place for place, name in enumerate(part.get("authority_name", ())) if name in result.marked},
        numbers={place for place, column in enumerate(shown) if column.is_measure},
        note=f". First {MOST_ROWS} of {len(result.rows):,} rows; the files hold all." if more else ".",
    )


def listed(result: Result, columns: Sequence[str] | None = None, line: str | None = None) -> list[Column]:
    """The columns that a table has: those named, else all that are readable, those that the chart ``line`` draws
    first."""
    if columns:
        return [result.view.column(name) for name in columns]
    return in_sight.ordered(result, table_rows.readable(result), line)


def _cells(
    column: Column, part: pd.DataFrame, symbols: pd.DataFrame, units: Sequence[str], places: int | None
) -> list[str]:
    """One column, its figures with as many decimals each."""
    rows = zip(part[column.name], symbols[column.name], units, formatting.intervals(column, part, places), strict=True)
    return [_cell(column, *row, places) for row in rows]


def _cell(column: Column, value: object, symbol: str, row_unit: str, sure: str, places: int | None) -> str:
    if symbol:
        meaning = escape(coverage.reason(column, symbol), quote=True)
        return f"<abbr title='{meaning}'>{symbol}</abbr>"
    if column.is_measure:
        return f"{escape(formatting.written(column, value, row_unit, places))}{_sure(sure)}"
    return escape(formatting.label(value, column.unit))


def _sure(words: str) -> str:
    return f" <span class='sure'>{escape(words)}</span>" if words else ""
