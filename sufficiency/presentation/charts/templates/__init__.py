"""Each kind of chart once, as Altair: a function from what is said about the figures to a chart without any.

A template reads its records from named data (:func:`pieces.rows`), so that the chart is the same whatever the
figures are, is compiled once (``charts/compiled.py``) and stays in a browser from click to click.
"""

from __future__ import annotations

from collections.abc import Callable

import altair as alt

from sufficiency.presentation.charts.templates import (
    bars,
    dots,
    histograms,
    lines,
    maps,
    matrix,
    points,
    ranges,
    stacks,
)

TEMPLATES: dict[str, Callable[..., alt.LayerChart]] = {
    "bars": bars.bars,
    "dots": dots.dots,
    "dots_apart": dots.dots_apart,
    "lines": lines.lines,
    "stacked": stacks.stacked,
    "matrix": matrix.matrix,
    "ranges": ranges.ranges,
    "scatter": points.scatter,
    "funnel": points.funnel,
    "histogram": histograms.histogram,
    "map": maps.area_map,
}
