"""The protection rule at work on invented counts, through the very gate that figures pass."""

from __future__ import annotations

from datetime import date

import pandas as pd

from sufficiency.disclosure import gate, rule
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


def withheld() -> str:
    """The counts that are withheld, in words: 0 to 9."""
    return f"0 to {rule.band() - 1}"


def shown(number: int = 1) -> str:
    """How the counts of one band are shown, in words: 15 for 10 to 19, the first that is."""
    foot = number * rule.band()
    return f"{foot + rule.band() // 2} for {foot} to {foot + rule.band() - 1}"


def least(kind: str) -> int:
    """The least count, as shown, beside which a statistic of ``kind`` stands."""
    return rule.shown_from(kind)


def _text(result: Result, row: int, column: Column) -> str:
    symbol = result.symbols[column.name].iloc[row]
    return symbol or formatting.short(result.rows[column.name].iloc[row], column.unit)
