"""Bars: one line a category, the figure written at its end."""

from __future__ import annotations

from typing import Any

import altair as alt

from sufficiency.presentation.charts import palette
from sufficiency.presentation.charts.templates import pieces

GROUPED = 19  # pixels of a bar beside others of its category


def bars(
    *, theme: str, tips: str, step: int, series: int | None, is_grouped: bool, has_reference: bool, is_below: bool
) -> alt.LayerChart:
    """Horizontal bars: of one colour, of their series' colour, or grouped, a bar a series.

    ``is_below`` says that some figure is negative; ``has_reference`` that a dashed line marks a comparator.
    """
    y = pieces.names()
    more: dict[str, Any] = {"yOffset": pieces.beside()} if series and is_grouped else {}
    colour = pieces.by_colour(series) if series else pieces.ink(theme)
    bar = pieces.rows("shown").mark_bar(tooltip=alt.expr(tips))
    return pieces.layers(
        *(_reference(theme) if has_reference else []),
        bar.encode(y=y, x=length(is_below=is_below), color=colour, **more),
        *pieces.whiskers(y, theme, **more),
        *ends(y, theme, has_halo=has_reference, **more),
        *pieces.withheld(y, theme, tips, **more),
    ).properties(height={"step": GROUPED, "for": "offset"} if is_grouped else alt.Step(step))


def length(*, is_below: bool, start: int = 0) -> alt.X:
    """The scale of figures: no ticks, as each bar has its figure; a zero line if any is negative.

    It leaves room in pixels at its ends for the figures written there, and ``start`` before nought.
    """
    zero: dict[str, Any] = {"grid": True, "values": [0]} if is_below else {"grid": False}
    axis = alt.Axis(title=None, labels=False, domain=False, **zero)
    least, most, room = (pieces.fact(*said, "shown") for said in (("least", 0), ("most", 1), ("room", 0)))
    return alt.X(
        "value:Q", axis=axis, scale=pieces.scale(least, most, f"{least} < 0 ? {room} : {start}", f"width - {room}")
    )


def ends(y: alt.Y, theme: str, *, gap: int = 5, has_halo: bool = False, **more: Any) -> list[alt.Chart]:
    """Each bar's figure just past its end, and its interval's; with a halo where a line may cross it."""
    side: dict[str, Any] = {
        "align": alt.expr("datum.value < 0 ? 'right' : 'left'"),
        "dx": alt.expr(f"datum.value < 0 ? {-gap} : {gap}"),
        "color": palette.surface("text", theme),
    }
    halo: dict[str, Any] = {"stroke": palette.surface("background", theme), "strokeWidth": 5}
    return [
        pieces.rows("shown").mark_text(**side, **style).encode(y=y, x="value_end:Q", text="value_short:N", **more)
        for style in [halo] * has_halo + [{}]
    ]


def _reference(theme: str) -> list[alt.Chart]:
    """A dashed line at the comparator's figure."""
    colour = palette.surface("text", theme)
    reference = pieces.rows("reference")
    words = reference.mark_text(align="left", baseline="top", dx=5, color=colour)
    foot: Any = alt.value(alt.ExprRef("height + 2"))  # beneath the last bar, whose figure stands beside it
    return [
        reference.mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=colour).encode(x="value:Q"),
        words.encode(x="value:Q", y=foot, text="label:N"),
    ]
