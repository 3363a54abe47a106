"""Saved views: a name and an address, which holds every choice and nothing about the person."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from sufficiency.choices import Option
from sufficiency.result import Choices
from sufficiency.web import links

SAVED = "saved_views"


def bar(chosen: Choices, options: Sequence[Option]) -> None:
    """Name the page as it now stands, and go back to what was named before in this visit."""
    here = links.to_here(chosen, options)
    with st.popover("Save this view", width="stretch", key="save", on_change="rerun") as menu:
        if not menu.open:
            return
        st.html(
            "<p class='caption'>The address of this page holds every choice: send it to a "
            "colleague, who sees it with their own rights, or bookmark it to keep it.</p>"
            f"<p class='caption'><code>{escape(here)}</code></p>"
        )
        name = st.text_input("Name", key="saved_name", max_chars=60, placeholder="e.g. My teenagers")
        st.button("Save for this visit", on_click=_keep, args=(name, here), disabled=not name)
        named = "".join(
            f"<li><a href='{escape(where, quote=True)}'>{escape(what)}</a></li>"
            for what, where in st.session_state.get(SAVED, {}).items()
        )
        if named:
            st.html(f"<ul>{named}</ul>")


def _keep(name: str, where: str) -> None:
    st.session_state.setdefault(SAVED, {})[name] = where
