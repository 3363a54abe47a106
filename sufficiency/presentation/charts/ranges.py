"""Ranges: a band from low to high, a figure at each end; the middle is a dot with its own."""

from __future__ import annotations

from typing import Any

from sufficiency.presentation import formatting
from sufficiency.presentation.charts import datasets, fold, intervals, marks
from sufficiency.presentation.charts.drawing import Drawing, Records
from sufficiency.presentation.charts.frame import Frame

STEP = 34  # pixels a category
BANDS = 90  # pixels that bands need; a chart without them has its room for the bands, and only the middle's figure
LETTER, EDGE, BESIDE = 7.0, 12, 6  # pixels of a letter, to spare at the sides, and from an end to its figure


def ranges(frame: Frame) -> Drawing:
    """A line a category. The middle's figure stands above it, unless an end says the same."""
    values = fold.names(frame, "mid")
    records = marks.marked(marks.label_records(frame, values), frame.marked)
    whole = [{**r, **clear(r)} for r in records if None not in (r["low"], r["high"])]
    shown = [{**r, "value": r["mid"], "value_short": r["mid_short"]} for r in records if r["mid"] is not None]
    _say_scale(whole, shown)
    data = {
        "whole": whole,
        "sure": intervals.sure([{**r, "value_low": r.get("mid_low"), "value_high": r.get("mid_high")} for r in shown]),
        "shown": shown,
        "spread": [r for r in whole if r["low_short"] != r["high_short"]],
        "apart": [r for r in shown if None in (r["low"], r["high"]) or r["mid_short"] not in _ends(r)],
        "hidden": [{**r, "value_symbol": r["mid_symbol"]} for r in records if r["mid"] is None],
        "beside": [r for r in records if r.get("reference") is not None],
    }
    heading = marks.heading(frame, "mid")
    if data["beside"]:
        name = frame.columns["reference"].meaning
        heading = heading._replace(
            notes=marks.in_lines([" ".join(heading.notes), f"diamond: {formatting.small(name)}"])
        )
    return Drawing("ranges", heading, data, {"step": marks.step(frame, STEP), "figures": marks.figures(frame, "mid")})


def clear(record: dict[str, Any]) -> dict[str, float]:
    """From where the figures at both ends stand: outside the band, and outside the middle's interval too."""
    reach = [record["low"], record["high"], *_interval(record)]
    return {"low_from": min(reach), "high_from": max(reach)}


def _interval(record: dict[str, Any]) -> list[float]:
    """Both ends of the middle's interval; none where one of them is withheld."""
    low, high = record.get("mid_low"), record.get("mid_high")
    return [] if low is None or high is None else [low, high]


def _ends(record: dict[str, object]) -> tuple[object, object]:
    return record["low_short"], record["high_short"]


def _say_scale(whole: Records, shown: Records) -> None:
    """Say from where to where figures reach, and the room that those at the bands' ends need at both sides."""
    ends = [0, *(n for r in whole for n in (r["low"], r["high"])), *(r["value"] for r in shown)]
    ends += [end for r in shown for end in _interval(r)]
    ends += [r["reference"] for r in shown if r.get("reference") is not None]
    low, high = min(ends), max(ends)
    left, right = (
        EDGE + BESIDE + LETTER * max((len(r[f"{part}_short"]) for r in whole), default=0) for part in ("low", "high")
    )
    needs = left + BANDS + right
    for records in (whole, shown):
        datasets.state(records, least=low, most=high if high > low else low + 1, left=left, right=right)
        for record in records:
            record["needs"] = needs
