"""Two dimensions at once: a matrix of figures shaded by size, and a scatter of areas."""

from __future__ import annotations

from typing import Any

from sufficiency.presentation.charts import classes, datasets, marks, palette
from sufficiency.presentation.charts import frame as frames
from sufficiency.presentation.charts.datasets import Spec
from sufficiency.presentation.charts.frame import Frame

MOST_COLUMNS = 24
LETTER_SHARE = 0.013  # of the width of a scatter that a letter takes
CELL = 27  # pixels a row
LEVEL_HEADS, HEAD_LETTERS = 5, 14  # columns up to which their heads are level, and letters a line
LEVEL = {"labelAngle": 0}
# What the chart is called, so that a page can give one of many columns room on a phone.
NARROW_NAME, WIDE_NAME = "matrix", "wide_matrix"
NARROW = 34  # pixels a column, below which figures do not fit
SLOPING_EDGE = 40  # pixels that sloping heads reach past the last column
NAMED_POINTS = 6  # points with a name beside them; the others name themselves under the pointer


def heat(frame: Frame, theme: str) -> Spec:
    """Every figure written in its cell, shaded in five steps; withheld cells hatched."""
    columns = frames.top(frame, frames.order(frame, "x"), MOST_COLUMNS)
    if not frame.is_ordered("x"):
        columns = sorted(columns, key=palette.place)
    rows = frames.top(frame, frames.order(frame, "y"))
    return _matrix(frame, "x", "y", columns, rows, theme)


def from_series(frame: Frame, theme: str) -> Spec:
    """A bar chart with more series than colours, drawn as a matrix: series across."""
    rows = frames.top(frame, frames.order(frame, "category"))
    return _matrix(frame, "series", "category", marks.series_order(frame), rows, theme)


def _matrix(frame: Frame, across: str, down: str, columns: list[str], rows: list[str], theme: str) -> Spec:
    level = len(columns) <= LEVEL_HEADS
    heads = marks.labels(frame, across, columns, HEAD_LETTERS if level else 60)
    lines = max(head.count("\n") for head in heads.values())
    records = [
        {**record, "head": heads[record[across]], "column": columns.index(record[across])}
        for record in marks.label_records(frame, rows, down)
        if record[across] in heads
    ]
    fills = classes.fills([record["value"] for record in records], theme)
    for record, colour in zip(records, fills, strict=True):
        record["fill"] = colour
        record["ink"] = palette.ink(colour) if colour else palette.surface("muted", theme)
    shown = [record for record in records if record["value"] is not None]
    hidden = [record for record in records if record["value"] is None]
    x = {
        "field": "head",
        "type": "nominal",
        "sort": {"field": "column", "op": "min"},
        "scale": {"padding": 0.04},
        "axis": {
            "orient": "top",
            "title": None,
            "labelExpr": marks.LINES,
            "domain": False,
            "labelOverlap": False,
            "labelLimit": 210,
            "labelLineHeight": 14,
            "labelPadding": 6 + 14 * lines,
            **(LEVEL if level else _sloping(len(columns))),
        },
    }
    y = {**marks.category_axis(down), "scale": {"padding": 0.04}}
    muted = palette.surface("muted", theme)
    place = {"x": x, "y": y}
    fill: Spec = {"field": "fill", "type": "nominal", "scale": None}
    narrow = f"width / {len(columns)} < {NARROW}"  # then the figures are in the tip and the table
    size = {"expr": f"{narrow} ? 0 : 13"}
    ink = {"field": "ink", "type": "nominal", "scale": None}
    tips = marks.tooltip(frame)
    layers = [
        {
            "data": datasets.data("shown", shown),
            "mark": {"type": "rect"},
            "encoding": {**place, "color": fill, "tooltip": tips},
        },
        {
            "data": datasets.data("shown", shown),
            "mark": {"type": "text", "fontSize": size},
            "encoding": {**place, "text": {"field": "value_short"}, "color": ink},
        },
        {
            "data": datasets.data("hidden", hidden),
            "mark": {
                "type": "point",
                "shape": marks.HATCH,
                "size": 170,
                "color": muted,
                "strokeWidth": 1.2,
                "filled": False,
                "xOffset": {"expr": f"{narrow} ? 0 : -9"},
            },
            "encoding": {**place, "tooltip": tips},
        },
        {
            "data": datasets.data("hidden", hidden),
            "mark": {"type": "text", "dx": 9, "color": muted, "fontSize": size},
            "encoding": {**place, "text": {"field": "value_symbol"}},
        },
    ]
    edge = {"left": 4, "top": 4, "bottom": 4, "right": 4 if level else SLOPING_EDGE}
    return {
        "name": NARROW_NAME if level else WIDE_NAME,
        "title": marks.heading(frame, drawn=_drawn(frame, (across, columns), (down, rows)), has_intervals=False),
        "height": marks.step(frame, CELL, down),
        "layer": layers,
        "padding": edge,
    }


