"""A matrix of figures shaded by size."""

from __future__ import annotations

from sufficiency.presentation.charts import classes, fold, marks, palette
from sufficiency.presentation.charts import frame as frames
from sufficiency.presentation.charts.drawing import Drawing
from sufficiency.presentation.charts.frame import Frame

MOST_COLUMNS = 24
CELL = 27  # pixels a row
LEVEL_HEADS, HEAD_LETTERS = 5, 10  # columns up to which their heads are level, and letters a line


def heat(frame: Frame, theme: str) -> Drawing:
    """Every figure written in its cell, shaded in five steps; withheld cells hatched."""
    columns = _across(frame, frames.order(frame, "x"))
    rows = frames.top(frame, frames.order(frame, "y"))
    last = [
        name
        for name, is_otherwise in (
            ("rows", frames.puts_few_last(frame, part="y")),
            ("columns", columns != _across(frame, frames.by_figures(frame, "x"))),
        )
        if is_otherwise
    ]
    return _matrix(frame, "x", "y", columns, rows, theme, few_last=" and ".join(last))


def _across(frame: Frame, columns: list[str]) -> list[str]:
    """The columns that are drawn: where they have no order of their own, in that of the named colours."""
    drawn = frames.top(frame, columns, MOST_COLUMNS)
    has_own = frame.is_ordered("x") or "sort" in frame.line.words
    return drawn if has_own else sorted(drawn, key=palette.place)


def from_series(frame: Frame, theme: str) -> Drawing:
    """A bar chart with more series than colours, drawn as a matrix: series across."""
    rows = fold.names(frame)
    return _matrix(frame, "series", "category", marks.series_order(frame), rows, theme)


def _matrix(
    frame: Frame, across: str, down: str, columns: list[str], rows: list[str], theme: str, *, few_last: str = ""
) -> Drawing:
    is_level = len(columns) <= LEVEL_HEADS
    heads = marks.labels(frame, across, columns, HEAD_LETTERS if is_level else 60)
    records = [
        {**record, "head": heads[record[across]], "column": columns.index(record[across])}
        for record in marks.marked(marks.label_records(frame, rows, down), frame.marked, down)
        if record[across] in heads
    ]
    fills = classes.fills([record["value"] for record in records], theme)
    for record, colour in zip(records, fills, strict=True):
        record["fill"] = colour
        record["ink"] = palette.ink(colour) if colour else palette.surface("muted", theme)
    data = {
        "shown": [record for record in records if record["value"] is not None],
        "hidden": [record for record in records if record["value"] is None],
    }
    said = {
        "step": marks.step(frame, CELL, down),
        "down": down,
        "columns": len(columns),
        "lines": max(head.count("\n") for head in heads.values()),
        "is_level": is_level,
    }
    drawn = _drawn(frame, (across, columns), (down, rows))
    heading = marks.heading(frame, drawn=drawn, has_intervals=False, few_last=few_last)
    return Drawing("matrix", heading, data, said)


def _drawn(frame: Frame, *parts: tuple[str, list[str]]) -> tuple[int, int] | None:
    """How many of how many columns, or else rows, are drawn."""
    counts = [(len(values), len(frame.values(part))) for part, values in parts]
    return next((count for count in counts if count[0] < count[1]), None)
