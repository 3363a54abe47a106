"""Pieces that every template is put together from: named rows, axes, colours by series, what is withheld."""

from __future__ import annotations

from typing import Any

import altair as alt

from sufficiency.presentation.charts import palette
from sufficiency.presentation.charts.drawing import Figures

HATCH = "M-1,-0.2L-0.2,-1M-1,1L1,-1M0.2,1L1,0.2"  # diagonal strokes in a unit square
LINES = "split(datum.label, '\\n')"
IN_PLACE = alt.EncodingSortField(field="place", op="min")  # the order of names: as their records say
LABEL_LINE = 14  # pixels
SYMBOL, LETTER = 24, 6.5  # pixels of a legend that the square before a name takes, and a letter
EMPTY = "''"

# A name of two lines hangs from its first; standing that line higher puts both in the middle.
TWO_LINES = {"condition": {"test": "indexof(datum.value, '\\n') > 0", "value": "bottom"}, "value": "middle"}


def rows(name: str) -> alt.Chart:
    """The records called ``name``, which are sent apart from the chart and anew at each click."""
    return alt.Chart(alt.NamedData(name))


def layers(*charts: alt.Chart) -> alt.LayerChart:
    """Charts over one another, the first at the back."""
    return alt.LayerChart(layer=charts)


def by_colour(room: int) -> alt.Color:
    """Colour by series, with a legend above in the series' order, for up to ``room`` of them.

    Which they are is said in the first of the records shown (``Series.facts``), so that a chart stays what it is where
    others occur.
    """
    colours = [alt.ExprRef(f"{_listed('series_colours')}[{place}]") for place in range(room)]
    return alt.Color("series:N", scale=alt.Scale(domain=_names(), range=colours), legend=_legend())


def by_shape() -> alt.Shape:
    """Shape by series, so that colour is never alone in telling series apart."""
    scale = alt.Scale(domain=_names(), range=list(palette.SHAPES))
    return alt.Shape("series:N", scale=scale, legend=_legend())


def beside() -> alt.YOffset:
    """A place of its own for each series, within its category's."""
    return alt.YOffset("series:N", sort=None, scale=alt.Scale(domain=_names()))


def _legend() -> alt.Legend:
    """Names in as many columns as they have room for over the marks, a long one on several lines."""
    columns = f"(width < {fact('series_width', 0, 'shown')} ? 1 : {fact('series_columns', 1, 'shown')})"
    letters = f"max(8, floor((width / {columns} - {SYMBOL}) / {LETTER}))"
    lines = f"replace(datum.label, regexp('(.{{1,' + {letters} + '}})( |$)', 'g'), '$1\\n')"
    return alt.Legend(title=None, columns=alt.ExprRef(columns), labelExpr=f"split(trim({lines}), '\\n')")


def _names() -> Any:
    return alt.ExprRef(_listed("series_names"))


def _listed(field: str) -> str:
    """An expression: the lines that the first record shown says."""
    return f"split({fact(field, EMPTY, 'shown')}, '\\n')"


def axis(figures: Figures, scale: str = "", label: str = "") -> alt.Axis:
    """Few ticks, a light grid, the unit's sign with every figure; or the expression ``label`` in its place.

    ``scale`` is the axis's own, 'x' or 'y', by which ticks are no nearer to one another than the unit's least step;
    without it those between have no words. (Vega's own ``tickMinStep`` lets one more in.)
    """
    figure = f"'{figures.before}' + format(datum.value, ',') + '{figures.after}'"
    if figures.before == "£":
        figure = f"(abs(datum.value) >= 1e6 ? '£' + format(datum.value / 1e6, ',') + 'm{figures.after}' : {figure})"
    words = f"replace({figure}, '{figures.before}−', '−{figures.before}')"
    count: Any = 5
    if figures.least_step and scale:
        count = alt.ExprRef(f"clamp(floor(span(domain('{scale}')) / {figures.least_step}), 1, 5)")
    elif figures.least_step:
        words = f"abs(datum.value / {figures.least_step} % 1) > 1e-6 ? '' : {words}"
    return alt.Axis(
        title=list(figures.title) or None,
        labelExpr=label or words,
        tickCount=count,
        domain=False,
        grid=True,
        labelOverlap="greedy",
        labelSeparation=8,
    )


def fact(field: str, otherwise: float | str, *names: str) -> str:
    """An expression: what ``datasets.state`` said of records, in the first of ``names`` with any."""
    expression = str(otherwise)
    for name in reversed(names):
        expression = f"length(data('{name}')) ? data('{name}')[0].{field} : {expression}"
    return f"({expression})"


def scale(field_low: str, field_high: str, low: str, high: str) -> alt.Scale:
    """A scale from figure to figure and pixel to pixel, each an expression."""
    return alt.Scale(
        domain=[alt.ExprRef(field_low), alt.ExprRef(field_high)],
        range=[alt.ExprRef(low), alt.ExprRef(high)],
        nice=False,
    )


def names(field: str = "category", **spacing: Any) -> alt.Y:
    """The vertical axis of names, in the order of their places, long ones on several lines."""
    axis = alt.Axis(
        title=None,
        labelExpr=LINES,
        domain=False,
        labelLimit=250,
        labelOverlap=False,
        labelLineHeight=LABEL_LINE,
        labelBaseline=TWO_LINES,
    )
    apart: dict[str, Any] = spacing or {"paddingInner": 0.28, "paddingOuter": 0.1}
    return alt.Y(f"{field}_label:N", sort=IN_PLACE, axis=axis, scale=alt.Scale(**apart))


def ink(theme: str) -> Any:
    """The colour of a mark: quiet where its record says so."""
    primary, quiet = palette.surface("primary", theme), palette.surface("quiet", theme)
    return alt.condition("datum.is_quiet", alt.value(quiet), alt.value(primary))


def as_said(field: str) -> alt.Color:
    """The colour that each record says."""
    return alt.Color(f"{field}:N", scale=None)


def withheld(y: alt.Y, theme: str, tips: str, **more: Any) -> list[alt.Chart]:
    """A hatched stub and the symbol where a bar would stand; nothing that could be read as zero."""
    muted = palette.surface("muted", theme)
    hidden = rows("hidden")
    hatch = hidden.mark_point(
        shape=HATCH, size=150, strokeWidth=1.4, color=muted, filled=False, aria=False, tooltip=alt.expr(tips)
    )
    symbol = hidden.mark_text(align="left", color=muted, fontSize=13, dx=0)
    return [
        hatch.encode(y=y, x=alt.value(8), **more),
        symbol.encode(y=y, x=alt.value(22), text="value_symbol:N", **more),
    ]


def whiskers(y: alt.Y, theme: str, **more: Any) -> list[alt.Chart]:
    """A thin line from end to end of each figure's interval, with a halo to be seen on its bar."""
    ground, text = palette.surface("background", theme), palette.surface("text", theme)
    return [
        rows("sure").mark_rule(strokeWidth=width, color=colour).encode(y=y, x="value_low:Q", x2="value_high", **more)
        for colour, width in ((ground, 3.6), (text, 1.4))
    ]
