"""Work that goes on behind a page, looked at again and again until it is over."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from sufficiency.access import NotAllowed
from sufficiency.web.permission import Permit


def until(is_over: Callable[[], bool], show: Callable[[], None], permit: Permit, *, seconds: float) -> None:
    """``show`` how far it is every so many seconds, to whoever still may see it; at its end the page is drawn anew."""

    @st.fragment(run_every=seconds)
    def look() -> None:
        try:
            permit.ask()
        except NotAllowed as error:
            st.error(str(error))
            return
        if is_over():
            st.rerun()
        show()

    look()
