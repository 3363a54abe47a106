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
from sufficiency.reference import certainty

NAMED = 8  # authorities outside the limits that are named, where there is room
HEIGHT = 380  # pixels
WITHHELD = "a figure is withheld or missing"  # why a place is not drawn
MARGIN = 1.04  # of an axis, beside what is drawn furthest out
ENDS = ("y_limit_low", "y_limit_high")
STEPS = 60  # in which the limits are drawn
SAME = 0.001  # points between two limits that are one and the same


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
    names = naming.placed(named, (across, up), HEIGHT, taken)
    data = {"shown": shown, "limits": curve(shown), "named": names, "reference": beside}
    return Drawing("funnel", heading, data, {**said, "height": HEIGHT})


def drawn(frame: Frame) -> Records:
    """The records of which a funnel has a point and limits, by their size."""
    shown = [record for record in frame.records if None not in (record["x"], record["y"], record.get("y_limit_high"))]
    return sorted(shown, key=lambda record: record["x"])


def curve(shown: Records) -> Records:
    """The limits by size, smooth from the smallest place ``drawn`` to the largest.

    Straight lines from place to place would cut the corner where few are small: the limits of a size between two
    places' would not be what is drawn there. Limits of protected counts lie further out by what each count may hide,
    which is no matter of size alone: they are drawn at the places' own sizes.
    """
    own = [{"x": record["x"], **{end: record[end] for end in ENDS}} for record in shown]
    if len(own) < 2 or not 0 < own[0]["x"] < own[-1]["x"]:
        return own
    share = _share(own[-1])
    if any(abs(limits.at(share, r["x"])[end == ENDS[1]] - r[end]) > SAME for r in own for end in ENDS):
        return own
    first, wide = own[0]["x"], own[-1]["x"] / own[0]["x"]
    sizes = sorted({*(record["x"] for record in own), *(first * wide ** (n / STEPS) for n in range(1, STEPS))})
    return [{"x": size, **dict(zip(ENDS, limits.at(share, size), strict=True))} for size in sizes]


def _share(record: dict[str, Any]) -> float:
    """The share, per cent, that a place's limits are about: Wilson's middle, solved for it."""
    z_squared, whole = certainty.funnel_z() ** 2, record["x"]
    middle = sum(record[end] for end in ENDS) / 2
    return float((middle * (whole + z_squared) - 50 * z_squared) / whole)


def _reach(shown: Records, beside: Records) -> tuple[float, float]:
    """Where the two axes end, a little beyond the largest of what is drawn."""
    across = max((record["x"] for record in shown), default=1)
    up = max([*(max(r["y"], r["y_limit_high"]) for r in shown), *(r["value"] for r in beside)], default=1)
    return MARGIN * across or 1, MARGIN * up or 1


def _beyond(record: dict[str, Any]) -> float:
    """How far a share lies outside its limits; below nought inside them."""
    return float(max(record["y_limit_low"] - record["y"], record["y"] - record["y_limit_high"]))
