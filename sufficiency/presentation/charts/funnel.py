"""Funnels: each authority's share by how many children it has, between the limits of chance.

Spiegelhalter, Funnel plots for comparing institutional performance (Statistics in Medicine 2005):
most of those inside the limits differ by chance alone, and nobody is ranked.
"""

from __future__ import annotations

from typing import Any

from sufficiency.presentation.charts import datasets, marks, palette
from sufficiency.presentation.charts.datasets import Spec
from sufficiency.presentation.charts.frame import Frame

HEIGHT = 380
NAMED = 8  # authorities outside the limits that have room for their names
LIMITS: tuple[tuple[str, list[int]], ...] = (("inner", [4, 3]), ("outer", []))


def funnel(frame: Frame, theme: str, highlight: tuple[str, ...]) -> Spec:
    """A point an authority, two pairs of limits, and the names of those outside, or of those asked for alone."""
    shown = [r for r in frame.records if None not in (r["x"], r["y"], r["outer_high"])]
    shown.sort(key=lambda record: record["x"])
    outside = sorted((r for r in shown if _beyond(r, "inner") > 0), key=lambda r: -_beyond(r, "outer"))
    named = [r for r in shown if r["label"] in highlight] or outside[:NAMED]
    for record in shown:
        record["is_loud"] = record["label"] in highlight if highlight else _beyond(record, "inner") > 0
    x = {
        "field": "x",
        "type": "quantitative",
        "scale": {"zero": True},
        "axis": marks.number_axis(frame, "x", title=True),
    }
    y = {"field": "y", "type": "quantitative", "scale": {"zero": True}, "axis": marks.number_axis(frame, "y")}
    primary, quiet = palette.surface("primary", theme), palette.surface("quiet", theme)
    layers: list[Spec] = [
        {
            "data": datasets.data("shown", shown),
            "mark": {"type": "line", "strokeWidth": 1.3, "color": palette.surface("muted", theme), "strokeDash": dash},
            "encoding": {"x": x, "y": {**y, "field": f"{width}_{end}"}},
        }
        for width, dash in LIMITS
        for end in ("low", "high")
    ]
    layers.append(
        {
            "data": datasets.data("shown", shown),
            "mark": {"type": "point", "filled": True, "size": 90, "opacity": 0.9},
            "encoding": {
                "x": x,
                "y": y,
                "color": {"condition": {"test": "datum.is_loud", "value": primary}, "value": quiet},
                "tooltip": marks.tooltip(frame),
            },
        }
    )
    layers.append(
        {
            "data": datasets.data("named", named),
            "mark": {"type": "text", "dy": -12, "fontSize": 12, "color": palette.surface("text", theme)},
            "encoding": {"x": x, "y": y, "text": {"field": "label"}},
        }
    )
    heading = marks.heading(frame, "y")
    heading["subtitle"] = ["dashed: 95% limits; unbroken: 99.8%", *_missing(len(frame.records) - len(shown))]
    return {"title": heading, "height": HEIGHT, "layer": layers}


def _beyond(record: dict[str, Any], width: str) -> float:
    """How far a share lies outside a pair of limits; below nought inside them."""
    return float(max(record[f"{width}_low"] - record["y"], record["y"] - record[f"{width}_high"]))


def _missing(count: int) -> list[str]:
    return [f"{count} not drawn: a figure is withheld or missing"] if count else []