def _drawn(frame: Frame, *parts: tuple[str, list[str]]) -> tuple[int, int] | None:
    """How many of how many columns, or else rows, are drawn."""
    counts = [(len(values), len(frame.values(part))) for part, values in parts]
    return next((count for count in counts if count[0] < count[1]), None)


def _sloping(count: int) -> Spec:
    """Heads at a slope; upright where the cells are too narrow for a slope to be read."""
    narrow = f"width / {count} < {NARROW}"
    return {
        "labelAngle": {"expr": f"{narrow} ? -90 : -38"},
        "labelAlign": "left",
        "labelBaseline": {"expr": f"{narrow} ? 'middle' : 'bottom'"},
        "labelLimit": {"expr": f"{narrow} ? 130 : 210"},
        "labelFontSize": 12,
    }


def scatter(frame: Frame, theme: str, highlight: tuple[str, ...]) -> Spec:
    """One mark an area, the furthest out named; those with a withheld figure are only counted."""
    shown = [r for r in frame.records if r["x"] is not None and r["y"] is not None]
    edge = palette.surface("background", theme)
    encoding: Spec = {
        "x": {
            "field": "x",
            "type": "quantitative",
            "scale": {"zero": False},
            "axis": marks.number_axis(frame, "x", title=True),
        },
        "y": {"field": "y", "type": "quantitative", "scale": {"zero": False}, "axis": marks.number_axis(frame, "y")},
        "color": marks.ink(theme),
        "tooltip": marks.tooltip(frame),
    }
    if "series" in frame.columns and len(frame.values("series")) <= len(palette.SHAPES):
        encoding["color"] = marks.series_colour(frame, theme)
        encoding["shape"] = marks.series_shape(frame)
    if "size" in frame.columns:
        encoding["size"] = {"field": "size", "type": "quantitative", "legend": None, "scale": {"range": [30, 500]}}
        shown = [record for record in shown if record["size"] is not None]
    point = {
        "type": "point",
        "filled": True,
        "opacity": 0.9,
        "stroke": edge,
        "strokeWidth": 1,
        **({} if "size" in frame.columns else {"size": 90}),
    }
    names = _furthest(shown, highlight) if "label" in frame.columns else []
    is_quiet = bool(highlight) and "label" in frame.columns
    shown = [{**record, "is_quiet": is_quiet and record["label"] not in highlight} for record in shown]
    heading = marks.heading(frame, "y")
    heading["subtitle"] = _notes(frame, len(frame.records) - len(shown))
    edge_x = max((r["x"] for r in shown), default=0.0) - _spread([r["x"] for r in shown])[1] * 0.15
    place = {"x": encoding["x"], "y": encoding["y"], "text": {"field": "label"}}
    layers = [{"data": datasets.data("shown", shown), "mark": point, "encoding": encoding}]
    for name, align, at_edge in (("named", "center", False), ("named_at_edge", "right", True)):
        rows = [record for record in names if (record["x"] > edge_x) == at_edge]
        text = {"type": "text", "dy": -13, "fontSize": 12, "align": align, "color": palette.surface("text", theme)}
        layers.append({"data": datasets.data(name, rows), "mark": text, "encoding": place})
    return {"title": heading, "height": 380, "layer": layers}


def _notes(frame: Frame, missing: int) -> list[str]:
    notes = []
    if "size" in frame.columns:
        notes.append(f"Larger marks: {frame.columns['size'].meaning.lower()}")
    if missing:
        notes.append(f"{missing} not drawn: a figure is withheld or missing")
    return notes


def _furthest(records: list[dict[str, Any]], highlight: tuple[str, ...]) -> list[dict[str, Any]]:
    """The records asked for, or those furthest from the middle of the cloud."""
    if chosen := [record for record in records if record["label"] in highlight]:
        return chosen
    spread = {part: _spread([record[part] for record in records]) for part in ("x", "y")}

    def distance(record: dict[str, Any]) -> float:
        return float(sum(((record[p] - spread[p][0]) / spread[p][1]) ** 2 for p in ("x", "y")))

    named: list[dict[str, Any]] = []
    for record in sorted(records, key=distance, reverse=True):
        near = any(
            abs(record["x"] - other["x"]) < spread["x"][1] * len(other["label"]) * LETTER_SHARE
            and abs(record["y"] - other["y"]) < spread["y"][1] * 0.08
            for other in named
        )
        if not near and len(named) < NAMED_POINTS:
            named.append(record)
    return named


def _spread(numbers: list[float]) -> tuple[float, float]:
    middle = sum(numbers) / len(numbers) if numbers else 0.0
    return middle, (max(numbers, default=0.0) - min(numbers, default=0.0)) or 1.0
