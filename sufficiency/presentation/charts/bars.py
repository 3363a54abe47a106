"""Bars and dots: one line a category, figures written at the end."""

from __future__ import annotations

from typing import Any

from sufficiency.presentation.charts import datasets, intervals, marks, palette
from sufficiency.presentation.charts import frame as frames
from sufficiency.presentation.charts.datasets import Spec
from sufficiency.presentation.charts.frame import Frame

STEP = 23  # pixels a category
MOST_GROUPED = 36  # bars side by side; beyond, one row a category with a dot a series
MOST_SERIES = 4


def bar(frame: Frame, theme: str, highlight: tuple[str, ...]) -> Spec:
    """Horizontal bars, longest first; with a series, grouped bars or (when many) dots."""
    if "series" in frame.columns:
        single = len(frame.records) == len(frame.values("category"))
        if len(frame.records) > MOST_GROUPED and not single:
            return dot(frame, theme, highlight)
        several = len(frame.values("series")) > 1
        return _grouped(frame, theme) if several else _plain(frame, theme, highlight)
    return _plain(frame, theme, highlight)


def _plain(frame: Frame, theme: str, highlight: tuple[str, ...]) -> Spec:
    values = frames.top(frame, frames.order(frame, "category"))
    records = marks.marked(marks.label_records(frame, values), highlight)
    shown = [record for record in records if record["value"] is not None]
    hidden = [record for record in records if record["value"] is None]
    y = marks.category_axis()
    layers = [
        *_reference(frame, shown, theme),
        {
            "data": datasets.data("shown", shown),
            "mark": {"type": "bar"},
            "encoding": {"y": y, "x": _length(shown), "color": marks.ink(theme)},
        },
        *intervals.whiskers(shown, y, theme),
        *_ends(shown, y, theme, halo="reference" in frame.columns),
        *marks.withheld(hidden, y, theme),
    ]
    return layered(frame, layers, values, marks.step(frame, STEP))


def _length(records: list[dict[str, Any]]) -> Spec:
    """The scale of figures: no ticks, as each bar has its figure; a zero line if any is negative.

    It leaves room in pixels at its ends for the figures written there.
    """
    axis: Spec = {"title": None, "labels": False, "grid": False, "domain": False}
    numbers = [0, *(record["value"] for record in records), *intervals.ends(records)]
    low, high = min(numbers), max(numbers)
    if low < 0:
        axis = {**axis, "grid": True, "values": [0]}
    room = 14 + 7.5 * max((len(record["value_short"]) for record in records), default=0)
    datasets.state(records, least=low, most=high if high > low else low + 1, room=room)
    least, most, room_said = (datasets.fact(*said, "shown") for said in (("least", 0), ("most", 1), ("room", 0)))
    scale = {
        "domain": [{"expr": least}, {"expr": most}],
        "nice": False,
        "range": [{"expr": f"{least} < 0 ? {room_said} : 0"}, {"expr": f"width - {room_said}"}],
    }
    return {"field": "value", "type": "quantitative", "axis": axis, "scale": scale}


def _ends(
    records: list[dict[str, Any]], y: Spec, theme: str, *, gap: int = 5, halo: bool = False, **more: Spec
) -> list[Spec]:
    """Each bar's figure just past its end; with a halo where a line may cross it."""
    is_negative = "datum.value < 0"
    mark = {
        "type": "text",
        "align": {"expr": f"{is_negative} ? 'right' : 'left'"},
        "dx": {"expr": f"{is_negative} ? {-gap} : {gap}"},
        "color": palette.surface("text", theme),
    }
    # Past the end of its interval too, where it has one.
    x = {"field": "value_end", "type": "quantitative"}
    for record in records:
        record["value_end"] = next(iter(intervals.furthest([record])), record["value"])
    encoding = {"y": y, "x": x, "text": {"field": "value_short"}, **more}
    ground = palette.surface("background", theme)
    return [
        {"data": datasets.data("shown", records), "mark": {**mark, **style}, "encoding": encoding}
        for style in [{"stroke": ground, "strokeWidth": 5}] * halo + [{}]
    ]


def _reference(frame: Frame, shown: list[dict[str, Any]], theme: str) -> list[Spec]:
    """A dashed line at the comparator's figure, where the rows agree on one."""
    if "reference" not in frame.columns:
        return []
    references = {record.get("reference") for record in shown} - {None}
    named = frame.columns["reference"].meaning.split(".")[0]
    rows = [
        {"value": value, "label": f"{named}: {shown[0]['reference_short']}"}
        for value in references
        if len(references) == 1
    ]
    colour = palette.surface("text", theme)
    x = {"field": "value", "type": "quantitative"}
    rule = {"type": "rule", "strokeDash": [5, 4], "strokeWidth": 1.5, "color": colour}
    words = {"type": "text", "align": "left", "baseline": "top", "dx": 5, "color": colour}
    return [
        {"data": datasets.data("reference", rows), "mark": rule, "encoding": {"x": x}},
        {
            "data": datasets.data("reference", rows),
            "mark": words,
            "encoding": {"x": x, "y": {"value": {"expr": "height - 16"}}, "text": {"field": "label"}},
        },
    ]


