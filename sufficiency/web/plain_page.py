"""A page that shows no figures: who is asking is asked first, then its head; its foot at the end."""

from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path

import streamlit as st

from sufficiency import __version__, access, settings
from sufficiency.result import EXACT
from sufficiency.snapshot.store import Snapshot
from sufficiency.web import (
    context,
    entrance,
    find,
    first_use,
    foot,
    page_export,
    permission,
    sign_out,
    style,
    text_tables,
)
from sufficiency.web.permission import Permit

# What stands in a snapshot's place where nothing has been loaded: nobody's, and not invented.
NOTHING = Snapshot(
    id="",
    as_at=date(1900, 1, 1),
    is_synthetic=False,
    created="",
    tool_version=__version__,
    authorities=(),
    return_years=(),
    tables={},
    folder=Path(),
)


def start(title: str, question: str, *, is_loading: bool = False) -> Permit:
    """Check access, draw the head, and return what was allowed; the page ends where nothing is.

    Everybody who may come in may open such a page; what it offers depends on the person. To one that loads
    returns people may come before there are any.
    """
    page_export.begin(title)
    st.html(style.css())
    if is_loading:
        pinned = entrance.pinned_or_nothing()
        snapshot = pinned.snapshot if pinned else NOTHING
        if pinned is None and not access.knows_people(context.visit(NOTHING)):
            entrance.stop_with_nothing()
    else:
        snapshot = entrance.run().snapshot
    permit = entrance.permit(snapshot, is_loading=is_loading)
    with st.sidebar:
        if not permit.person.is_known or not is_loading:
            entrance.view_as(snapshot)
        sign_out.bar()
    find.box_without_figures(permit.person)
    tag = "SYNTHETIC · describes no real child" if snapshot.is_synthetic else "REAL DATA"
    tag = tag if snapshot is not NOTHING else "NOTHING LOADED YET"
    is_exact = permit.person.profile == EXACT
    st.html(
        f"<header class='mast'><div class='mast-tool'>{settings.TOOL}</div>"
        f"<div class='mast-facts'><span class='tag'>{tag}</span>"
        f"<span class='{'exact' if is_exact else 'protected'}'>{escape(permit.person.notice)}</span></div>"
        f"<h1>{escape(title)}</h1><p class='question'>{escape(question)}</p></header>"
    )
    first_use.line(title)
    return permit


def end(permit: Permit, title: str) -> None:
    """Record the visit and draw the foot."""
    permission.tell_page(title, {})
    said = f"Snapshot {escape(permit.snapshot.id)}. {foot.kind(permit.snapshot)}"
    st.html(
        f"<footer class='foot'><p>{said if permit.snapshot is not NOTHING else 'No snapshot yet.'}</p>"
        f"<p>{text_tables.HELP}</p></footer>"
    )
