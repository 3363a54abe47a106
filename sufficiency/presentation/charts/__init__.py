"""Draws a Result as its view's ``chart:`` line says, and puts the same figures in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from sufficiency.presentation.charts import (
    alt_text,
    areas,
    bars,
    datasets,
    lines,
    marks,
    matrix,
    palette,
    ranges,
    stacks,
    titles,
)
from sufficiency.presentation.charts import frame as frames
from sufficiency.presentation.charts.frame import Frame
from sufficiency.presentation.charts.grammar import KINDS, ChartError, Drawing, parse
from sufficiency.result import Result

__all__ = ["KINDS", "ChartError", "Drawing", "describe", "frame_of", "labels", "parse", "spec", "title"]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"  # a name; nothing is fetched from it
MOST_STACKED = 6


def spec(
    result: Result,
    chart: str | None = None,
    *,
    theme: str = "light",
    width: int | str = "container",
    highlight: tuple[str, ...] = (),
    pick: Sequence[str] = (),
) -> dict[str, Any] | None:
    """A Vega-Lite chart of ``result`` as a plain dict with its data inside, or None.

    ``chart`` takes the place of the view's own line. ``theme`` is 'light' or 'dark'. ``width`` is
    pixels or 'container'. ``highlight`` names categories or series to stand out. ``pick`` names
    columns whose values a click selects (as the selection ``pick``). None means nothing to draw: no
    chart line, no rows, or rows of which two claim the same mark. Raises ChartError on a bad line.
    Draw it with ``theme=None`` in Streamlit, so that its own settings are kept.
    """
    frame = frame_of(result, chart)
    if frame is None:
        return None
    for name in pick:
        frame = frames.with_column(frame, result, name)
    drawn = _draw(frame, theme, highlight)
    layers = drawn["layer"]
    gathered = datasets.gather(layers, pick)
    if pick:
        click = {"name": "pick", "select": {"type": "point", "fields": list(pick)}}
        told = (layer for layer in layers if "tooltip" in layer.get("encoding", {}))
        next(told, layers[0])["params"] = [click]
    for layer in layers:
        marks.lighten(layer, is_empty=not gathered[layer["data"]["name"]])
    return {
        "$schema": SCHEMA,
        "description": alt_text.describe(frame, result),
        "width": width,
        "autosize": {"type": "fit-x" if "layer" in drawn else "fit", "contains": "padding"},
        "config": palette.config(theme),
        "usermeta": {"title": _title(frame, result), "embedOptions": {"actions": False}},
        **drawn,
        "datasets": gathered,
    }


def labels(result: Result, chart: str | None = None) -> tuple[str, ...]:
    """The columns whose values each mark stands for, with the code beside a name that has one.

    None for lines and maps: a line is of many rows, and a map has its own way to be clicked.
    """
    frame = frame_of(result, chart)
    if frame is None or frame.drawing.kind in ("line", "map"):
        return ()
    names = [c.name for part, c in frame.columns.items() if not c.is_measure and not frame.is_temporal(part)]
    codes = [f"{name.rpartition('_')[0]}_code" for name in names]
    return (*names, *(code for code in codes if code in result.rows and code not in names))


def describe(result: Result, chart: str | None = None) -> str:
    """The chart in words, from its own figures: what a person who cannot see it needs to know."""
    frame = frame_of(result, chart)
    return alt_text.describe(frame, result) if frame else alt_text.nothing(result)


def title(result: Result, chart: str | None = None) -> str:
    """A title that states the finding, from the shown figures; else the view's own."""
    frame = frame_of(result, chart)
    return _title(frame, result)


def _title(frame: Frame | None, result: Result) -> str:
    return (titles.title(frame) if frame else "") or result.view.title


def frame_of(result: Result, chart: str | None = None) -> Frame | None:
    """What the chart draws, part by part, for those who draw it in another way; None as in spec."""
    line = result.view.chart if chart is None else chart
    return result.keep(("frame", line), partial(_built, line))


def _built(line: str, result: Result) -> Frame | None:
    drawing = parse(line, result.view)
    return frames.build(result, drawing) if drawing else None


def _draw(frame: Frame, theme: str, highlight: tuple[str, ...]) -> dict[str, Any]:
    series = len(frame.values("series")) if "series" in frame.columns else 0
    match frame.drawing.kind:
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
            return stacks.stacked(frame, theme)
        case "heat":
            return matrix.heat(frame, theme)
        case "range":
            return ranges.ranges(frame, theme)
        case "scatter":
            return matrix.scatter(frame, theme, highlight)
        case _:
            return areas.area_map(frame, theme)
