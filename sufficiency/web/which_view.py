"""Which view the page Views shows: its address names the file, which stays the same while a title is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import streamlit as st

from sufficiency import checks
from sufficiency.database.scope import Scope
from sufficiency.reference.nearest import hint
from sufficiency.result import View
from sufficiency.web import address, figures
from sufficiency.web.page_run import PageRun

ADDRESS = KEY = "view"
CHECKED = "view_checked"  # what check said of which view, built by what
WRITTEN = "view_in_the_address"  # that the address named one, in this visit


def choose(page: PageRun) -> str:
    """Ask which view, and return the name of one that is sound; '' where the address names none or a broken one.

    Of a view that has just been broken nothing is drawn in its place: whoever mends it looks for it there.
    """
    scope = page.scope
    marts = {view.name: view for view in scope.catalogue.layer("marts")}
    broken = _broken(scope)
    # Lists of single children are for a few; nobody begins with one.
    listed = sorted((n for n in marts if n not in broken), key=lambda n: marts[n].child_level or marts[n].is_single)
    asked = str(st.query_params.get(ADDRESS, ""))
    name = _named(asked, marts, broken)
    if name:
        st.session_state[KEY] = name
    elif asked or st.session_state.pop(WRITTEN, False):
        st.session_state.pop(KEY, None)
    st.session_state[WRITTEN] = bool(asked)
    names = [*listed, name] if name in broken else listed
    titles = _titles(names, marts)
    begin = None if asked and not name else 0
    chosen = st.selectbox("View", names, index=begin, format_func=titles.__getitem__, key=KEY, on_change=_ask)
    if asked and not name:
        said = asked[: address.LONGEST].replace("`", "")
        near = hint(asked, [*marts, *broken]) or "."
        st.warning(f"The address asks for the view `{said}`, and none is called so{near} Choose one above.")
    return chosen if chosen in listed else ""


def tell_unsound(page: PageRun, name: str) -> None:
    """What ``check`` says against the view called ``name``, to analysts of the region: most who save one never ask."""
    if not (page.is_exact and page.sees_region):
        return
    of = (page.snapshot.id, page.scope.version, name)
    held = st.session_state.get(CHECKED)
    if held is None or held[0] != of:
        wrong = [finding.message for finding in checks.inspect(page.scope, [name]) if not finding.is_sound]
        held = st.session_state[CHECKED] = (of, wrong)
    for said in held[1]:
        st.warning(f"It is shown, but check says against it: {figures.plain(said)}")


def _ask() -> None:
    st.query_params[ADDRESS] = st.session_state[KEY]


def _broken(scope: Scope) -> set[str]:
    """The names of marts that are left out; a second file of a name that is taken is known by its place, not here."""
    return {
        name
        for name, why in scope.problems.items()
        if "/" not in name and (name in scope.catalogue.views or why.startswith("sql/marts/"))
    }


def _named(asked: str, marts: Mapping[str, View], broken: set[str]) -> str:
    """The view that an address asks for, by the name of its file or, as addresses had it before, by its title."""
    if asked in marts or asked in broken:
        return asked
    return next((name for name, view in marts.items() if view.title.casefold() == asked.casefold()), "")


def _titles(names: list[str], marts: Mapping[str, View]) -> dict[str, str]:
    """What each view is called in the list: its title, with its file's name where two have the same."""
    titles = {name: marts[name].title if name in marts else name for name in names}
    shared = Counter(titles.values())
    return {name: f"{title} ({name})" if shared[title] > 1 else title for name, title in titles.items()}
