"""The project's look as Altair themes, ``sufficiency_light`` and ``sufficiency_dark``; colours from colours.csv."""

from __future__ import annotations

from functools import partial
from typing import Any

import altair as alt
from altair.theme import ThemeConfig

from sufficiency.presentation.charts import palette

NAME = "sufficiency"
FONT = "Source Sans, Source Sans Pro, Arial, Liberation Sans, sans-serif"


def look(theme: str) -> ThemeConfig:
    """Quiet axes, no frame, readable sizes, in the colours of ``theme``: 'light' or 'dark'."""
    text, muted = palette.surface("text", theme), palette.surface("muted", theme)
    letters: dict[str, Any] = {"labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal"}
    inks: dict[str, Any] = {"labelColor": text, "titleColor": muted}
    config: dict[str, Any] = {
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            **letters,
            **inks,
            "gridColor": palette.surface("grid", theme),
            "domainColor": palette.surface("rule", theme),
            "tickColor": palette.surface("rule", theme),
            "labelPadding": 6,
            "ticks": False,
        },
        "legend": {
            **letters,
            **inks,
            "orient": "top",
            "direction": "horizontal",
            "columns": 2,
            "symbolSize": 110,
            "symbolStrokeWidth": 0,
            "symbolOpacity": 1,  # else as pale as the palest of what is drawn
            "labelLimit": 260,
            "offset": 8,
            "title": None,
            "columnPadding": 18,
        },
        "title": {
            "color": muted,
            "fontSize": 13,
            "fontWeight": "normal",
            "anchor": "start",
            "frame": "bounds",
            "offset": 8,
            "subtitleColor": muted,
            "subtitleFontSize": 12,
            "lineHeight": 17,
        },
        "text": {"color": text, "fontSize": 13},
        "bar": {"cornerRadiusEnd": 1},
        "mark": {"color": palette.surface("primary", theme)},
        "range": {
            "category": list(palette.ramp("category", theme)),
            **dict.fromkeys(("ordinal", "ramp", "heatmap"), list(palette.ramp("sequential", theme))),
        },
    }
    embedding = {"embedOptions": {"actions": False}}
    return ThemeConfig(config=config, usermeta=embedding)  # type: ignore[typeddict-item]  # Altair types a part of it


for _theme in ("light", "dark"):
    alt.theme.register(f"{NAME}_{_theme}", enable=False)(partial(look, _theme))
