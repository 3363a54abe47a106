"""Ranges: a band from low to high, a figure at each end; the middle is a dot with its own."""

from __future__ import annotations

from typing import Any

from sufficiency.presentation.charts import bars, datasets, intervals, marks, palette
from sufficiency.presentation.charts import frame as frames
from sufficiency.presentation.charts.datasets import Spec
from sufficiency.presentation.charts.frame import Frame

STEP, BAND = 34, 9  # pixels a category, and of its band
ABOVE, BESIDE = -13, 6  # pixels from a dot to its figure, and from an end to its
LEAST = 220  # pixels of a chart in which the middle's figure and both ends' stand apart
LETTERS = 12
ROOM = {"expr": f"width < {LEAST} ? 0 : {LETTERS}"}
LETTER, EDGE = 7.0, 12  # pixels a letter of a figure takes, and to spare at the chart's sides


def ranges(frame: Frame, theme: str) -> Spec:
    """A line a category. The middle's figure stands above it, unless an end says the same."""
    values = frames.top(frame, frames.order(frame, "category", "mid"))
    records = marks.label_records(frame, values)
    y = marks.category_axis()
    whole = [r for r in records if None not in (r["low"], r["high"])]
    shown = [{**r, "value": r["mid"], "value_short": r["mid_short"]} for r in records if r["mid"] is not None]
    hidden = [{**r, "value_symbol": r["mid_symbol"]} for r in records if r["mid"] is None]
    apart = [
        r for r in shown if None in (r["low"], r["high"]) or r["mid_short"] not in (r["low_short"], r["high_short"])
    ]
    point = {
        "type": "point",
        "filled": True,
        "size": 85,
        "opacity": 1,
        "color": palette.surface("primary", theme),
        "stroke": palette.surface("background", theme),
    }
    middle = {"field": "value", "type": "quantitative"}
    sure = [{**r, "value_low": r.get("mid_low"), "value_high": r.get("mid_high")} for r in shown]
    layers = [
        _band(frame, whole, shown, y, theme),
        *intervals.whiskers(sure, y, theme),
        {"data": datasets.data("shown", shown), "mark": point, "encoding": {"y": y, "x": middle}},
        *_ends(whole, y, theme),
        {
            "data": datasets.data("apart", apart),
            "mark": _text(theme, dy=ABOVE, fontSize=ROOM),
            "encoding": {"y": y, "x": middle, "text": {"field": "value_short"}},
        },
        *marks.withheld(hidden, y, theme),
    ]
    return bars.layered(frame, layers, values, marks.step(frame, STEP), "mid")


def _band(frame: Frame, whole: list[dict[str, Any]], shown: list[dict[str, Any]], y: Spec, theme: str) -> Spec:
    """The bands, on a scale that leaves room at both sides for the figures at their ends."""
    ends = [0, *(n for r in whole for n in (r["low"], r["high"])), *(r["value"] for r in shown)]
    ends += [r[end] for r in shown if r.get("mid_high") is not None for end in ("mid_low", "mid_high")]
    low, high = min(ends), max(ends)
    left, right = (
        EDGE + BESIDE + LETTER * max((len(r[f"{part}_short"]) for r in whole), default=0) for part in ("low", "high")
    )
    for records in (whole, shown):
        datasets.state(records, least=low, most=high if high > low else low + 1, left=left, right=right)
    least, most, left_said, right_said = (
        datasets.fact(field, otherwise, "whole", "shown")
        for field, otherwise in (("least", 0), ("most", 1), ("left", EDGE), ("right", EDGE))
    )
    scale = {
        "domain": [{"expr": least}, {"expr": most}],
        "nice": False,
        "range": [{"expr": left_said}, {"expr": f"width - {right_said}"}],
    }
    x = {"field": "low", "type": "quantitative", "scale": scale, "axis": marks.number_axis(frame, "mid")}
    mark = {
        "type": "bar",
        "height": BAND,
        "color": palette.ramp("sequential", theme)[1],
        "stroke": palette.surface("outline", theme),
        "strokeWidth": 0.7,
    }
    return {"data": datasets.data("whole", whole), "mark": mark, "encoding": {"y": y, "x": x, "x2": {"field": "high"}}}


def _ends(whole: list[dict[str, Any]], y: Spec, theme: str) -> list[Spec]:
    """The low figure left of each band and the high one right of it; one where they are one."""
    spread = [record for record in whole if record["low_short"] != record["high_short"]]
    return [
        {
            "data": datasets.data(name, rows),
            "mark": _text(theme, align=align, dx=dx),
            "encoding": {"y": y, "x": {"field": part, "type": "quantitative"}, "text": {"field": f"{part}_short"}},
        }
        for part, name, rows, align, dx in (
            ("low", "spread", spread, "right", -BESIDE),
            ("high", "whole", whole, "left", BESIDE),
        )
    ]


def _text(theme: str, **more: Any) -> Spec:
    return {"type": "text", "fontSize": LETTERS, "color": palette.surface("text", theme), **more}
