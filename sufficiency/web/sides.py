"""The two sides of *Compare*: what may stand on each, and what the page begins with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from sufficiency import choices
from sufficiency.presentation import asides
from sufficiency.reference import areas
from sufficiency.result import Result
from sufficiency.web import peers
from sufficiency.web.page_run import PageRun

AUTHORITIES, AREAS, DATES = "Authorities", "Areas", "Dates"
# What a page asks for where nothing says which two.
WHICH = {
    AUTHORITIES: "Choose an authority, here or in the bar: the one most like it then stands beside it.",
    AREAS: "Choose an area, here or in the bar: the whole region then stands beside it.",
}
A_YEAR = 12  # dates are month ends
# What may stand on a side, by the words shown for it: the choice that it makes and its value.
Side = Mapping[str, tuple[str, str]]


def offered(page: PageRun) -> dict[str, Side]:
    """The kinds of two that a person can compare, each with what may stand on a side; of areas the whole region too,
    which a part of it is read beside. Whoever sees one authority compares its dates."""
    kinds: dict[str, Side] = {}
    for name, key in ((AUTHORITIES, "authority"), (AREAS, "area"), (DATES, "as_at")):
        values = page.values_of(key)
        if key == "area" and values:
            values[page.region_title] = (key, "")
        if len(values) > 1 and (key == "as_at" or page.sees_region):
            kinds[name] = values
    return kinds


def first_kind(page: PageRun) -> str:
    """The kind of two to begin with: authorities or areas where the filter bar has chosen one, else two dates of all:
    of authorities of which nobody has chosen any, two would be those that the alphabet puts first. An address that
    names one side, and not of which kind it is, is one of that kind."""
    named = [kind for kind in (AUTHORITIES, AREAS) if f"this_{kind.lower()}" in st.query_params]
    if named:
        return named[0]
    return AUTHORITIES if "authority" in page.choices else AREAS if "area" in page.choices else DATES


def this(page: PageRun, kind: str, sides: Side) -> str:
    """What stands first: what the filter bar has chosen, or the first authority of an area that it has chosen; of
    dates, where it has none, the one that pages show. '' where a page has to ask, as nothing says which."""
    chosen, within = _chosen(page, sides), _within(page, kind, sides)
    return next(iter(chosen), within[0] if len(within) < len(sides) else "")


def key_of_this(page: PageRun, kind: str, sides: Side) -> str:
    """Under which word the address says what stands first: another where a page asks for it, as a list that was drawn
    empty stays so when the bar chooses."""
    key = f"this_{kind.lower()}"
    return key if key in st.query_params or st.session_state.get(key) or this(page, kind, sides) else f"first_{key}"


def beside(page: PageRun, kind: str, sides: Side, first: str) -> str:
    """What stands beside ``first`` to begin with: what else is chosen; else a year earlier for dates, the region for an
    area, and for an authority the one most like it that counts, of the area where one is chosen."""
    if chosen := [side for side in _chosen(page, sides) if side != first]:
        return chosen[0]
    within = _within(page, kind, sides)
    if kind == AREAS and first != page.region_title:
        return page.region_title
    if kind == AUTHORITIES and (like := peers.most_similar(sides[first][1], peers.who_count(page, within))):
        return like
    place = within.index(first) if first in within else -1
    step = A_YEAR if kind == DATES else 1
    return within[min(place + step, len(within) - 1) if kind == DATES else (place + step) % len(within)]


def alike(page: PageRun, both: tuple[str, str], results: Iterable[Result]) -> list[Result]:
    """The figures of both sides that can be read beside one another: of a part beside the region that holds it, and of
    two dates at which not the same authorities count, no count of the headline measures, which differs anyway. When
    prices were collected is said of both, or not at all."""
    first, second = results
    first = asides.seen_alike(first, second)
    is_part = page.region_title in both and both[0] != both[1]
    is_unlike = first.as_at != second.as_at and first.left_out != second.left_out
    if not (is_part or is_unlike) or "unit" not in first.rows:
        return [first, second]
    return [result.at([unit != "count" for unit in result.rows["unit"]]) for result in (first, second)]


def _chosen(page: PageRun, sides: Side) -> list[str]:
    chosen = {"as_at": (page.scope.as_at.isoformat(),), **page.choices}
    return [words for words, (key, value) in sides.items() if value in chosen.get(key, ())]


def _within(page: PageRun, kind: str, sides: Side) -> Sequence[str]:
    """What is on offer, of authorities those of the areas that are chosen."""
    grouping = page.choices.get("grouping", (choices.default_grouping(),))[0]
    members = areas.groupings().get(grouping, {})
    codes = set().union(*(members.get(area, ()) for area in page.choices.get("area", ())))
    inside = [words for words, (_, code) in sides.items() if code in codes] if kind == AUTHORITIES else []
    return inside if len(inside) > 1 else list(sides)
