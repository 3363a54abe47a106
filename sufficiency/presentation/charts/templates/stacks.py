"""Parts of a whole: bars stacked over time or by category."""

from __future__ import annotations

from typing import Any

import altair as alt

from sufficiency.presentation.charts import palette
from sufficiency.presentation.charts.drawing import Figures
from sufficiency.presentation.charts.templates import pieces
from sufficiency.presentation.charts.templates.lines import HEIGHT

SHARES = "format(datum.value, '.0%')"
# From nought to the whole, which of steps of a fifth has no room for its word beside the last.
QUARTERS = "width < 230 ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]"
DATES = "test(/^\\d{4}-\\d{2}-\\d{2}$/, datum.value) ? utcFormat(toDate(datum.value), '%b %Y') : datum.label"


def stacked(
    *, theme: str, tips: str, step: int, series: int, figures: Figures, is_upright: bool, is_share: bool, has_ends: bool
) -> alt.LayerChart:
    """Stacked bars, upright where the categories have an order of their own.

    ``is_share`` draws each to its full length; ``has_ends`` says at the end of each which part is withheld.
    """
    axis = pieces.axis(figures, "" if is_share else "y" if is_upright else "x", SHARES if is_share else "")
    if is_share:
        axis.values = alt.ExprRef(QUARTERS)
    measured: dict[str, Any] = {"axis": axis, "stack": "normalize" if is_share else "zero"}
    bar = pieces.rows("shown").mark_bar(
        stroke=palette.surface("background", theme), strokeWidth=0.8, cornerRadiusEnd=0, tooltip=alt.expr(tips)
    )
    side: dict[str, Any] = {"dy": -8} if is_upright else {"align": "left", "dx": 4}
    words = pieces.rows("marked").mark_text(color=palette.surface("muted", theme), **side)
    if is_upright:
        x, y = _upright(), alt.Y("value:Q", **measured)
        end = words.encode(x=x, y="end:Q", text="words:N")
    else:
        room = alt.ExprRef("width - (length(data('marked')) ? 34 : 0)")  # for '+ c'
        x, y = alt.X("value:Q", scale=alt.Scale(range=[0, room]), **measured), pieces.names()
        end = words.encode(x="end:Q", y=y, text="words:N")
    bars = bar.encode(x=x, y=y, color=pieces.by_colour(series), order="rank:Q")
    return pieces.layers(bars, *[end] * has_ends).properties(height=HEIGHT if is_upright else alt.Step(step))


def _upright() -> alt.X:
    """Categories with an order of their own stand side by side; dates as month and year."""
    axis = alt.Axis(title=None, labelAngle=0, labelOverlap=True, domain=False, labelExpr=DATES)
    return alt.X("category:O", sort=pieces.IN_PLACE, axis=axis, scale=alt.Scale(paddingInner=0.2))
