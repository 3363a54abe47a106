"""Intervals in charts that PowerPoint can edit: error bars of own lengths, which python-pptx has no call for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from sufficiency.presentation import formatting
from sufficiency.presentation.charts import palette
from sufficiency.presentation.charts.frame import Frame
from sufficiency.presentation.export import plot_room

MOST = 12  # intervals of one line
Lengths = tuple[float | None, float | None]  # of one figure: down to its interval's low end, up to its high end
KINDS = (XL_CHART_TYPE.BAR_CLUSTERED, XL_CHART_TYPE.COLUMN_CLUSTERED, XL_CHART_TYPE.LINE)


def draw(chart: Chart, frame: Frame, names: Sequence[str], series: Sequence[str]) -> None:
    """Add to each series of ``chart`` the intervals of its figures, where they have any.

    ``names`` are the categories and ``series`` the series in the chart's order; the chart's own of a
    range are its parts, whose ends are drawn as such. Stacked parts have none, nor have points.
    """
    if chart.chart_type not in KINDS:
        return
    ends = [0.0]
    for place, drawn in enumerate(chart.plots[0].series):
        lengths = [_lengths(record, "value") for record in _by_category(frame, names, series[place])]
        if chart.chart_type == XL_CHART_TYPE.LINE:
            lengths = _few(lengths)
        if any(None not in pair for pair in lengths):
            _add(drawn._element, lengths, is_upright=chart.chart_type != XL_CHART_TYPE.BAR_CLUSTERED)
        pairs = zip(drawn.values, lengths, strict=True)
        for value, (down, up) in pairs:
            ends += [] if value is None else [float(value) - (down or 0.0), float(value) + (up or 0.0)]
    if chart.chart_type == XL_CHART_TYPE.LINE and max(ends) > 0:
        # Axes are made for lines, and would cut the intervals.
        room, axis = plot_room.axis(ends, 1.0, formatting.least_step(frame.columns["value"].unit)), chart.value_axis
        axis.minimum_scale, axis.maximum_scale = room.low, math.ceil(max(ends) / room.step) * room.step
        axis.major_unit = room.step


def _few(lengths: Sequence[Lengths]) -> list[Lengths]:
    """Of a long line's intervals some ten, evenly apart to its end: one a month would hide the line."""
    known = [place for place, pair in enumerate(lengths) if None not in pair]
    step = -(-len(known) // MOST)
    kept = set(known[::-1][::step]) if known else set()
    return [pair if place in kept else (None, None) for place, pair in enumerate(lengths)]


def _by_category(frame: Frame, names: Sequence[str], series: str) -> list[dict[str, Any]]:
    records = {
        record["category"]: record for record in frame.records if record.get("series", "") == series or not series
    }
    return [records.get(name, {}) for name in names]


def _lengths(record: dict[str, Any], part: str) -> Lengths:
    value, low, high = (record.get(name) for name in (part, f"{part}_low", f"{part}_high"))
    if value is None or low is None or high is None:
        return None, None
    return max(value - low, 0.0), max(high - value, 0.0)


def _add(element: Any, lengths: Sequence[Lengths], *, is_upright: bool) -> None:
    """Put error bars where the format wants them: before the series' categories or figures."""
    minus, plus = ("".join(_points([pair[end] for pair in lengths])) for end in (0, 1))
    ink = palette.surface("text", "light").lstrip("#")
    direction = "<c:errDir val='y'/>" if is_upright else ""
    count = f"<c:formatCode>General</c:formatCode><c:ptCount val='{len(lengths)}'/>"
    bars = parse_xml(
        f"<c:errBars {nsdecls('c', 'a')}>{direction}"
        "<c:errBarType val='both'/><c:errValType val='cust'/><c:noEndCap val='1'/>"
        f"<c:plus><c:numLit>{count}{plus}</c:numLit></c:plus><c:minus><c:numLit>{count}{minus}</c:numLit></c:minus>"
        f"<c:spPr><a:ln w='12700'><a:solidFill><a:srgbClr val='{ink}'/></a:solidFill></a:ln></c:spPr></c:errBars>"
    )
    for name in ("c:cat", "c:xVal", "c:val"):
        following = element.find(qn(name))
        if following is not None:
            following.addprevious(bars)
            return


def _points(figures: Sequence[float | None]) -> list[str]:
    return [
        f"<c:pt idx='{place}'><c:v>{figure:.6g}</c:v></c:pt>"
        for place, figure in enumerate(figures)
        if figure is not None
    ]
