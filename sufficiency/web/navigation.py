"""The pages of the menu, by section, as app.py hands them down."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from sufficiency import settings
from sufficiency.access import ROLES
from sufficiency.reference import tables

IS_NEW = "is_new"  # in a session: whether it has seen nothing but the first page
OWN = "overview/my_borough"
OF_ONE_AUTHORITY = [name for name, role in ROLES.items() if role.is_of_one_authority]
Pages = Mapping[str, Mapping[str, str]]
_pages: dict[str, Mapping[str, str]] = {}


def offer(pages: Pages) -> None:
    """Make the menu of ``pages``: by section, each page's title by its path in ``pages/``; the first
    is where a visitor without an address arrives."""
    _pages.clear()
    _pages.update(pages)


def sections() -> dict[str, list[StreamlitPage]]:
    """What Streamlit makes a menu of."""
    first = next(path for pages in _pages.values() for path in pages)
    return {
        section: [
            st.Page(settings.ROOT / "pages" / f"{path}.py", title=tables.filled(title), default=path == first)
            for path, title in pages.items()
        ]
        for section, pages in _pages.items()
    }


def titles() -> dict[str, str]:
    """The title of each page by the name of its file."""
    return {path.rpartition("/")[2]: tables.filled(title) for pages in _pages.values() for path, title in pages.items()}


def address(name: str) -> str:
    """The address of a page, as seen from any other, by the name of its file."""
    return "./" if name == next(iter(titles()), "") else name


def arrive(page: StreamlitPage) -> None:
    """Remember whether a session has seen nothing yet but the page that a bare address leads to."""
    is_bare = not page.url_path and not st.query_params
    st.session_state[IS_NEW] = is_bare and st.session_state.get(IS_NEW, True)


def lead_home(role: str) -> None:
    """Send an authority's own analyst who came by the bare address to their borough, once a session."""
    if role in OF_ONE_AUTHORITY and st.session_state.get(IS_NEW, False):
        st.session_state[IS_NEW] = False
        st.switch_page(settings.ROOT / "pages" / f"{OWN}.py")
