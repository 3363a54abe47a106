"""Why the chart that a view asks for is not drawn of the rows there are: whoever looks for it is told."""

from __future__ import annotations

from sufficiency.presentation import coverage
from sufficiency.presentation.charts.frame import UNIT
from sufficiency.presentation.charts.grammar import ChartLine
from sufficiency.result import Column, Result

LABELS = ("code", "text", "date", "month")
IN_TABLE = "All rows stand in the table."


def why(result: Result, line: ChartLine) -> str:
    """Why ``frame.build`` makes nothing of ``result`` for ``line``, in a sentence; '' where there are no rows."""
    if result.is_empty:
        return ""
    if UNIT in result.rows and result.rows[UNIT].nunique() > 1:
        return f"No chart: the rows are of unlike measures, which share no scale. {IN_TABLE}"
    labels = [column for column in result.view.columns if column.unit in LABELS]
    same = [column for column in labels if column.name in line.parts.values()]
    told = {_stem(column) for column in same}
    unlike = [column for column in labels if _stem(column) not in told and _differs(result, column, same)]
    by = f", and differ in {_named(unlike)}" if unlike else ""
    return f"No chart: several rows have the same {_named(same)}{by}. {IN_TABLE}"


def _differs(result: Result, column: Column, same: list[Column]) -> bool:
    """Whether rows that have all labels of ``same`` alike have more than one of ``column``."""
    keys = [label.name for label in same]
    return bool((result.rows.groupby(keys, dropna=False)[column.name].nunique(dropna=False) > 1).any())


def _named(columns: list[Column]) -> str:
    """What each is called over the table, a code and its name once."""
    named = {_stem(column): column.meaning.partition(":")[0].removesuffix(", ONS code") for column in columns}
    return coverage.listed([f'"{words}"' for words in named.values()])


def _stem(column: Column) -> str:
    return column.name.removesuffix("_code").removesuffix("_name")
