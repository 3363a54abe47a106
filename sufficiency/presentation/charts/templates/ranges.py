"""Ranges: a band from low to high, a figure at each end; the middle is a dot with its own."""

from __future__ import annotations

from typing import Any

import altair as alt

from sufficiency.presentation.charts import palette
from sufficiency.presentation.charts.drawing import Figures
from sufficiency.presentation.charts.templates import pieces

BAND = 9  # pixels
ABOVE, BESIDE = -13, 6  # pixels from a dot to its figure, and from an end to its
LEAST = 220  # pixels of a chart in which the middle's figure and both ends' stand apart
LETTERS = 12
EDGE = 12  # pixels to spare at the chart's sides
ENDS = (("spread", "right", -BESIDE), ("whole", "left", BESIDE))  # whose ends' figures, and on which side of them


def ranges(*, theme: str, tips: str, step: int, figures: Figures) -> alt.LayerChart:
    """A line a category. The middle's figure stands above it, unless an end says the same."""
    y = pieces.names()
    whole, shown = pieces.rows("whole"), pieces.rows("shown")
    band = whole.mark_bar(
        height=BAND, stroke=palette.surface("outline", theme), strokeWidth=0.7, tooltip=alt.expr(tips)
    )
    point = shown.mark_point(
        filled=True, size=85, opacity=1, stroke=palette.surface("background", theme), tooltip=alt.expr(tips)
    )
    beside = pieces.rows("beside").mark_point(
        shape="diamond", size=110, strokeWidth=2, filled=False, color=palette.surface("text", theme)
    )
    wide, narrow = "width >= datum.needs", "width < datum.needs"
    low, high = (_text(name, theme, wide, align=side, dx=dx) for name, side, dx in ENDS)
    above = _text("apart", theme, f"width >= max({LEAST}, datum.needs)", dy=ABOVE)
    alone = _text("shown", theme, narrow, dy=ABOVE, align=_inwards())
    reach = alt.X("low:Q", scale=_reach(), axis=pieces.axis(figures, "x"))
    return pieces.layers(
        band.encode(y=y, color=_fill(theme), x=reach, x2="high"),
        *pieces.whiskers(y, theme),
        point.encode(y=y, x="value:Q", color=pieces.ink(theme)),
        beside.encode(y=y, x="reference:Q"),
        low.encode(y=y, x="low_from:Q", text="low_short:N"),
        high.encode(y=y, x="high_from:Q", text="high_short:N"),
        above.encode(y=y, x="value:Q", text="value_short:N"),
        alone.encode(y=y, x="value:Q", text="value_short:N"),
        *pieces.withheld(y, theme, tips),
    ).properties(height=alt.Step(step))


def _fill(theme: str) -> Any:
    """The colour of a band: none of its own where its record is quiet."""
    own, quiet = palette.ramp("sequential", theme)[1], palette.surface("grid", theme)
    return alt.condition("datum.is_quiet", alt.value(quiet), alt.value(own))


def _reach() -> alt.Scale:
    """A scale that leaves room at both sides for the figures at the bands' ends, where the chart is wide enough."""
    least, most, left, right = (_said(name) for name in ("least", "most", "left", "right"))
    return pieces.scale(
        least, most, f"{_is_narrow()} ? {EDGE} : {left}", f"width - ({_is_narrow()} ? {EDGE} : {right})"
    )


def _is_narrow() -> str:
    """An expression: names and figures would leave the bands no room, so the middle's figure stands alone."""
    return f"(width < {_said('needs')})"


def _said(name: str) -> str:
    return pieces.fact(name, {"most": 1, "left": EDGE, "right": EDGE}.get(name, 0), "whole", "shown")


def _inwards() -> Any:
    """A figure over a point near a side reaches inwards from it."""
    at = "scale('x', datum.value)"
    return alt.expr(f"{at} < width / 3 ? 'left' : {at} > width * 2 / 3 ? 'right' : 'center'")


def _text(name: str, theme: str, where: str, **more: Any) -> alt.Chart:
    look = {"fontSize": LETTERS, "color": palette.surface("text", theme), **more}
    text: alt.Chart = pieces.rows(name).transform_filter(where).mark_text(**look)
    return text
