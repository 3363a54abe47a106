"""What comes before a page: the snapshot is opened, access asked, and on invented data a role chosen."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sufficiency import access, query
from sufficiency.access import Person
from sufficiency.access.roles import ADMINISTRATOR
from sufficiency.choices import Option
from sufficiency.database.scope import QueryStopped, Scope
from sufficiency.snapshot.store import Snapshot, SnapshotError
from sufficiency.web import context, masthead, permission
from sufficiency.web.permission import Permit


def snapshot() -> Snapshot:
    """The snapshot this run is pinned to; the page ends with what to do where there is none."""
    try:
        found = context.current()
    except SnapshotError as error:
        st.error(f"The data cannot be opened. {error}")
        st.stop()
    if found is None:
        st.title(masthead.TOOL)
        st.info(
            "No returns have been loaded yet. Put them in a folder IN/authority/year/ and run "
            "`python -m sufficiency ingest IN`, or make an invented London with "
            "`python -m sufficiency synthesise IN`."
        )
        st.stop()
    return found


def opened(found: Snapshot, person: Person) -> tuple[Scope, Sequence[Option]]:
    """The database this person may see and what may be chosen in it; the page ends where it cannot be opened."""
    try:
        scope = context.scope(found, person)
        return scope, context.options(scope)
    except (SnapshotError, query.NoSuchView, QueryStopped) as error:
        st.error(f"The data cannot be opened. {error}")
        st.stop()


def permit(found: Snapshot) -> Permit:
    """Who is asking; the page ends with the reason, or the way to sign in, where they may not see it."""
    try:
        return permission.begin(found, context.visit(found))
    except access.SignInNeeded as error:
        st.title(masthead.TOOL)
        st.info(str(error))
        st.button("Sign in", on_click=st.login, type="primary")
    except access.NotAllowed as error:
        st.title(masthead.TOOL)
        st.error(str(error))
    st.stop()


def stop_without_figures(title: str, found: Snapshot) -> None:
    """End a page of figures for somebody who may see none."""
    with st.sidebar:
        view_as(found)
    st.title(title)
    st.info(
        "An administrator looks after members and imports and sees no figure about children. "
        "Members and Activity are in the menu under Data."
    )
    st.stop()


def view_as(found: Snapshot) -> None:
    """On invented data anyone may see what each role would see."""
    if not found.is_synthetic:
        return
    names = {
        "regional_analyst": "Regional analyst (exact)",
        "viewer": "Viewer (protected)",
        "authority_analyst": "One authority's own analyst (exact)",
        ADMINISTRATOR: "Administrator (no figures)",
    }
    role = st.selectbox(
        "View as",
        list(names),
        format_func=names.__getitem__,
        key=context.VIEW_AS,
        persist_state="session",
        help="On invented data only: what each role would see.",
    )
    if role == "authority_analyst":
        st.selectbox(
            "Whose analyst",
            list(found.authorities),
            key=context.VIEW_AS_AUTHORITY,
            format_func=lambda code: context.authority_names().get(code, code),
            persist_state="session",
        )
