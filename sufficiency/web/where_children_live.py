"""The map of where children live, and who lives in a place that is clicked on it."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from sufficiency.presentation import formatting
from sufficiency.presentation.maps import PLACES, Still
from sufficiency.result import Result
from sufficiency.web import figures, maps, page_choices
from sufficiency.web.page_run import PageRun

AUTHORITY, SECTOR = "Authority", "Postcode sector"
LISTED = "who-lives-there"  # what a link of the page leads to
LIST = "bar x=child_count y=host_authority_name sort=-x top=15"
COLUMNS = (
    "child_label",
    "age_band",
    "need",
    "placement_type",
    "distance_miles",
    "distance_reason",
    "provider_name",
    "owner_name",
    "weekly_cost_gbp_week",
)


def on_map(page: PageRun, hosts: Result, *, height: int = 560, is_asked: bool = True, is_listed: bool = False) -> None:
    """Where the children chosen live: by authority, and for exact eyes by postcode sector, as they choose.

    ``hosts`` is the view ``placement_hosts``. Of one place sectors are drawn first, for London authorities. Where the
    page lists with :func:`who` those of one place, it ``is_listed``: a disc is clicked for it, or a place chosen.
    """
    result, line = hosts, LIST
    if page.is_exact:
        first = SECTOR if page.has_place else AUTHORITY
        discs = (
            # A switch of its own for each, so that an address shows whoever it is sent to the same.
            page_choices.one_of(
                "A disc for each", (AUTHORITY, SECTOR), key=f"discs_by_{first.split()[0].lower()}", first=first
            )
            if is_asked
            else first
        )
        if discs == SECTOR:
            result, line = page.fetch("placement_sectors")["placement_sectors"], ""
    homes = (page.authority,) if page.authority else ()
    answer = partial(_ask_where, hosts) if is_listed and page.is_exact else None
    maps.places(result, homes, key="where", title=title(page), height=height, width=450, answer=answer)
    figures.under(result, line, key="where_rows", title=title(page), still=Still(PLACES, homes))


def title(page: PageRun) -> str:
    """Whose children the map is of."""
    first, comma, last = page.place.rpartition(", ")
    return f"Where the children of {first} and {last} live" if comma else f"Where {formatting.own(last)} children live"


def _ask_where(hosts: Result) -> None:
    """Whose list is asked for, beside the map that is clicked: what a click has chosen is seen where it was made, and
    leads to the list, which stands below what is beside the map."""
    names = _names(hosts)
    if st.session_state.get(maps.LIVES_IN) not in names:
        st.session_state[maps.LIVES_IN] = None
    chosen = st.selectbox(
        "Who lives in",
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder="Click a disc on the map, or choose a place here",
        key=maps.LIVES_IN,
        bind="query-params",
    )
    if chosen:
        st.html(f"<p class='caption'><a href='#{LISTED}'>See who lives in {escape(names[chosen])}</a></p>")


def who(page: PageRun, hosts: Result) -> None:
    """For exact eyes, the children who live in one authority: the one clicked on the map, or chosen beneath it."""
    names, chosen = _names(hosts), st.session_state.get(maps.LIVES_IN)
    if not page.is_exact or chosen not in names:
        return
    children = page.fetch("children")["children"].where(host_authority_name=names[chosen])
    listed = children.first("distance_miles", len(children.rows))
    st.html(f"<div id='{LISTED}' style='scroll-margin-top: 5rem'></div>")
    figures.heading(f"The children who live in {names[chosen]}, furthest from home first")
    figures.under(listed, "", key="who_rows", columns=COLUMNS, is_open=True)


def _names(hosts: Result) -> dict[str, str]:
    """The names of the authorities that the children live in, by ONS code."""
    return dict(zip(hosts.rows["host_authority_code"], hosts.rows["host_authority_name"], strict=True))
