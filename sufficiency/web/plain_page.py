"""A page that shows no figures: who is asking is asked first, then its head; its foot at the end."""

from __future__ import annotations

from html import escape

import streamlit as st

from sufficiency import settings
from sufficiency.result import EXACT
from sufficiency.web import entrance, foot, page_export, permission, sign_out, style, text_tables
from sufficiency.web.permission import Permit


def start(title: str, question: str) -> Permit:
    """Check access, draw the head, and return what was allowed; the page ends where nothing is.

    Everybody who may come in may open such a page; what it offers depends on the person.
    """
    page_export.begin()
    st.html(style.CSS)
    snapshot = entrance.run().snapshot
    permit = entrance.permit(snapshot)
    with st.sidebar:
        entrance.view_as(snapshot)
        sign_out.bar()
    tag = "SYNTHETIC · describes no real child" if snapshot.is_synthetic else "REAL DATA"
    is_exact = permit.person.profile == EXACT
    st.html(
        f"<header class='mast'><div class='mast-tool'>{settings.TOOL}</div>"
        f"<div class='mast-facts'><span class='tag'>{tag}</span>"
        f"<span class='{'exact' if is_exact else 'protected'}'>{escape(permit.person.notice)}</span></div>"
        f"<h1>{escape(title)}</h1><p class='question'>{escape(question)}</p></header>"
    )
    return permit


def end(permit: Permit, title: str) -> None:
    """Record the visit and draw the foot."""
    permission.tell_page(title, {})
    st.html(
        f"<footer class='foot'><p>Snapshot {escape(permit.snapshot.id)}. {foot.kind(permit.snapshot)}</p>"
        f"<p>{text_tables.HELP}</p></footer>"
    )
