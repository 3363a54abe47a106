"""The way out, at the end of the bar at the left, for whoever has signed in."""

from __future__ import annotations

from html import escape

import streamlit as st

from sufficiency.access import sign_outs
from sufficiency.web import permission
from sufficiency.web.permission import Permit


def bar() -> None:
    """Who is signed in, and the button that ends it; nothing where nobody had to sign in."""
    permit = permission.current()
    if permit.visit.sign_in:
        st.html(f"<p class='caption'>Signed in as {escape(permit.person.name)}</p>")
        st.button("Sign out", key="sign_out", on_click=_leave, args=(permit,), width="stretch")


def _leave(permit: Permit) -> None:
    permission.tell(permit.act("sign-out", ""))
    permission.forget_own()
    sign_outs.end(permit.visit.sign_in)
    st.logout()
