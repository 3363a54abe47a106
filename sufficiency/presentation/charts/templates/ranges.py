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
    above = _text("apart", theme, dy=ABOVE, fontSize=alt.expr(f"width < {LEAST} ? 0 : {LETTERS}"))
    return pieces.layers(
        band.encode(y=y, color=_fill(theme), x=alt.X("low:Q", scale=_reach(), axis=pieces.axis(figures)), x2="high"),
        *pieces.whiskers(y, theme),
        point.encode(y=y, x="value:Q", color=pieces.ink(theme)),
        beside.encode(y=y, x="reference:Q"),
        _text("spread", theme, align="right", dx=-BESIDE).encode(y=y, x="low_from:Q", text="low_short:N"),
        _text("whole", theme, align="left", dx=BESIDE).encode(y=y, x="high_from:Q", text="high_short:N"),
        above.encode(y=y, x="value:Q", text="value_short:N"),
        *pieces.withheld(y, theme, tips),
    ).properties(height=alt.Step(step))


def _fill(theme: str) -> Any:
    """The colour of a band: none of its own where its record is quiet."""
    own, quiet = palette.ramp("sequential", theme)[1], palette.surface("grid", theme)
    return alt.condition("datum.is_quiet", alt.value(quiet), alt.value(own))


def _reach() -> alt.Scale:
    """A scale that leaves room at both sides for the figures at the bands' ends."""
    least, most, left, right = (
        pieces.fact(*said, "whole", "shown") for said in (("least", 0), ("most", 1), ("left", EDGE), ("right", EDGE))
    )
    return pieces.scale(least, most, left, f"width - {right}")


def _text(name: str, theme: str, **more: Any) -> alt.Chart:
    text: alt.Chart = pieces.rows(name).mark_text(
        **{"fontSize": LETTERS, "color": palette.surface("text", theme), **more}
    )
    return text
