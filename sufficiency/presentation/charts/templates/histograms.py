"""Histograms: columns of steps side by side, a threshold between two of them."""

from __future__ import annotations

from typing import Any

import altair as alt

from sufficiency.presentation.charts import palette
from sufficiency.presentation.charts.templates import pieces

HEIGHT = 260


def histogram(*, theme: str, tips: str, series: int, steps: tuple[str, ...]) -> alt.LayerChart:
    """A column a step in its series' colour, its figure on it; a dashed line before the first of the second series."""
    axis = alt.Axis(title=None, labelAngle=-45, labelOverlap=False, domain=False)
    placed: dict[str, Any] = {"sort": list(steps), "axis": axis}
    x, start = alt.X("category:O", **placed), alt.X("category:O", bandPosition=0, **placed)
    y = alt.Y("value:Q", axis=None, scale=alt.Scale(zero=True, padding=18))
    text, muted = palette.surface("text", theme), palette.surface("muted", theme)
    letters: dict[str, Any] = {"dy": -7, "fontSize": 12}
    foot: Any = alt.value(alt.ExprRef("height"))
    words = pieces.rows("second").mark_text(align="left", baseline="top", dx=5, fontSize=12, color=text)
    return pieces.layers(
        pieces.rows("shown").mark_bar(tooltip=alt.expr(tips)).encode(x=x, y=y, color=pieces.by_colour(series)),
        pieces.rows("shown").mark_text(color=text, **letters).encode(x=x, y=y, text="value_short:N"),
        pieces.rows("hidden").mark_text(color=muted, **letters).encode(x=x, y=foot, text="value_symbol:N"),
        pieces.rows("second").mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=text).encode(x=start),
        words.encode(x=start, y=alt.value(0), text="series_text:N"),
    ).properties(height=HEIGHT)
