"""A still map of authorities shaded by class."""

from __future__ import annotations

from typing import Any

import altair as alt

from sufficiency.presentation.charts import palette
from sufficiency.presentation.charts.templates import pieces

NARROW = 520  # pixels, below which London's figures would run into each other


def area_map(
    *, theme: str, tips: str, classes: tuple[tuple[str, str], ...], layers: frozenset[str], height: int
) -> alt.LayerChart:
    """Areas in ``classes`` (words and colour, low to high), withheld ones and those without rows hatched, with figures
    written in.

    Only the layers that hold something are drawn: an outline stays with its map.
    """
    muted, panel = palette.surface("muted", theme), palette.surface("panel", theme)
    outline: dict[str, Any] = {"stroke": palette.surface("rule", theme), "strokeWidth": 0.8, "tooltip": alt.expr(tips)}
    words = [name for name, _ in classes]
    legend = alt.Legend(
        title=None,
        columns=3,
        direction="horizontal",
        orient="bottom",
        symbolType="square",
        symbolSize=220,
        symbolStrokeWidth=1,
        symbolStrokeColor=palette.surface("outline", theme),
    )
    scale = alt.Scale(domain=words, range=[colour for _, colour in classes])
    colour = alt.Color("class:N", sort=words, legend=legend, scale=scale)
    letters: dict[str, Any] = {"fontSize": alt.expr(f"width < {NARROW} ? 0 : 12")}
    halo: dict[str, Any] = {"stroke": panel, "strokeWidth": 6, "strokeJoin": "round"}
    length = pieces.rows("scale_words").mark_text(align="right", dy=-9, fontSize=12, color=muted)
    drawn = {
        "others": pieces.rows("others").mark_geoshape(fill=panel, **outline),
        "shown": pieces.rows("shown").mark_geoshape(**outline).encode(color=colour),
        "withheld": pieces.rows("withheld").mark_geoshape(filled=False, strokeWidth=1.1, stroke=muted),
        "without_rows": pieces.rows("without_rows").mark_geoshape(
            filled=False, strokeWidth=0.9, stroke=palette.surface("quiet", theme)
        ),
        "marked": pieces.rows("marked").mark_geoshape(
            filled=False, strokeWidth=3, stroke=palette.surface("text", theme)
        ),
        "scale": pieces.rows("scale").mark_geoshape(filled=False, stroke=muted, strokeWidth=2),
        "scale_words": length.encode(**_place(), text="text:N"),
        "hatched": pieces.rows("hatched").mark_text(**letters, **halo).encode(**_written()),
        "figures": pieces.rows("figures").mark_text(**letters).encode(**_written()),
    }
    return (
        pieces.layers(*(layer for name, layer in drawn.items() if name in layers))
        .project(type="mercator")
        .properties(height=height)
    )


def _place() -> dict[str, Any]:
    return {"longitude": "longitude:Q", "latitude": "latitude:Q"}


def _written() -> dict[str, Any]:
    return {**_place(), "text": "text:N", "color": pieces.as_said("ink")}
