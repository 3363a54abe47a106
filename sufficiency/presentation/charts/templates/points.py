"""Points: areas by two figures, and funnels between the limits of chance."""

from __future__ import annotations

from typing import Any

import altair as alt

from sufficiency.presentation.charts import palette
from sufficiency.presentation.charts.drawing import Figures
from sufficiency.presentation.charts.templates import pieces

HEIGHT = 380
# A name that would pass the chart's side reaches inwards from its point, in a window of any width.
HALF = "(3.1 * length(datum.label))"  # of a name, in pixels
AT = "scale('x', datum.x)"
INWARDS = f"{AT} < {HALF} ? 'left' : {AT} > width - {HALF} ? 'right' : datum.align"


def scatter(
    *, theme: str, tips: str, across: Figures, up: Figures, series: int | None, is_sized: bool
) -> alt.LayerChart:
    """One mark an area, some of them named; ``series`` by colour and shape, ``is_sized`` by a figure."""
    x = alt.X("x:Q", scale=alt.Scale(zero=False), axis=pieces.axis(across, "x"))
    y = alt.Y("y:Q", scale=alt.Scale(zero=False), axis=pieces.axis(up, "y"))
    told: dict[str, Any] = {"color": pieces.ink(theme)}
    if series:
        told = {"color": pieces.by_colour(series), "shape": pieces.by_shape()}
    if is_sized:
        told["size"] = alt.Size("size:Q", legend=None, scale=alt.Scale(range=[30, 500]))
    edge = palette.surface("background", theme)
    size: dict[str, Any] = {} if is_sized else {"size": 90}
    point = pieces.rows("shown").mark_point(
        filled=True, opacity=0.9, stroke=edge, strokeWidth=1, tooltip=alt.expr(tips), **size
    )
    named = pieces.rows("named").transform_filter("width >= datum.least_width")
    names = [named.mark_text(**style).encode(x=x, y=y, text="label:N") for style in _names(theme, dy=-13)]
    return pieces.layers(point.encode(x=x, y=y, **told), *names).properties(height=HEIGHT)


def funnel(*, theme: str, tips: str, across: Figures, up: Figures, height: int) -> alt.LayerChart:
    """A point an authority between its limits; the loud ones in colour, some named where there is room."""
    x = alt.X("x:Q", scale=_from_nought("most_across"), axis=pieces.axis(across, "x"))
    upward: dict[str, Any] = {"scale": _from_nought("most_up"), "axis": pieces.axis(up, "y")}
    primary, quiet = palette.surface("primary", theme), palette.surface("quiet", theme)
    loud = alt.condition("datum.is_loud", alt.value(primary), alt.value(quiet))
    shown, y = pieces.rows("shown"), alt.Y("y:Q", **upward)
    limits = [
        pieces.rows("limits")
        .mark_line(strokeWidth=1.3, color=palette.surface("muted", theme))
        .encode(x=x, y=alt.Y(f"y_limit_{end}:Q", **upward))
        for end in ("low", "high")
    ]
    point = shown.mark_point(filled=True, size=90, opacity=0.9, tooltip=alt.expr(tips))
    with_room = pieces.rows("named").transform_filter("width >= datum.least_width")
    styles = _names(theme, dy=alt.expr("datum.dy"), baseline="middle")
    names = [with_room.mark_text(**style).encode(x=x, y=y, text="label:N") for style in styles]
    beside = _beside(theme, upward)
    return pieces.layers(*limits, *beside, point.encode(x=x, y=y, color=loud), *names).properties(height=height)


def _names(theme: str, **place: Any) -> list[dict[str, Any]]:
    """How names are set: a halo, which stands clear of the points and lines it crosses, and the letters on it."""
    halo: dict[str, Any] = {"stroke": palette.surface("background", theme), "strokeWidth": 4, "strokeJoin": "round"}
    letters = {"fontSize": 12, "color": palette.surface("text", theme), "align": alt.expr(INWARDS), **place}
    return [{**letters, **halo}, letters]


def _from_nought(most: str) -> alt.Scale:
    """A scale up to a figure that the records say, by which names are placed, too."""
    return alt.Scale(domain=[0, alt.ExprRef(pieces.fact(most, 1, "shown"))], nice=False)


def _beside(theme: str, upward: dict[str, Any]) -> list[alt.Chart]:
    """A dotted line at the figure of what stands beside, its name at the right end."""
    reference, colour = pieces.rows("reference"), palette.surface("text", theme)
    y = alt.Y("value:Q", **upward)
    words = reference.mark_text(align="right", baseline="bottom", dy=-3, color=colour)
    return [
        reference.mark_rule(strokeDash=[1, 3], strokeWidth=1.6, color=colour).encode(y=y),
        words.encode(x=alt.value(alt.ExprRef("width")), y=y, text="label:N"),
    ]
