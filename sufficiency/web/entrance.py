"""What comes before a page: the snapshot is opened, access asked, and on invented data a role chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sufficiency import access, query, settings
from sufficiency.access import Person
from sufficiency.access.roles import ADMINISTRATOR
from sufficiency.choices import Option
from sufficiency.database.scope import QueryStopped, Scope
from sufficiency.reference import served
from sufficiency.snapshot.store import Snapshot, SnapshotError
from sufficiency.web import context, permission, sign_out
from sufficiency.web.permission import Permit
from sufficiency.web.serving import Run


def run() -> Run:
    """The snapshot this run is pinned to; the page ends with what to do where there is none."""
    pinned = pinned_or_nothing()
    if pinned is None:
        stop_with_nothing()
    served.serve(pinned.snapshot.region)
    return pinned


def stop_with_nothing() -> NoReturn:
    """End a page where nothing has been loaded yet, with what to do."""
    st.title(settings.TOOL)
    st.info(
        "No returns have been loaded yet. Whoever may load them does it on the page *Load data* (one person on their "
        "own machine starts with `SUFFICIENCY_SINGLE_USER=1`), or puts them in a folder IN/authority/year/ and runs "
        "`python -m sufficiency ingest IN`. An invented region to look at is made with "
        "`python -m sufficiency synthesise IN`."
    )
    st.stop()


def pinned_or_nothing() -> Run | None:
    """The snapshot this run is pinned to; None where nothing has been loaded yet."""
    waiting = Waiting()
    try:
        pinned = context.pin(waiting.say)
    except SnapshotError as error:
        st.error(f"The data cannot be opened. {error}")
        st.stop()
    waiting.end()
    return pinned


class Waiting:
    """What is said, step by step, to a person for whom nothing is ready yet."""

    def __init__(self) -> None:
        self._place: DeltaGenerator | None = None
        self._said = ""

    def say(self, doing: str) -> None:
        """Say what is being done now."""
        if self._place is None:
            self._place = st.empty()
        if doing != self._said:
            with self._place.container():
                st.title(settings.TOOL)
                st.info(f"Getting ready; this page follows by itself. {doing} …")
            self._said = doing

    def end(self) -> None:
        """Take the words away."""
        if self._place is not None:
            self._place.empty()


def opened(run: Run, person: Person) -> tuple[Scope, Sequence[Option]]:
    """The database this person may see and what may be chosen in it; the page ends where it cannot be opened."""
    try:
        if run.opened.is_open(person.scope):
            scope = run.scope(person.scope)
        else:
            with st.spinner("Opening this authority's database", show_time=True):
                scope = run.scope(person.scope)
        return scope, run.opened.options(scope)
    except (SnapshotError, query.NoSuchView, QueryStopped) as error:
        st.error(f"The data cannot be opened. {error}")
        st.stop()


def permit(snapshot: Snapshot, *, is_loading: bool = False) -> Permit:
    """Who is asking; the page ends with the reason, or the way to sign in, where they may not see it.

    ``is_loading`` says that they come to load returns, which is asked of invented data too.
    """
    try:
        return permission.begin(snapshot, replace(context.visit(snapshot), is_loading=is_loading))
    except access.SignInNeeded as error:
        st.title(settings.TOOL)
        st.info(str(error))
        st.button("Sign in", on_click=st.login, type="primary")
    except access.NotAllowed as error:
        st.title(settings.TOOL)
        st.error(str(error))
    st.stop()


def stop_without_figures(title: str, snapshot: Snapshot) -> None:
    """End a page of figures for somebody who may see none."""
    with st.sidebar:
        view_as(snapshot)
        sign_out.bar()
    st.title(title)
    st.info(
        "An administrator looks after members and imports and sees no figure about children. "
        "Load data, Members and Activity are in the menu under Data."
    )
    st.stop()


def view_as(snapshot: Snapshot) -> None:
    """On invented data anyone may see what each role would see."""
    if not snapshot.is_synthetic:
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
            list(snapshot.authorities),
            key=context.VIEW_AS_AUTHORITY,
            format_func=lambda code: context.authority_name(code),
            persist_state="session",
        )
