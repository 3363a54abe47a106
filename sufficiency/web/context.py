"""What a page run may read: one snapshot, pinned until the run ends, for the person who looks."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar

import pyarrow as pa
import streamlit as st

from sufficiency import query
from sufficiency.access import Person, Visit, sign_outs
from sufficiency.access.roles import ADMINISTRATOR, EVERYWHERE
from sufficiency.database.scope import PAN_LONDON, Scope
from sufficiency.reference import tables
from sufficiency.result import Choices, Result
from sufficiency.snapshot.store import Snapshot
from sufficiency.web import gateway, permission
from sufficiency.web.serving import Run, Serving

# Names of session state that pages and the filter bar share.
VIEW_AS = "view_as"
VIEW_AS_AUTHORITY = "view_as_authority"
OWN_AUTHORITY = "own_authority"
# What a session last asked of a scenario, its tables and the answers.
SCENARIO = "scenario_answers"
SERVING = Serving()
RUN: ContextVar[ExitStack | None] = ContextVar("run", default=None)


@contextmanager
def page_run() -> Iterator[None]:
    """What a page reads inside stays open until it ends, however it ends, and reference tables as they are; what it
    read stands in the log."""
    with ExitStack() as held, tables.at_one_moment():
        token = RUN.set(held)
        try:
            yield
        finally:
            RUN.reset(token)
            permission.tell_rest()


def pin(waiting: Callable[[str], None]) -> Run | None:
    """The snapshot of this page run; None when nothing has been ingested yet.

    ``waiting`` is told what a person waits for, while they do. Raises SnapshotError.
    """
    held = RUN.get()
    if held is None:
        # A page that was not run from the menu holds what it reads as long as its thread.
        held = ExitStack()
        weakref.finalize(threading.current_thread(), held.close)
    return held.enter_context(SERVING.run(waiting))


def visit(snapshot: Snapshot) -> Visit:
    """What the server knows of whoever runs this page now."""
    role = st.session_state.get(VIEW_AS, "regional_analyst")
    place = EVERYWHERE if role == ADMINISTRATOR else PAN_LONDON
    if role == "authority_analyst":
        place = st.session_state.get(VIEW_AS_AUTHORITY) or next(iter(snapshot.authorities), "")
    try:
        is_configured = "auth" in st.secrets
    except FileNotFoundError:
        is_configured = False
    return Visit(
        view_as=(role, place),
        user=st.user.to_dict() if is_configured else None,
        is_sign_in_configured=is_configured,
        server_address=str(st.get_option("server.address") or ""),
        visitor_address=st.context.ip_address,
        request_headers=dict(st.context.headers),
        token=str(st.context.cookies.get(gateway.TOKEN, "")),
        sign_in=sign_outs.mark(dict(st.context.cookies)) if is_configured else "",
    )


def authority_name(code: str) -> str:
    """An authority's name; its code when the reference table has none."""
    return authority_names().get(code, code)


@tables.derived_from("authorities")
def authority_names() -> dict[str, str]:
    """Each English authority's name by its code."""
    return {row["authority_code"]: row["authority_name"] for row in tables.records("authorities")}


def fetch_given(
    run: Run, scope: Scope, person: Person, names: Sequence[str], chosen: Choices, given: Mapping[str, pa.Table]
) -> dict[str, Result]:
    """As :func:`fetch`, with the tables of a scenario, whose answers are not kept for others: the last of them stay in
    the session, so that a click which asks for the same rows does not work them out again."""
    who = permission.owner(person), person.profile
    asked = (scope.name, scope.version, run.snapshot.id, who, tuple(names), repr(sorted(chosen.items())))
    before, tables_before, answers = st.session_state.get(SCENARIO, (None, None, {}))
    if before != asked or tables_before is not given:
        options = run.opened.options(scope)
        answers = query.fetch(scope, names, chosen, profile=person.profile, known=options, given=given)
        st.session_state[SCENARIO] = asked, given, answers
    return dict(answers)


def fetch(run: Run, scope: Scope, person: Person, names: Sequence[str], chosen: Choices) -> dict[str, Result]:
    """Rows of several views for one set of choices, on one cursor; raises what query.fetch raises."""
    known, owner = run.opened.options(scope), permission.owner(person)
    return run.opened.answers.fetch(scope, names, chosen, profile=person.profile, known=known, owner=owner)


def is_kept(run: Run, scope: Scope, person: Person, names: Sequence[str], chosen: Choices) -> bool:
    """True when :func:`fetch` has it all at hand."""
    owner = permission.owner(person)
    return run.opened.answers.holds(scope, names, chosen, profile=person.profile, owner=owner)
