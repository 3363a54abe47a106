"""Maps on the page, with their legend; the same facts stand in the table beneath."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from html import escape

import streamlit as st

from sufficiency.presentation import maps
from sufficiency.presentation.maps import Deck, Key
from sufficiency.result import EXACT, Result
from sufficiency.web import figures, filters

HEIGHT = 460
# A map cannot fit itself to its frame; these are the widths it is drawn for, in pixels. What the browser says it is
# chooses one, and in a frame that is narrower than the map needs style.css draws it smaller.
PHONE_WIDTH, DESKTOP_WIDTH = 360, 1000
LIVES_IN = "lives_in"  # where in a session the authority stands whose discs were clicked


def choropleth(result: Result, measure: str, *, key: str, choice: str = "", whole: bool | None = None) -> None:
    """Authorities shaded by ``measure``; a click on one chooses it as ``choice``."""
    theme = figures.theme()
    drawn = figures.element_key(key)
    deck = maps.deck(result, measure, theme=theme, whole=whole, width=_width())
    _heading(maps.title(result, measure), deck)
    st.pydeck_chart(
        deck,
        height=min(HEIGHT, deck.tall),
        key=drawn,
        on_select=partial(_clicked, drawn, key, choice, result) if choice else "ignore",
        alt=maps.describe(result, measure),
    )
    _legend(maps.legend(result, measure, theme=theme), deck)


def flows(
    result: Result,
    measure: str,
    *,
    key: str,
    title: str,
    threshold: float | None = None,
    whole: bool | None = None,
    is_fitted: bool = False,
) -> None:
    """Arcs from home to host authority; ``whole`` draws all England, or London only, ``is_fitted`` what they span."""
    theme = figures.theme()
    deck = maps.flows(
        result, measure, theme=theme, threshold=threshold, whole=whole, is_fitted=is_fitted, width=_width()
    )
    _heading(title, deck)
    st.pydeck_chart(deck, height=min(HEIGHT, deck.tall), key=key, alt=maps.describe_flows(result, measure))
    # A line takes no click: what it is stands in its tip, which a finger opens, too.
    read = [Key("", "Point at a line, or touch it, to read from where to where and how many")] * (not result.is_empty)
    _legend([*maps.flows_legend(result, measure, theme=theme, threshold=threshold), *read], deck)


def points(
    result: Result, measure: str, *, key: str, title: str = "", whole: bool | None = None, near: Collection[str] = ()
) -> None:
    """A disc at each authority, or each postcode sector where the rows have one, its area in step with ``measure``;
    fitted to the authorities whose codes are ``near``, where any are."""
    theme = figures.theme()
    deck = maps.points(result, measure, theme=theme, whole=whole, near=near, width=_width())
    _heading(title or maps.title(result, measure), deck)
    st.pydeck_chart(deck, height=min(HEIGHT, deck.tall), key=key, alt=maps.describe(result, measure))
    _legend(maps.points_legend(result, measure, theme=theme), deck)


def places(
    result: Result,
    homes: Sequence[str],
    *,
    key: str,
    title: str,
    height: int = HEIGHT,
    width: int = 0,
    answer: Callable[[], None] | None = None,
) -> None:
    """A disc at each place children live in. A click on one keeps its authority in the session as ``lives_in`` where
    there is an ``answer`` to it, which is drawn right under the map, and elsewhere does nothing."""
    theme = figures.theme()
    drawn = figures.element_key(key)
    deck = maps.places(result, homes, theme=theme, width=min(width or PHONE_WIDTH, _width()), height=height)
    _heading(title, deck)
    st.pydeck_chart(
        deck,
        height=min(height, deck.tall),
        key=drawn,
        on_select=partial(_looked_at, drawn, key) if answer else "ignore",
        alt=maps.describe_places(result),
    )
    if answer:
        answer()
    _legend(maps.places_legend(result, homes, theme=theme), deck)


def _looked_at(drawn: str, key: str) -> None:
    codes = _picked(drawn, "host_authority_code")
    if codes:
        st.session_state[LIVES_IN] = codes[0]
        figures.renew_key(key)


def _heading(words: str, deck: Deck) -> None:
    """The heading of a map and, before the map is there, the width and height it needs."""
    # A rule that stands first in an element would be taken out of it; Streamlit names no map by its key that cannot
    # be clicked, so it is that which follows.
    mark = f"needs-{deck.needs}-{deck.tall}"
    rule = f"[data-testid=stElementContainer]:has(.{mark}) + * {{--needs: {deck.needs}px; --tall: {deck.tall}px;}}"
    st.html(f"{figures.heading_of(words)}<i class='{mark}'></i><style>{rule}</style>")


def _width() -> int:
    agent = st.context.headers.get("User-Agent", "")
    return PHONE_WIDTH if "Mobi" in agent else DESKTOP_WIDTH


def _legend(keys: Sequence[Key], deck: Deck) -> None:
    told = [*keys, Key("", f"Scale: the line at the lower right is {deck.scale} long")]
    parts = (f"<span>{_patch(key)}{escape(key.words)}</span>" for key in told)
    st.html(f"<div class='legend'>{''.join(parts)}</div>")


def _patch(key: Key) -> str:
    """What an entry's words stand for, where that is a colour or a hatching."""
    if not key.colour and not key.is_hatched:
        return ""
    way = f"hatched{' rising' if key.is_rising else ''}" if key.is_hatched else ""
    return f"<i class='{way}' style='background-color:{key.colour or 'transparent'}'></i>"


def _clicked(drawn: str, key: str, choice: str, result: Result) -> None:
    codes = _picked(drawn, "authority_code")
    if codes:
        filters.choose(choice, codes, is_protected=result.profile != EXACT)
        figures.renew_key(key)


def _picked(drawn: str, column: str) -> list[str]:
    """The codes under ``column`` of what was clicked on the map drawn under that key."""
    objects = st.session_state[drawn]["selection"].get("objects") or {}
    return [
        str(code)
        for picked in objects.values()
        for item in picked
        if (code := (item.get("properties") or item).get(column))
    ]