def _grouped(frame: Frame, theme: str) -> Spec:
    values = frames.top(frame, frames.order(frame, "category"))
    records = marks.label_records(frame, values)
    shown = [record for record in records if record["value"] is not None]
    hidden = [record for record in records if record["value"] is None]
    y = marks.category_axis()
    if len(records) == len(values):
        return _coloured(frame, values, shown, hidden, theme)
    offset = {"field": "series", "sort": None, "scale": {"domain": marks.series_order(frame)}}
    colour = marks.series_colour(frame, theme)
    bars = {
        "data": datasets.data("shown", shown),
        "mark": {"type": "bar"},
        "encoding": {"y": y, "yOffset": offset, "x": _length(shown), "color": colour},
    }
    layers = [
        bars,
        *intervals.whiskers(shown, y, theme, yOffset=offset),
        *_ends(shown, y, theme, yOffset=offset),
        *marks.withheld(hidden, y, theme, yOffset=offset),
    ]
    return layered(frame, layers, values, {"step": 19, "for": "offset"})


def _coloured(
    frame: Frame, values: list[str], shown: list[dict[str, Any]], hidden: list[dict[str, Any]], theme: str
) -> Spec:
    """One bar a category, where each belongs to one series only."""
    y = marks.category_axis()
    colour = marks.series_colour(frame, theme)
    bars = {
        "data": datasets.data("shown", shown),
        "mark": {"type": "bar"},
        "encoding": {"y": y, "x": _length(shown), "color": colour},
    }
    layers = [bars, *intervals.whiskers(shown, y, theme), *_ends(shown, y, theme), *marks.withheld(hidden, y, theme)]
    return layered(frame, layers, values, marks.step(frame, STEP))


def dot(frame: Frame, theme: str, highlight: tuple[str, ...]) -> Spec:
    """A dot a figure on a thin line; several series share it, told by shape as well as colour."""
    values = frames.top(frame, frames.order(frame, "category"))
    records = marks.marked(marks.label_records(frame, values), highlight)
    shown = [record for record in records if record["value"] is not None]
    y = marks.category_axis()
    x = {"field": "value", "type": "quantitative", "axis": marks.number_axis(frame, "value")}
    line = {"type": "rule", "color": palette.surface("rule", theme), "strokeWidth": 1.2}
    point = {
        "type": "point",
        "filled": True,
        "size": 90,
        "opacity": 1,
        "stroke": palette.surface("background", theme),
        "strokeWidth": 0.8,
    }
    if "series" not in frame.columns and len(records) == len(values):
        hidden = [record for record in records if record["value"] is None]
        layers = [
            {
                "data": datasets.data("shown", shown),
                "mark": line,
                "encoding": {"y": y, "x": {"field": "value", "type": "quantitative"}, "x2": {"datum": 0}},
            },
            {
                "data": datasets.data("shown", shown),
                "mark": point,
                "encoding": {"y": y, "x": _length(shown), "color": marks.ink(theme)},
            },
            *intervals.whiskers(shown, y, theme),
            *_ends(shown, y, theme, gap=9),
            *marks.withheld(hidden, y, theme),
        ]
        return layered(frame, layers, values, marks.step(frame, STEP))
    ends = [
        {"category_label": label, "place": place, "low": min(figures), "high": max(figures)}
        for label, place in {r["category_label"]: r["place"] for r in shown}.items()
        if (figures := [r["value"] for r in shown if r["category_label"] == label])
    ]
    layers = [
        {
            "data": datasets.data("spans", ends),
            "mark": line,
            "encoding": {"y": y, "x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}},
        },
        intervals.behind_dots(shown, y, _told_apart(frame, theme)["color"]),
        {
            "data": datasets.data("shown", shown),
            "mark": point,
            "encoding": {"y": y, "x": x, **_told_apart(frame, theme)},
        },
        *_nothing_known(records, y, theme),
    ]
    return layered(frame, layers, values, marks.step(frame, STEP))


def _told_apart(frame: Frame, theme: str) -> Spec:
    if "series" not in frame.columns:
        return {"color": {"value": palette.surface("primary", theme)}}
    return {"color": marks.series_colour(frame, theme), "shape": marks.series_shape(frame)}


def _nothing_known(records: list[dict[str, Any]], y: Spec, theme: str) -> list[Spec]:
    known = {record["category"] for record in records if record["value"] is not None}
    first = {r["category"]: r for r in records if r["category"] not in known}
    return marks.withheld(list(first.values()), y, theme)


def layered(frame: Frame, layers: list[Spec], values: list[str], height: Spec, part: str = "value") -> Spec:
    """Layers under one heading, which says so where ``values`` are not all there are."""
    tips = marks.tooltip(frame)
    for layer in layers:
        if layer["mark"]["type"] in ("bar", "point"):
            layer["encoding"]["tooltip"] = tips
    drawn = len(values), len(frame.values("category"))
    return {"title": marks.heading(frame, part, drawn), "height": height, "layer": layers}
