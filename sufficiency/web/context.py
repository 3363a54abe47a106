"""What is kept between clicks: databases and answers, by snapshot, scope and profile."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import partial

import streamlit as st

from sufficiency import query, settings
from sufficiency.access import Person, Visit
from sufficiency.access.roles import ADMINISTRATOR, EVERYWHERE
from sufficiency.choices import Option
from sufficiency.database import comparators
from sufficiency.database.scope import PAN_LONDON, Scope
from sufficiency.result import Choices, Result
from sufficiency.snapshot import store
from sufficiency.snapshot.store import Snapshot
from sufficiency.web import gateway
from sufficiency.web.prefetch import Ahead

# Names of session state that pages and the filter bar share.
VIEW_AS = "view_as"
VIEW_AS_AUTHORITY = "view_as_authority"
OWN_AUTHORITY = "own_authority"
ONE_CLICK = "authority"  # the choice most people make first
AHEAD = Ahead()
# What an answer hangs on beside the choices: snapshot, folder, scope, profile, the views' version, their names.
Key = tuple[str, str, str, str, str, tuple[str, ...]]
_warmed: set[tuple[str, str | None]] = set()


@st.cache_resource(max_entries=4, show_spinner="Checking the snapshot")
def _snapshot(name: str, folder: str) -> Snapshot:
    return store.read(name)


@st.cache_resource(max_entries=40, show_spinner="Reading care histories into memory")
def _scope(name: str, folder: str, snapshot_id: str) -> Scope:
    found = _snapshot(snapshot_id, folder)
    if name == PAN_LONDON:
        return Scope(found)
    return comparators.of_authority(name, _scope(PAN_LONDON, folder, snapshot_id))


# Shared, not copied: nobody changes a Result, and what is drawn from it is kept with it.
@st.cache_resource(max_entries=1500, show_spinner=False)
def _answers(
    snapshot_id: str,
    folder: str,
    scope: str,
    profile: str,
    fingerprint: str,
    names: tuple[str, ...],
    chosen: tuple[tuple[str, tuple[str, ...]], ...],
) -> dict[str, Result]:
    opened = _scope(scope, folder, snapshot_id)
    return query.fetch(opened, names, dict(chosen), profile=profile, known=options(opened))


@st.cache_data(max_entries=80, show_spinner=False)
def _options(snapshot_id: str, scope: str, fingerprint: str, _opened: Scope) -> list[Option]:
    return query.options(_opened)


@st.cache_resource
def _names() -> dict[str, str]:
    path = settings.REFERENCE / "authorities.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return {row["authority_code"]: row["authority_name"] for row in csv.DictReader(handle)}


def current() -> Snapshot | None:
    """The snapshot this page run is pinned to; None when nothing has been ingested yet."""
    name = store.current_name()
    return _snapshot(name, str(settings.data_folder())) if name else None


def visit(found: Snapshot) -> Visit:
    """What the server knows of whoever runs this page now."""
    role = st.session_state.get(VIEW_AS, "regional_analyst")
    place = EVERYWHERE if role == ADMINISTRATOR else PAN_LONDON
    if role == "authority_analyst":
        place = st.session_state.get(VIEW_AS_AUTHORITY) or found.authorities[0]
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
    )


def warm() -> None:
    """Build London's database from the current snapshot, for the first visitor to find ready."""
    found = current()
    if found is not None:
        _scope(PAN_LONDON, str(settings.data_folder()), found.id)
        _warmed.add((str(settings.data_folder()), found.id))
        AHEAD.start()


def is_ready() -> bool:
    """True once London's database of the current snapshot is open."""
    try:
        name = store.current_name()
    except store.SnapshotError:
        return False
    return (str(settings.data_folder()), name) in _warmed


def authority_names() -> dict[str, str]:
    """Each English authority's name by its code."""
    return _names()


def scope(found: Snapshot, who: Person) -> Scope:
    """The database of what ``who`` may see, level with the views as they are now."""
    opened = _scope(who.scope, str(settings.data_folder()), found.id)
    opened.refresh()
    return opened


def options(opened: Scope) -> list[Option]:
    """What may be chosen in this scope."""
    return _options(opened.snapshot.id, opened.name, opened.version, opened)


def fetch(opened: Scope, who: Person, names: Sequence[str], chosen: Choices) -> dict[str, Result]:
    """Rows of several views for one set of choices, on one cursor, kept for whoever asks next.

    Everything the answer depends on is part of the key it is kept under: snapshot, scope, profile,
    the views' SQL and the choices. Raises what query.fetch raises.
    """
    AHEAD.asked()
    key: Key = (opened.snapshot.id, str(settings.data_folder()), opened.name, who.profile, opened.version, tuple(names))
    found = _answers(*key, _as_key(chosen))
    if opened.name == PAN_LONDON and not chosen.keys() & {"authority", "area"}:
        offered = [one.value for one in options(opened) if one.choice == ONE_CLICK]
        AHEAD.wish(
            (*key, _as_key(chosen)),
            [
                partial(make, opened, key, {**chosen, ONE_CLICK: (value,)}, found)
                for value in offered
                for make in (_answer_ahead, _draw_ahead)
            ],
        )
    return found


def _as_key(chosen: Choices) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(sorted((k, tuple(v)) for k, v in chosen.items()))


def _answer_ahead(opened: Scope, key: Key, chosen: Choices, seen: dict[str, Result]) -> dict[str, Result]:
    if opened.version != key[4]:
        return {}  # The views have changed since, and nobody asks for these.
    return _answers(*key, _as_key(chosen))


def _draw_ahead(opened: Scope, key: Key, chosen: Choices, seen: dict[str, Result]) -> None:
    """What has been drawn of the answer they have ``seen``, drawn of the answer to ``chosen``."""
    for name, result in _answer_ahead(opened, key, chosen, seen).items():
        result.follow(seen[name])
