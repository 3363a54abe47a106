"""Asks who is looking wherever anything leaves: pages, fragments, files, addresses; and tells the log.

A page run asks once and keeps the answer as a Permit. Whatever happens after the run (a fragment
that is opened, a file that is made, an address that is fetched) asks the Permit again, which reads
the members list anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from sufficiency import access, events
from sufficiency.access import NotAllowed, Person, Visit
from sufficiency.audit import log
from sufficiency.audit.log import Act, Action
from sufficiency.result import Choices, Result
from sufficiency.snapshot.store import Snapshot
from sufficiency.web import downloads
from sufficiency.web.downloads import Handout
from sufficiency.web.gateway import BROWSER
from sufficiency.web.own_answers import Owner

P = ParamSpec("P")
CHANGED = "Your access has changed since this page was drawn; open it again."
STOPPED = "ended before the page was whole"
OWNER = "owner_of_answers"  # in a session: what it keeps answers about single children under
UNSAID = "Say first what these exact figures are for; it is kept on record with the file."
UNRECORDED = "No file can be taken: what is taken must be recorded, and {error}. Tell whoever runs this copy."


class Recorded(Protocol):
    """What of figures a file holds, as the log is told it; no ``reason`` where it must be said and has not been."""

    @property
    def reason(self) -> str | None: ...

    def fields(self) -> dict[str, object]: ...


@dataclass(frozen=True)
class Permit:
    """What one page run was allowed: asked again, it answers as things stand then."""

    snapshot: Snapshot
    visit: Visit
    person: Person
    browser: str = ""
    session: str = ""
    acts: list[Act] = field(default_factory=list, compare=False)
    # The page that is being drawn and what is chosen on it, until its line is written.
    drawing: list[tuple[str, Choices]] = field(default_factory=list, compare=False)

    def ask(self) -> Person:
        """The same person as when the page was drawn.

        Raises NotAllowed where they may no longer see it, or see it otherwise.
        """
        now = access.decide(self.snapshot, self.visit)
        if now != self.person:
            raise NotAllowed(CHANGED)
        return now

    def act(self, action: Action, subject: str, **more: Any) -> Act:
        """One act of this person, for the log."""
        who = self.person
        about: dict[str, Any] = {
            "role": who.role,
            "scope": who.scope,
            "profile": who.profile,
            "snapshot": self.snapshot.id,
        }
        return Act(action, who.name, subject=subject, **{**about, **more})


CURRENT: ContextVar[Permit | None] = ContextVar("permit", default=None)


def begin(snapshot: Snapshot, visit: Visit) -> Permit:
    """Decide who is asking, for the length of this run; a refusal is recorded and raised.

    Raises NotAllowed or SignInNeeded.
    """
    CURRENT.set(None)
    try:
        permit = Permit(snapshot, visit, access.decide(snapshot, visit), *_where())
    except NotAllowed as error:
        forget_own()
        name = str((visit.user or {}).get("email") or "nobody signed in")
        if not isinstance(error, access.SignInNeeded):
            tell(Act("refusal", name, snapshot=snapshot.id, reason=str(error)))
        events.tell("refusal", snapshot=snapshot.id, reason=type(error).__name__)
        raise
    CURRENT.set(permit)
    owner(permit.person)
    if permit.person.is_known and st.session_state.get("signed_in_as") != permit.person.name:
        st.session_state["signed_in_as"] = permit.person.name
        tell(permit.act("sign-in", ""))
    return permit


def owner(person: Person) -> Owner:
    """What this session keeps answers about single children under, as ``person``; what it kept as anybody else goes."""
    held: Owner | None = st.session_state.get(OWNER)
    if held is None or held.is_over or held.person != person:
        forget_own()
        held = st.session_state[OWNER] = Owner(person)
        if get_script_run_ctx(suppress_warning=True):
            _until_it_ends().append(held)
    return held


def forget_own() -> None:
    """Let go of the answers about single children that this session kept."""
    if held := st.session_state.pop(OWNER, None):
        held.end()


def _end(owners: list[Owner]) -> None:
    for held in owners:
        held.end()


@st.cache_resource(scope="session", show_spinner=False, on_release=_end)
def _until_it_ends() -> list[Owner]:
    """Under what this session keeps anything: Streamlit releases the list when its browser is gone."""
    return []


def current() -> Permit:
    """The Permit of this run; raises NotAllowed where nobody has asked for one."""
    permit = CURRENT.get()
    if permit is None:
        raise NotAllowed("Nothing is shown before the page has asked who is looking.")
    return permit


def note(results: Mapping[str, Result]) -> None:
    """Keep for the log which views this run read, for which choices, and how much came out."""
    permit = current()
    for name, result in results.items():
        rows, withheld = len(result.rows), result.withheld
        permit.acts.append(permit.act("view", name, choices=result.choices, rows=rows, withheld=withheld))


def draw(title: str, chosen: Choices) -> None:
    """Say which page this run draws, so that the log names it however the run ends."""
    current().drawing[:] = [(title, chosen)]


def tell_page(title: str, chosen: Choices, *, reason: str = "") -> None:
    """Write what this run showed: a line for the page and one for each view it read."""
    permit = current()
    told = (permit.act("page", title, choices=chosen, reason=reason), *permit.acts)
    permit.acts.clear()
    permit.drawing.clear()
    tell(*told)


def tell_rest() -> None:
    """Write what was read and is in no line yet: by a run that somebody's next click, or a fault, ended before its
    foot, or by a fragment after it. Nothing is written of a run that read no figures."""
    permit = CURRENT.get()
    if permit is None or not permit.acts:
        return
    if permit.drawing:
        tell_page(*permit.drawing[0], reason=STOPPED)
        return
    told = tuple(permit.acts)
    permit.acts.clear()
    tell(*told)


def file(build: Callable[[], bytes], name: str, record: Recorded | None) -> Callable[[], bytes]:
    """``build`` for a download button: it asks again, builds, and records the file before it leaves, with what of
    figures is in its ``record``; None for a file that holds none.

    The callable raises NotAllowed where the person's access has ended, where real data cannot be recorded, and
    where nobody said what exact figures are for.
    """
    permit = current()

    def asked() -> bytes:
        permit.ask()
        if record and record.reason is None:
            raise NotAllowed(UNSAID)
        built = build()
        sha256 = hashlib.sha256(built).hexdigest()
        act = permit.act("export", name, sha256=sha256, **(record.fields() if record else {}))
        try:
            log.record(act, durable=True)
        except log.LogUnavailable as error:
            if not permit.snapshot.is_synthetic:
                raise NotAllowed(UNRECORDED.format(error=error)) from None
        downloads.remember(sha256, Handout(permit.browser, permit.session, permit.ask))
        return built

    return asked


def fragment(draw: Callable[P, None]) -> Callable[P, None]:
    """``st.fragment`` for what shows figures: each run of its own asks again first."""

    @st.fragment
    def guarded(permit: Permit, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            permit.ask()
        except NotAllowed as error:
            forget_own()
            st.error(str(error))
            return
        CURRENT.set(permit)
        try:
            draw(*args, **kwargs)
        finally:
            # While its page is being drawn, what it read is the page's to tell.
            if not permit.drawing:
                tell_rest()

    guard: Callable[Concatenate[Permit, P], None] = guarded

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        guard(current(), *args, **kwargs)

    return drawn


def _where() -> tuple[str, str]:
    """The browser's name and the session's id; '' in a script that no browser runs."""
    running = get_script_run_ctx(suppress_warning=True)
    return str(st.context.cookies.get(BROWSER, "")), running.session_id if running else ""


def tell(*acts: Act) -> None:
    """Write ``acts`` down. Viewing goes on where the log cannot be written; what is wrong is said at each file."""
    try:
        log.record(*acts)
    except log.LogUnavailable:
        return
