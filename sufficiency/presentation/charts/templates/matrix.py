"""A matrix: every figure written in its cell, shaded by size."""

from __future__ import annotations

from typing import Any

import altair as alt

from sufficiency.presentation.charts import palette
from sufficiency.presentation.charts.templates import pieces

# What the chart is called, so that a page can give one of many columns room on a phone.
NARROW_NAME, WIDE_NAME = "matrix", "wide_matrix"
NARROW = 34  # pixels a column, below which figures do not fit
SLOPING_EDGE = 40  # pixels that sloping heads reach past the last column


def matrix(*, theme: str, tips: str, step: int, down: str, columns: int, lines: int, is_level: bool) -> alt.LayerChart:
    """Cells by head and name. Heads take up to ``lines`` line breaks, and slope unless they are ``is_level``."""
    x = alt.X(
        "head:N",
        sort=alt.EncodingSortField(field="column", op="min"),
        scale=alt.Scale(padding=0.04),
        axis=alt.Axis(
            orient="top",
            title=None,
            labelExpr=pieces.LINES,
            domain=False,
            labelOverlap=False,
            labelLineHeight=14,
            labelPadding=6 + 14 * lines,
            **({"labelAngle": 0, "labelLimit": 210} if is_level else _sloping(columns)),
        ),
    )
    place = {"x": x, "y": pieces.names(down, padding=0.04)}
    muted, tip = palette.surface("muted", theme), alt.expr(tips)
    narrow = f"width / {columns} < {NARROW}"  # then the figures are in the tip and the table
    letters = alt.expr(f"{narrow} ? 0 : 13")
    shown, hidden = pieces.rows("shown"), pieces.rows("hidden")
    hatch = hidden.mark_point(
        shape=pieces.HATCH,
        size=170,
        color=muted,
        strokeWidth=1.2,
        filled=False,
        xOffset=alt.expr(f"{narrow} ? 0 : -9"),
        tooltip=tip,
        aria=False,
    )
    edge = 4 if is_level else SLOPING_EDGE
    return pieces.layers(
        shown.mark_rect(tooltip=tip).encode(**place, color=pieces.as_said("fill")),
        shown.mark_text(fontSize=letters).encode(**place, text="value_short:N", color=pieces.as_said("ink")),
        hatch.encode(**place),
        hidden.mark_text(dx=9, color=muted, fontSize=letters).encode(**place, text="value_symbol:N"),
    ).properties(
        name=NARROW_NAME if is_level else WIDE_NAME,
        height=alt.Step(step),
        padding={"left": 4, "top": 4, "bottom": 4, "right": edge},
    )


def _sloping(count: int) -> dict[str, Any]:
    """Heads at a slope; upright where the cells are too narrow for a slope to be read."""
    narrow = f"width / {count} < {NARROW}"
    return {
        "labelAngle": alt.ExprRef(f"{narrow} ? -90 : -38"),
        "labelAlign": "left",
        "labelBaseline": alt.ExprRef(f"{narrow} ? 'middle' : 'bottom'"),
        "labelLimit": alt.ExprRef(f"{narrow} ? 130 : 210"),
        "labelFontSize": 12,
    }
