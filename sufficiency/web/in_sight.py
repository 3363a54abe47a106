"""Which columns of a table stand first: in a narrow window a name and the figure that is drawn are seen together, the
others by moving the table sideways."""

from __future__ import annotations

from collections.abc import Sequence

from sufficiency.presentation import formatting
from sufficiency.presentation.charts import grammar
from sufficiency.presentation.export import table_rows
from sufficiency.result import Column, Result

# Parts of a chart that are a figure, by which matters most; any other is where a figure stands.
MATTERS = {"map": ("colour",), "heat": ("colour",), "scatter": ("y", "x"), "funnel": ("y",), "range": ("mid",)}
# The longest name that a column which stays has room for beside a figure on a phone; letters.
NAME_LETTERS = 24


def ordered(result: Result, columns: Sequence[Column], line: str | None) -> list[Column]:
    """``columns`` with those that tell rows apart first, the one that the chart is by before the others, then the
    figures that it draws; what says the same in each row, a code or a yes and no stand behind all figures.

    ``line`` is the ``chart:`` line, None for the view's own. Columns keep their order otherwise.
    """
    drawn = _drawn(result, line)
    first_figure = next((place for place, column in enumerate(columns) if column.is_measure), len(columns))
    opens = columns[:first_figure]

    def place(column: Column) -> tuple[int, int]:
        at = drawn.index(column.name) if column.name in drawn else len(drawn)
        if column.unit in ("code", "flag"):
            return (2, 0)
        if column.is_measure:
            return (1, at)
        if len(result.rows) > 1 and not table_rows.tells(result, column):
            return (2, 1)
        # A name that is not drawn is one of those that tell rows apart where it opens the table.
        return (0, at) if column.name in drawn or column in opens else (1, at)

    return sorted(columns, key=place)


def is_named_shortly(result: Result, columns: Sequence[Column]) -> bool:
    """True where the first column has room beside a figure on a phone without breaking its lines."""
    if not columns or columns[0].is_measure:
        return True
    labels = (formatting.label(value, columns[0].unit) for value in result.rows[columns[0].name])
    return max(map(len, labels), default=0) <= NAME_LETTERS


def _drawn(result: Result, line: str | None) -> list[str]:
    """The columns that the chart draws, where figures stand before the figures that matter."""
    try:
        chart = grammar.parse(result.view.chart if line is None else line, result.view)
    except grammar.ChartError:
        return []
    if chart is None:
        return []
    names = list(chart.parts.values())
    mattering = [chart.parts[part] for part in MATTERS.get(chart.kind, ()) if part in chart.parts]
    return sorted(names, key=lambda name: (result.view.column(name).is_measure, name not in mattering))
