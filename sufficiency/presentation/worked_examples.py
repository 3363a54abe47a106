"""The protection rule at work on invented counts, through the very gate that figures pass."""

from __future__ import annotations

from datetime import date

import pandas as pd

from sufficiency.disclosure import gate
from sufficiency.presentation import formatting
from sufficiency.result import Column, Result, View

COUNTS = ((0, 100), (3, 100), (9, 100), (10, 100), (14, 100), (33, 100), (96, 100), (15, 15))
VIEW = View(
    "worked_example",
    "marts",
    "Worked example",
    columns=(
        Column("child_count", "count", "Children"),
        Column("all_child_count", "count", "Of"),
        Column("child_pct", "pct", "Share", numerator="child_count", denominator="all_child_count", kind="share"),
    ),
)


def counts(as_at: date) -> list[tuple[str, ...]]:
    """Rows of text: a true count and its whole, then both and the share as protected."""
    rows = pd.DataFrame(COUNTS, columns=["child_count", "all_child_count"])
    rows["child_pct"] = 100 * rows["child_count"] / rows["all_child_count"]
    shown, symbols = gate.apply(VIEW, rows, gate.LONDON_7_5)
    result = Result(VIEW, shown, symbols, as_at=as_at, profile=gate.LONDON_7_5)
    return [
        (str(part), str(whole), *(_text(result, row, column) for column in VIEW.columns))
        for row, (part, whole) in enumerate(COUNTS)
    ]


def _text(result: Result, row: int, column: Column) -> str:
    symbol = result.symbols[column.name].iloc[row]
    return symbol or formatting.short(result.rows[column.name].iloc[row], column.unit)
