"""Dots: a figure a dot on a thin line; several series share it, told by shape as well as colour."""

from __future__ import annotations

from typing import Any

import altair as alt

from sufficiency.presentation.charts import palette
from sufficiency.presentation.charts.drawing import Figures
from sufficiency.presentation.charts.templates import bars, pieces

RADIUS = 7  # pixels: a dot at nought stands clear of its name


def dots(*, theme: str, tips: str, step: int, is_below: bool) -> alt.LayerChart:
    """One dot a category, on a line from nought, its figure beside it."""
    y, shown = pieces.names(), pieces.rows("shown")
    return pieces.layers(
        shown.mark_rule(**_thin(theme)).encode(y=y, x="value:Q", x2=alt.datum(0)),
        _point(theme, tips).encode(y=y, x=bars.length(is_below=is_below, start=RADIUS), color=pieces.ink(theme)),
        *pieces.whiskers(y, theme),
        *bars.ends(y, theme, gap=9),
        *pieces.withheld(y, theme, tips),
    ).properties(height=alt.Step(step))


def dots_apart(*, theme: str, tips: str, step: int, series: int | None, figures: Figures) -> alt.LayerChart:
    """Several dots a category, on a line from the lowest to the highest, over an axis of figures."""
    y = pieces.names()
    told: dict[str, Any] = {"color": alt.value(palette.surface("primary", theme))}
    if series:
        told = {"color": pieces.by_colour(series), "shape": pieces.by_shape()}
    sure = pieces.rows("sure").mark_rule(strokeWidth=5, opacity=0.3)
    return pieces.layers(
        pieces.rows("spans").mark_rule(**_thin(theme)).encode(y=y, x="low:Q", x2="high"),
        sure.encode(y=y, x="value_low:Q", x2="value_high", color=told["color"]),
        _point(theme, tips).encode(y=y, x=alt.X("value:Q", axis=pieces.axis(figures, "x")), **told),
        *pieces.withheld(y, theme, tips),
    ).properties(height=alt.Step(step))


def _thin(theme: str) -> dict[str, Any]:
    return {"color": palette.surface("rule", theme), "strokeWidth": 1.2}


def _point(theme: str, tips: str) -> alt.Chart:
    edge = palette.surface("background", theme)
    point: dict[str, Any] = {"filled": True, "size": 90, "opacity": 1, "stroke": edge, "strokeWidth": 0.8}
    dot: alt.Chart = pieces.rows("shown").mark_point(**point, tooltip=alt.expr(tips))
    return dot
