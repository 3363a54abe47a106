"""Who a person is and what they may see; every page asks before anything else."""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sufficiency import settings
from sufficiency.database.scope import PAN_LONDON
from sufficiency.disclosure import gate
from sufficiency.result import EXACT
from sufficiency.snapshot.store import Snapshot

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
# What a proxy adds: whoever comes through one is not known to sit at this machine.
PROXY_HEADERS = {"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"}
# How far the sign-in service's clock may run ahead of ours.
CLOCK_SECONDS = 300
# A sign-in older than this must be made again, whatever the cookie says (TRUST 2.2).
SIGN_IN_SECONDS = 8 * 3600


class NotAllowed(PermissionError):
    """This person may not see this snapshot; the message says what would let them."""


class SignInNeeded(NotAllowed):
    """Nobody is signed in, or the sign-in is too old."""


@dataclass(frozen=True)
class Person:
    """What one person may see: a scope, a protection profile, and the words that say so."""

    name: str
    role: str
    scope: str
    profile: str
    notice: str


ROLES = {
    "regional_analyst": (EXACT, "Exact figures, not protected: do not share"),
    "viewer": (gate.LONDON_7_5, "Protected figures: 1 to 7 withheld (c), others to the nearest 5"),
    "authority_analyst": (EXACT, "Your authority's exact figures, not protected: do not share"),
}


def as_role(name: str, role: str, scope: str, authorities: Container[str]) -> Person:
    """The Person of one role in one scope.

    Raises NotAllowed for a role that does not exist, one that does not go with the scope, and an
    authority that is not among ``authorities``, those the snapshot holds.
    """
    if role not in ROLES or (role == "authority_analyst") == (scope == PAN_LONDON):
        raise NotAllowed(f"There is no role {role!r} for {scope!r}; have the members list mended.")
    if scope != PAN_LONDON and scope not in authorities:
        raise NotAllowed(f"{scope} has sent nothing in this snapshot.")
    profile, notice = ROLES[role]
    return Person(name, role, scope, profile, notice)


def decide(
    snapshot: Snapshot,
    *,
    view_as: tuple[str, str],
    user: Mapping[str, object] | None,
    is_sign_in_configured: bool,
    server_address: str,
    visitor_address: str | None,
    request_headers: Mapping[str, str],
) -> Person:
    """Who is asking, and what they may see of ``snapshot``.

    A synthetic snapshot is anyone's, seen as the role in ``view_as``. Anything else needs a
    sign-in and a line in the members list, or single-user mode on the loopback address alone:
    a server bound to it, and a visitor on this machine who came by no proxy and no other name.
    ``visitor_address`` is None for a visitor on this machine.
    Raises NotAllowed, or SignInNeeded where signing in would help.
    """
    if snapshot.is_synthetic is True:
        return as_role("Demonstration", *view_as, snapshot.authorities)
    if settings.single_user():
        if not _is_this_machine(server_address, visitor_address, request_headers):
            raise NotAllowed("Single-user mode serves this machine alone; open it at 127.0.0.1")
        name = "Single user on this machine"
        return as_role(name, "regional_analyst", PAN_LONDON, snapshot.authorities)
    if not is_sign_in_configured or not members_file().exists():
        raise NotAllowed(
            "This snapshot holds real data. It is served only with sign-in and a members list, or "
            "to one person on this machine with SUFFICIENCY_SINGLE_USER=1; the README says how."
        )
    if not user or user.get("is_logged_in") is not True:
        raise SignInNeeded("Sign in with your work account to see this data.")
    since, until = _seconds(user.get("auth_time") or user.get("iat")), _seconds(user.get("exp"))
    now = time.time()
    if not 0 <= now - since + CLOCK_SECONDS <= SIGN_IN_SECONDS + CLOCK_SECONDS or until < now:
        raise SignInNeeded("You signed in too long ago. Sign in again.")
    if user.get("email_verified") is False:
        raise NotAllowed("Your sign-in service has not confirmed your email address.")
    return member(str(user.get("email") or ""), snapshot.authorities)


def members_file() -> Path:
    """The members list: ``SUFFICIENCY_MEMBERS``, or members.csv in the data folder."""
    return Path(os.environ.get("SUFFICIENCY_MEMBERS") or settings.data_folder() / "members.csv")


def member(email: str, authorities: Container[str]) -> Person:
    """The Person the members list makes of ``email`` (columns email, role, scope, valid_to).

    The list is read at every call, so that a person taken off it is stopped at the next click.
    Raises NotAllowed for anyone not on it, no longer, or on it in a line that cannot be read.
    """
    wanted = email.strip().casefold()
    try:
        with members_file().open(encoding="utf-8-sig", newline="") as handle:
            rows = [row for row in csv.DictReader(handle) if wanted and _email(row) == wanted]
        valid = [row for row in rows if date.fromisoformat(row["valid_to"].strip()) >= date.today()]
        if valid:
            role, scope = valid[0]["role"].strip(), valid[0]["scope"].strip()
            return as_role(email, role, scope, authorities)
    except (OSError, ValueError, KeyError, AttributeError, csv.Error):
        raise NotAllowed("The members list cannot be read; ask your data owner.") from None
    raise NotAllowed(f"{email} is not on the members list, or no longer; ask your data owner.")


def _email(row: Mapping[str, str | None]) -> str:
    return (row["email"] or "").strip().casefold()


def _seconds(claim: object) -> float:
    try:
        return float(str(claim))
    except ValueError:
        return 0.0


def _is_this_machine(server: str, visitor: str | None, headers: Mapping[str, str]) -> bool:
    named = {name.casefold(): value for name, value in headers.items()}
    host = named.get("host", "").rsplit(":", 1)[0].strip("[]")
    return (
        server in LOOPBACK
        and (visitor is None or visitor in LOOPBACK)
        and host in LOOPBACK
        and not PROXY_HEADERS & named.keys()
    )
