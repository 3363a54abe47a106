"""How a chart shows the interval of a figure: a thin line on a bar or dot, a pale line behind
dots that share one, a pale band about a line over time."""

from __future__ import annotations

from typing import Any

from sufficiency.presentation.charts import datasets, palette
from sufficiency.presentation.charts.datasets import Spec

BANDED = 3  # lines up to which each has its interval about it


def whiskers(records: list[dict[str, Any]], y: Spec, theme: str, **more: Spec) -> list[Spec]:
    """A thin line from end to end of each figure's interval, with a halo to be seen on its bar."""
    sure = [record for record in records if record.get("value_high") is not None]
    encoding = {"y": y, "x": {"field": "value_low", "type": "quantitative"}, "x2": {"field": "value_high"}, **more}
    inks = ((palette.surface("background", theme), 3.6), (palette.surface("text", theme), 1.4))
    return [
        {
            "data": datasets.data("sure", sure),
            "mark": {"type": "rule", "strokeWidth": width, "color": ink},
            "encoding": encoding,
        }
        for ink, width in inks
    ]


def behind_dots(records: list[dict[str, Any]], y: Spec, colour: Spec) -> Spec:
    """A pale line from end to end of the interval of each dot, where several dots share one line."""
    sure = [record for record in records if record.get("value_high") is not None]
    x = {"field": "value_low", "type": "quantitative"}
    return {
        "data": datasets.data("sure", sure),
        "mark": {"type": "rule", "strokeWidth": 5, "opacity": 0.3},
        "encoding": {"y": y, "x": x, "x2": {"field": "value_high"}, "color": colour},
    }


def furthest(records: list[dict[str, Any]]) -> list[float]:
    """The end of each figure's interval that is further from nought, where it has one."""
    return [
        record["value_low"] if record["value"] < 0 else record["value_high"]
        for record in records
        if record.get("value_high") is not None
    ]


def ends(records: list[dict[str, Any]]) -> list[float]:
    """Both ends of each figure's interval, where it has one."""
    sure = [record for record in records if record.get("value_high") is not None]
    return [record[end] for record in sure for end in ("value_low", "value_high")]


def band(loud: list[dict[str, Any]], x: Spec, y: Spec, colour: Spec) -> Spec:
    """The interval of each of a few lines, as a pale band about it."""
    named = {record["series"] for record in loud}
    sure = [r for r in loud if r.get("value_high") is not None] if len(named) <= BANDED else []
    return {
        "data": datasets.data("sure", sure),
        "mark": {"type": "area", "opacity": 0.16, "line": False, "aria": False},
        "encoding": {
            "x": x,
            "y": {**y, "field": "value_low"},
            "y2": {"field": "value_high"},
            "color": colour,
            "detail": {"field": "part"},
        },
    }
