"""A Result as a sheet holds it, a CSV's or a workbook's: the page's columns first, each figure with its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sufficiency.presentation import formatting
from sufficiency.presentation.export import facts
from sufficiency.result import EXACT, Column, Result

MOST_DECIMALS = 6  # of a figure that is exact, so that no noise of arithmetic is written
DECIMALS = re.compile(r"\.(\d+)")


class Cell(NamedTuple):
    """One cell: a label as the rows have it or a figure as a file may hold it, None for nothing; the symbol that
    stands in its place; and what the page writes of a figure."""

    value: Any
    symbol: str = ""
    words: str = ""


def of(result: Result, columns: Sequence[str] = ()) -> Result:
    """The same rows without what no file can hold; the ``columns`` that the page shows, with the ends of their
    intervals, stand before the others, in the page's order."""
    result = facts.printable(result)
    shown = [result.view.column(name) for name in columns]
    first = [name for column in shown for name in (column.name, column.low, column.high) if name]
    order = {name: place for place, name in enumerate(dict.fromkeys(first))}
    kept = sorted(result.view.columns, key=lambda column: order.get(column.name, len(order)))
    return replace(result, view=replace(result.view, columns=tuple(kept)))


def cells(result: Result, column: Column) -> Iterator[Cell]:
    """One column, a cell a row. Protected figures have the decimals that the page writes, and no more."""
    places = formatting.decimals_of(column, result.rows, result.symbols)
    row_units = result.rows["unit"] if "unit" in result.rows else [""] * len(result.rows)
    for value, symbol, row_unit in zip(result.rows[column.name], result.symbols[column.name], row_units, strict=True):
        if symbol or formatting.missing(value):
            yield Cell(None, symbol)
        elif not column.is_measure:
            yield Cell(value)
        else:
            words = formatting.written(column, value, row_unit, places)
            yield Cell(held(float(value), words, is_exact=result.profile == EXACT), "", words)


def held(value: float, words: str, *, is_exact: bool) -> float:
    """The number that a file holds of a figure which the page writes as ``words``."""
    if is_exact:
        return round(value, MOST_DECIMALS)
    decimals = DECIMALS.search(words)
    return formatting.nearest(value, len(decimals[1]) if decimals else 0)
