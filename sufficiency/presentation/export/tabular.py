"""A Result as CSV: the facts in lines that begin with #, then one tidy table.

Readers skip the facts with their comment setting: ``pandas.read_csv(…, comment="#")``, DuckDB's
``read_csv(…, comment = '#')``, R's ``read.csv(…, comment.char = "#")``. They stand in the file, not
beside it, so that a table that is passed on still says what it is.
"""

from __future__ import annotations

import csv as writer
import io
from typing import Any

import pandas as pd

from sufficiency.presentation import formatting
from sufficiency.presentation.export import facts
from sufficiency.result import Column, Result


def csv(result: Result) -> bytes:
    """UTF-8 with a byte-order mark (Excel needs it), CRLF lines; symbols stand in withheld cells.

    Figures are plain numbers in the column's unit, dates are ISO, text is safe from formulas.
    Whatever is not a number is quoted, so that a # in it does not begin a comment.
    """
    result = facts.printable(result)
    text = io.StringIO(newline="")
    for fact in facts.of(result):
        text.write(f"# {fact.heading}: {_one_line(fact.words)}\r\n")
    for column in result.view.columns:
        text.write(f"# Column {column.name}: {_one_line(formatting.heading(column))}\r\n")
    out = writer.writer(text, quoting=writer.QUOTE_NONNUMERIC)
    out.writerow([column.name for column in result.view.columns])
    cells = [_cells(result, column) for column in result.view.columns]
    out.writerows(zip(*cells, strict=True))
    return text.getvalue().encode("utf-8-sig")


def _cells(result: Result, column: Column) -> list[Any]:
    pairs = zip(result.rows[column.name], result.symbols[column.name], strict=True)
    return [symbol or _cell(value, column.unit) for value, symbol in pairs]


def _cell(value: Any, unit: str) -> Any:
    if formatting.missing(value):
        return ""
    if unit in ("date", "month"):
        return f"{pd.Timestamp(value):%Y-%m-%d}"
    if unit == "flag":
        return formatting.label(value, unit)
    if unit in ("code", "text"):
        return facts.safe(_one_line(str(value)))
    return _number(float(value))


def _number(value: float) -> int | float:
    """Whole numbers without a point; others to six places, so that no float noise is written."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _one_line(words: str) -> str:
    return " ".join(words.split())
