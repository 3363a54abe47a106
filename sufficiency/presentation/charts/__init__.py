"""Draws a Result as its view's ``chart:`` line says, and puts the same figures in words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sufficiency.presentation.charts import (
    alt_text,
    areas,
    bars,
    compiled,
    custom,
    datasets,
    fold,
    funnel,
    grammar,
    histogram,
    limits,
    lines,
    marks,
    matrix,
    ranges,
    scatter,
    stacks,
    standing,
    titles,
    undrawn,
)
from sufficiency.presentation.charts import frame as frames
from sufficiency.presentation.charts.chart import Chart
from sufficiency.presentation.charts.drawing import Drawing
from sufficiency.presentation.charts.frame import Frame
from sufficiency.presentation.charts.grammar import KINDS, ChartError, ChartLine, parse
from sufficiency.result import Result, View

__all__ = ["KINDS", "Chart", "ChartError", "ChartLine", "draw", "fault", "parse"]

MOST_STACKED = 6


def draw(
    result: Result,
    chart: str | None = None,
    *,
    theme: str = "light",
    width: int | str = "container",
    highlight: tuple[str, ...] = (),
    choosable: Collection[str] = (),
    is_whole: bool = False,
) -> Chart:
    """The chart of ``result``, its figures, and what it says.

    ``chart`` takes the place of the view's own line. ``theme`` is 'light' or 'dark'. ``width`` is
    pixels or 'container'. ``highlight`` names categories or series to stand out: by default the places that
    are marked. A click on a mark
    selects (as the selection ``pick``) those of the columns ``choosable`` that marks stand for.
    Of a long list the first are drawn and those that stand out, or all where it ``is_whole``.
    There is nothing to draw without a chart line or rows, or where two rows claim the same mark, which is said.
    A bad line of the view's own is told as the chart's ``fault``: its author looks for it where the chart would stand.
    Raises ChartError on a bad ``chart``.
    """
    try:
        line = parse(result.view.chart if chart is None else chart, result.view)
    except ChartError as error:
        if chart is not None:
            raise
        return Chart(result.view.title, alt_text.nothing(result), fault=str(error))
    frame = frames.build(result, line) if line else None
    if frame is None:
        why = undrawn.why(result, line) if line else ""
        return Chart(result.view.title, alt_text.nothing(result), undrawn=why)
    highlight = highlight or result.marked
    frame = replace(frame, marked=highlight, is_whole=is_whole)
    labels = _labels(frame, result)
    pick = tuple(name for name in choosable if name in labels)
    for name in pick:
        frame = frames.with_column(frame, result, name)
    drawn = _drawing(frame, theme, highlight)
    said = {"theme": theme, "tips": marks.tips(frame), **drawn.said}
    silent = frozenset(name for name, records in drawn.data.items() if not records)
    try:
        picture = compiled.spec(drawn.template, said, theme=theme, width=width, pick=pick, silent=silent)
    except custom.ChartFileError as error:
        return Chart(result.view.title, alt_text.nothing(result), fault=str(error))
    return Chart(
        title=standing.finding(frame, result.marked) or result.view.title,
        words=alt_text.describe(frame, result),
        spec=picture.spec,
        data=datasets.used(drawn.data, picture.fields, pick),
        measure=drawn.heading.measure,
        notes=_notes(drawn, frame),
        pick=pick,
        frame=frame,
        drawn=fold.drawn(frame, titles.main_part(frame)),
    )


def _notes(drawn: Drawing, frame: Frame) -> tuple[str, ...]:
    """What stands over the chart, and which limits of chance its title means."""
    notes = drawn.heading.notes
    return marks.in_lines([" ".join(notes), limits.MEANING]) if standing.tells_limits(frame) else notes


def fault(view: View) -> str:
    """What is wrong with a view's ``chart:`` line, or with the file it names; '' where nothing is."""
    try:
        line = parse(view.chart, view)
        if line is not None and line.kind == grammar.OWN:
            import pandas as pd

            columns = {part: view.column(name) for part, name in line.parts.items()}
            drawn = custom.drawing(Frame(line, columns, [], pd.Index([])))
            compiled.spec(drawn.template, {"theme": "light", "tips": "{}", **drawn.said}, theme="light", width=600)
    except (ChartError, custom.ChartFileError) as error:
        return str(error)
    return ""


def _labels(frame: Frame, result: Result) -> tuple[str, ...]:
    """The columns whose values each mark stands for, with the code beside a name that has one.

    None for lines and maps: a line is of many rows, and a map has its own way to be clicked.
    """
    if frame.line.kind in ("line", "map"):
        return ()
    names = [c.name for part, c in frame.columns.items() if not c.is_measure and not frame.is_temporal(part)]
    codes = [f"{name.rpartition('_')[0]}_code" for name in names]
    return (*names, *(code for code in codes if code in result.rows and code not in names))


def _drawing(frame: Frame, theme: str, highlight: tuple[str, ...]) -> Drawing:
    series = len(frame.values("series")) if "series" in frame.columns else 0
    match frame.line.kind:
        case grammar.OWN:
            return custom.drawing(frame)
        case "bar" | "dot" if frame.is_temporal("category"):
            return lines.line(frame, theme, highlight)
        case "bar" if series > bars.MOST_SERIES:
            return matrix.from_series(frame, theme)
        case "stacked" if series > MOST_STACKED and frame.is_temporal("category"):
            return lines.line(frame, theme, highlight)
        case "stacked" if series > MOST_STACKED:
            return matrix.from_series(frame, theme)
        case "bar":
            return bars.bar(frame, theme, highlight)
        case "dot":
            return bars.dot(frame, theme, highlight)
        case "line":
            return lines.line(frame, theme, highlight)
        case "stacked":
            return stacks.stacked(frame, theme, highlight)
        case "heat":
            return matrix.heat(frame, theme)
        case "range":
            return ranges.ranges(frame)
        case "scatter":
            return scatter.scatter(frame, theme, highlight)
        case "funnel":
            return funnel.funnel(frame, highlight)
        case "histogram":
            return histogram.histogram(frame, theme)
        case _:
            return areas.area_map(frame, theme)
