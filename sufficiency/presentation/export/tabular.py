"""A Result as CSV: the facts in lines that begin with #, then one tidy table.

Readers skip the facts with their comment setting: ``pandas.read_csv(…, comment="#")``, DuckDB's
``read_csv(…, comment = '#')``, R's ``read.csv(…, comment.char = "#")``. They stand in the file, not
beside it, so that a table that is passed on still says what it is.
"""

from __future__ import annotations

import csv as writer
import io
from collections.abc import Sequence
from typing import Any

import pandas as pd

from sufficiency.presentation import formatting
from sufficiency.presentation.export import facts, sheet_rows
from sufficiency.presentation.export.sheet_rows import Cell
from sufficiency.result import Column, Result


def csv(result: Result, columns: Sequence[str] = ()) -> bytes:
    """UTF-8 with a byte-order mark (Excel needs it), CRLF lines; symbols stand in withheld cells.

    ``columns`` are those of the page's table, which come first. Figures are plain numbers in the column's unit, dates
    are ISO or nothing, text is safe from formulas. Whatever is not a number is quoted, so that a # in it does not
    begin a comment.
    """
    result = sheet_rows.of(result, columns)
    text = io.StringIO(newline="")
    for fact in facts.of(result):
        text.write(f"# {fact.heading}: {_one_line(fact.words)}\r\n")
    for column in result.view.columns:
        text.write(f"# Column {column.name}: {_one_line(formatting.heading(column))}\r\n")
    out = writer.writer(text, quoting=writer.QUOTE_NONNUMERIC)
    out.writerow([column.name for column in result.view.columns])
    cells = [[_cell(cell, column) for cell in sheet_rows.cells(result, column)] for column in result.view.columns]
    out.writerows(zip(*cells, strict=True))
    return text.getvalue().encode("utf-8-sig")


def _cell(cell: Cell, column: Column) -> Any:
    if cell.symbol:
        return cell.symbol
    if column.unit in ("code", "text", "flag"):
        # What is not known is a category, which the page names.
        return facts.safe(_one_line(formatting.label(cell.value, column.unit)))
    if cell.value is None:
        return ""
    if column.unit in ("date", "month"):
        return f"{pd.Timestamp(cell.value):%Y-%m-%d}"
    return int(cell.value) if cell.value == int(cell.value) else cell.value


def _one_line(words: str) -> str:
    return " ".join(words.split())
