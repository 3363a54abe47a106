"""Maps on the page, with their legend; the same facts stand in the table beneath."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from sufficiency.presentation import maps
from sufficiency.presentation.maps import Key
from sufficiency.result import EXACT, Result
from sufficiency.web import figures, filters

HEIGHT = 460
# A map cannot fit itself to its frame; these are the widths it is drawn for, in pixels.
PHONE_WIDTH, DESKTOP_WIDTH = 360, 1000


def choropleth(result: Result, measure: str, *, key: str, choice: str = "", whole: bool | None = None) -> None:
    """Authorities shaded by ``measure``; a click on one chooses it as ``choice``."""
    theme = figures.theme()
    figures.heading(maps.title(result, measure))
    drawn = figures.element_key(key)
    st.pydeck_chart(
        maps.deck(result, measure, theme=theme, whole=whole, width=_width()),
        height=HEIGHT,
        key=drawn,
        on_select=partial(_clicked, drawn, key, choice, result) if choice else "ignore",
        alt=maps.describe(result, measure),
    )
    _legend(maps.legend(result, measure, theme=theme))


def flows(
    result: Result, measure: str, *, key: str, title: str, threshold: float | None = None, whole: bool | None = None
) -> None:
    """Arcs from home to host authority; ``whole`` draws all England, or London only."""
    theme = figures.theme()
    figures.heading(title)
    st.pydeck_chart(
        maps.flows(result, measure, theme=theme, threshold=threshold, whole=whole, width=_width()),
        height=HEIGHT,
        key=key,
        alt=maps.describe_flows(result, measure),
    )
    _legend(maps.flows_legend(result, measure, theme=theme, threshold=threshold))


def points(result: Result, measure: str, *, key: str, whole: bool | None = None) -> None:
    """A disc at each authority, its area in step with ``measure``."""
    theme = figures.theme()
    figures.heading(maps.title(result, measure))
    st.pydeck_chart(
        maps.points(result, measure, theme=theme, whole=whole, width=_width()),
        height=HEIGHT,
        key=key,
        alt=maps.describe(result, measure),
    )
    _legend(maps.points_legend(result, measure, theme=theme))


def _width() -> int:
    agent = st.context.headers.get("User-Agent", "")
    return PHONE_WIDTH if "Mobi" in agent else DESKTOP_WIDTH


def _legend(keys: Sequence[Key]) -> None:
    parts = (f"<span>{_patch(key)}{escape(key.words)}</span>" for key in keys)
    st.html(f"<div class='legend'>{''.join(parts)}</div>")


def _patch(key: Key) -> str:
    """What an entry's words stand for, where that is a colour or a hatching."""
    if not key.colour and not key.is_hatched:
        return ""
    return (
        f"<i class='{'hatched' if key.is_hatched else ''}' style='background-color:{key.colour or 'transparent'}'></i>"
    )


def _clicked(drawn: str, key: str, choice: str, result: Result) -> None:
    objects = st.session_state[drawn]["selection"].get("objects") or {}
    codes = [
        str(code)
        for picked in objects.values()
        for item in picked
        if (code := (item.get("properties") or item).get("authority_code"))
    ]
    if codes:
        filters.choose(choice, codes, is_protected=result.profile != EXACT)
        figures.renew_key(key)
