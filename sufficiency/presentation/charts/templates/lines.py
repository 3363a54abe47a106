"""Lines over time, named at their ends."""

from __future__ import annotations

from typing import Any

import altair as alt

from sufficiency.presentation.charts import palette
from sufficiency.presentation.charts.drawing import Figures
from sufficiency.presentation.charts.templates import pieces

HEIGHT = 300
LINE_GAP = 15  # pixels between two names at the right
POINTS = 24  # dates up to which each point is marked


def lines(
    *, theme: str, tips: str, figures: Figures, span: tuple[str, str] | None, times: int, has_series: bool
) -> alt.LayerChart:
    """A line a series, the loud ones named at their ends, the quiet ones thin and grey.

    ``span`` is the first and last date (ISO), None where what goes across is not time; ``times`` how many there are.
    """
    x = _time(span, times)
    least, most = (pieces.fact(*said, "loud", "quiet") for said in (("least", 0), ("most", 1)))
    reach = alt.Scale(domain=[alt.ExprRef(least), alt.ExprRef(most)], nice=False)
    y = alt.Y("value:Q", axis=pieces.axis(figures, "y"), scale=reach)
    ink = pieces.as_said("ink")
    quiet: dict[str, Any] = {"strokeWidth": 1, "color": palette.surface("quiet", theme), "opacity": 0.55}
    # A line has one tip for all its dates, its first; each of its points has its own.
    dots: dict[str, Any] = {
        "size": 46,
        "opacity": 1 if times <= POINTS else 0,
        "tooltip": {"expr": tips},
        "aria": False,
    }
    loud = pieces.rows("loud").mark_line(strokeWidth=2.6, point=alt.OverlayMarkDef(**dots))
    band = pieces.rows("sure").mark_area(opacity=0.16, line=False, aria=False)
    single = pieces.rows("single").mark_point(filled=True, size=46, aria=False)
    symbol = pieces.rows("withheld").mark_text(fontSize=13, color=palette.surface("muted", theme))
    foot: Any = alt.value(alt.ExprRef("height - 8 - 13 * datum.row"))
    return pieces.layers(
        pieces.rows("quiet").mark_line(**quiet, tooltip=alt.expr('datum["series"]')).encode(x=x, y=y, detail="part:N"),
        loud.encode(x=x, y=y, color=ink, detail="part:N"),
        band.encode(
            x=x,
            y=alt.Y("value_low:Q", axis=pieces.axis(figures, "y"), scale=reach),
            y2="value_high",
            color=ink,
            detail="part:N",
        ),
        single.encode(x=x, y="value:Q", color=ink),
        *_ends(x, theme, has_series=has_series),
        symbol.encode(x=x, y=foot, text="value_symbol:N"),
    ).properties(height=HEIGHT)


def _time(span: tuple[str, str] | None, times: int) -> alt.X:
    if span is None:
        level = alt.Axis(title=None, labelAngle=0, labelExpr=pieces.LINES)
        return alt.X("category:O", sort=pieces.IN_PLACE, axis=level, scale=alt.Scale(padding=0.2))
    axis = alt.Axis(
        title=None,
        format="%b %Y",
        grid=False,
        labelOverlap=True,
        labelSeparation=8,
        tickCount=_ticks(span, times),
        labelFlush=True,
    )
    ends = [alt.ExprRef(f"toDate('{end}')") for end in span]
    return alt.X("category:T", scale=alt.Scale(type="utc", domain=ends, nice=False), axis=axis)


def _ticks(span: tuple[str, str], times: int) -> Any:
    """A year each of many dates; within a year a month each, so that no month is named twice; else a few."""
    first, last = (12 * int(end[:4]) + int(end[5:7]) for end in span)
    if times > 15 or last - first <= 12:
        return alt.TimeIntervalStep(interval="year" if times > 15 else "month", step=1)
    return 6


def _ends(x: alt.X, theme: str, *, has_series: bool) -> list[alt.Chart]:
    """Each line's name and last figure beside its end."""
    lift = alt.expr("datum.lift")
    ends = pieces.rows("ends")
    key = ends.mark_point(
        shape="square", filled=True, size=70, xOffset=13, yOffset=lift, opacity=1 if has_series else 0, aria=False
    )
    text = ends.mark_text(
        align="left",
        baseline="middle",
        dx=22 if has_series else 8,
        dy=lift,
        fontSize=13,
        lineHeight=LINE_GAP,
        lineBreak="\n",
        color=palette.surface("text", theme),
    )
    return [key.encode(x=x, y="value:Q", color=pieces.as_said("ink")), text.encode(x=x, y="value:Q", text="words:N")]
