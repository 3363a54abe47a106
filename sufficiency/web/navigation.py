"""The pages of the menu, by section, as app.py hands them down."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from functools import lru_cache

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage
from streamlit.runtime.scriptrunner import get_script_run_ctx

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
    """What Streamlit makes a menu of, in each run pages of its own: Streamlit notes on them which may run."""
    told = tuple(
        (section, path, tables.filled(title)) for section, pages in _pages.items() for path, title in pages.items()
    )
    menu: dict[str, list[StreamlitPage]] = {}
    for section, page in _in_menu(told, get_script_run_ctx(suppress_warning=True) is not None):
        menu.setdefault(section, []).append(copy(page))
    return menu


@lru_cache(maxsize=8)
def _in_menu(told: tuple[tuple[str, str, str], ...], _: bool) -> tuple[tuple[str, StreamlitPage], ...]:
    """A page for each path with its title. To look for their files takes milliseconds, and is done once; outside a
    run Streamlit looks for none, so that what it says there is of no use in one."""
    return tuple(
        (section, st.Page(settings.ROOT / "pages" / f"{path}.py", title=title, default=number == 0))
        for number, (section, path, title) in enumerate(told)
    )


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
