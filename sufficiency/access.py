"""Who a person is and what they may see; every page asks before anything else."""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sufficiency import engine, protect, settings
from sufficiency.result import EXACT
from sufficiency.snapshot import Snapshot

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
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
    "viewer": (protect.LONDON, "Protected figures: 1 to 7 withheld (c), others to the nearest 5"),
    "authority_analyst": (EXACT, "Your authority's exact figures, not protected: do not share"),
}


def as_role(name: str, role: str, scope: str) -> Person:
    """The Person of one role; raises NotAllowed for a role, or a pairing with a scope, unknown."""
    if role not in ROLES or (role == "authority_analyst") == (scope == engine.LONDON):
        raise NotAllowed(f"no role {role!r} exists for {scope!r}; ask for the members list to be mended")
    profile, notice = ROLES[role]
    return Person(name, role, scope, profile, notice)


def decide(
    snapshot: Snapshot, *, view_as: tuple[str, str], user: Mapping[str, object] | None,
    is_sign_in_configured: bool, server_address: str, visitor_address: str | None,
) -> Person:  # fmt: skip
    """Who is asking, and what they may see of ``snapshot``.

    A synthetic snapshot is anyone's, seen as the role in ``view_as``. Anything else needs a
    sign-in and a line in the members list, or single-user mode on the loopback address alone.
    Raises NotAllowed, or SignInNeeded where signing in would help.
    """
    if snapshot.is_synthetic:
        return as_role("Demonstration", *view_as)
    if settings.single_user():
        if server_address not in LOOPBACK or (visitor_address or "127.0.0.1") not in LOOPBACK:
            raise NotAllowed("Single-user mode serves this machine alone; open it at 127.0.0.1")
        return as_role("Single user on this machine", "regional_analyst", engine.LONDON)
    if not is_sign_in_configured or not members_file().exists():
        raise NotAllowed(
            "This snapshot holds real data. It is served only with sign-in and a members list, or "
            "to one person on this machine with SUFFICIENCY_SINGLE_USER=1; the README says how."
        )
    if not user or not user.get("is_logged_in"):
        raise SignInNeeded("Sign in with your work account to see this data.")
    since = float(user.get("auth_time") or user.get("iat") or 0)
    if time.time() - since > SIGN_IN_SECONDS or float(user.get("exp") or 1e12) < time.time():
        raise SignInNeeded("You signed in too long ago. Sign in again.")
    return member(str(user.get("email") or ""))


def members_file() -> Path:
    """The members list: ``SUFFICIENCY_MEMBERS``, or members.csv in the data folder."""
    return Path(os.environ.get("SUFFICIENCY_MEMBERS") or settings.data_folder() / "members.csv")


def member(email: str) -> Person:
    """The Person the members list makes of ``email`` (columns email, role, scope, valid_to).

    The list is read at every call, so that a person taken off it is stopped at the next click.
    Raises NotAllowed for anyone not on it, or no longer.
    """
    with members_file().open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["email"].strip().casefold() == email.strip().casefold() != "":
                if date.fromisoformat(row["valid_to"]) < date.today():
                    break
                return as_role(email, row["role"].strip(), row["scope"].strip())
    raise NotAllowed(f"{email} is not on the members list, or no longer; ask your data owner.")
