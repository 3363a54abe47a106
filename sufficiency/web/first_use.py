"""What a page tells, in one line on its first use, until somebody puts the line away."""

from __future__ import annotations

from html import escape

import streamlit as st

from sufficiency.reference import pages

PUT_AWAY = "lines_put_away"  # the pages whose line is, for as long as the visit lasts


def line(heading: str) -> None:
    """The line of the page under ``heading`` with a button that puts it away for this visit."""
    tells = next((about.tells for about in pages.pages().values() if about.heading == heading), "")
    if not tells or heading in st.session_state.get(PUT_AWAY, ()):
        return
    with st.container(key="first_use", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f"<p class='first-use'>{escape(tells)}</p>")
        st.button(
            "Got it",
            key="put_away",
            type="tertiary",
            help="Do not show this line again",
            on_click=_put_away,
            args=(heading,),
        )


def _put_away(heading: str) -> None:
    st.session_state[PUT_AWAY] = (*st.session_state.get(PUT_AWAY, ()), heading)
