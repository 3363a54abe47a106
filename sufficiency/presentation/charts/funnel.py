"""Funnels: each authority's share by how many children it has, between the limits of chance.

Spiegelhalter, Funnel plots for comparing institutional performance (Statistics in Medicine 2005):
most of those inside the limits differ by chance alone, and nobody is ranked. One pair of limits is drawn and told, of
99.8 per cent: by two an authority could be marked that the title beside it leaves within.
"""

from __future__ import annotations

from typing import Any

from sufficiency.presentation.charts import bars, datasets, limits, marks, naming
from sufficiency.presentation.charts.drawing import Drawing, Records
from sufficiency.presentation.charts.frame import Frame, figure

NAMED = 8  # authorities outside the limits that are named, where there is room
HEIGHT = 380  # pixels
WITHHELD = "a figure is withheld or missing"  # why a place is not drawn
MARGIN = 1.04  # of an axis, beside what is drawn furthest out


def funnel(frame: Frame, highlight: tuple[str, ...]) -> Drawing:
    """A point an authority, its limits, and the names of those outside, or of those asked for alone."""
    shown = drawn(frame)
    outside = sorted((r for r in shown if figure(r, "y").side), key=lambda r: -_beyond(r))
    named = [r for r in shown if r["label"] in highlight] or outside[:NAMED]
    for record in shown:
        record["is_loud"] = record["label"] in highlight if highlight else bool(figure(record, "y").side)
    missing = len(frame.records) - len(shown)
    notes = [f"{missing} not drawn: {WITHHELD}"] * bool(missing)
    heading = marks.heading(frame, "y")._replace(notes=marks.in_lines([f"lines: {limits.MEANING}", *notes]))
    said = {"across": marks.figures(frame, "x", is_titled=True), "up": marks.figures(frame, "y")}
    beside = bars.reference(frame, shown) if "reference" in frame.columns else []
    across, up = _reach(shown, beside)
    datasets.state(shown, most_across=across, most_up=up)
    taken = [naming.at_right(record["label"], record["value"] / up, HEIGHT) for record in beside]
    data = {"shown": shown, "named": naming.placed(named, (across, up), HEIGHT, taken), "reference": beside}
    return Drawing("funnel", heading, data, {**said, "height": HEIGHT})


def drawn(frame: Frame) -> Records:
    """The records of which a funnel has a point and limits, by their size."""
    shown = [record for record in frame.records if None not in (record["x"], record["y"], record.get("y_limit_high"))]
    return sorted(shown, key=lambda record: record["x"])


def _reach(shown: Records, beside: Records) -> tuple[float, float]:
    """Where the two axes end, a little beyond the largest of what is drawn."""
    across = max((record["x"] for record in shown), default=1)
    up = max([*(max(r["y"], r["y_limit_high"]) for r in shown), *(r["value"] for r in beside)], default=1)
    return MARGIN * across or 1, MARGIN * up or 1


def _beyond(record: dict[str, Any]) -> float:
    """How far a share lies outside its limits; below nought inside them."""
    return float(max(record["y_limit_low"] - record["y"], record["y"] - record["y_limit_high"]))
