"""Decides who is asking and what they may see; every page, fragment, file and address asks here."""

from __future__ import annotations

import hmac
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from sufficiency import settings
from sufficiency.access import members, sign_outs
from sufficiency.access.roles import EVERYWHERE, ROLES, NotAllowed, Person, SignInNeeded, as_role
from sufficiency.access.sign_outs import SIGN_IN_SECONDS
from sufficiency.database.scope import PAN_LONDON
from sufficiency.reference import tables
from sufficiency.result import EXACT
from sufficiency.snapshot.store import Snapshot

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
# What a proxy adds: whoever comes through one is not known to sit at this machine.
PROXY_HEADERS = {"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"}
# How far the sign-in service's clock may run ahead of ours.
CLOCK_SECONDS = 300


@dataclass(frozen=True)
class Visit:
    """What the server knows of a visitor at one moment; asked again, it answers as things stand then.

    ``view_as`` is the role and scope tried out on invented data; ``user`` the claims of the
    sign-in, None where sign-in is not configured; ``visitor_address`` None for a visitor on this
    machine; ``token`` what the browser holds of single-user mode's; ``sign_in`` the mark of the sign-in.
    ``is_loading`` says that they come to load returns, not to see figures.
    """

    view_as: tuple[str, str]
    user: Mapping[str, object] | None
    is_sign_in_configured: bool
    server_address: str
    visitor_address: str | None
    request_headers: Mapping[str, str] = field(default_factory=dict)
    token: str = ""
    sign_in: str = ""
    is_loading: bool = False


def decide(snapshot: Snapshot, visit: Visit) -> Person:
    """Who is asking, and what they may see of ``snapshot``.

    A synthetic snapshot is anyone's, seen as the role in ``view_as``. Anything else needs a
    sign-in and a line in the members list, or single-user mode on the loopback address alone: a
    server bound to it, and a visitor on this machine who came by no proxy and no other name and
    holds the token that the server printed when it started.
    Whoever comes to load is known by the same rules on invented data too, where there is any way to know
    people, and an authority whose first return it is counts as if it had sent one.
    Raises NotAllowed, or SignInNeeded where signing in would help.
    """
    if snapshot.is_synthetic is True and not (visit.is_loading and knows_people(visit)):
        return as_role("Demonstration", *visit.view_as, snapshot.authorities)
    if settings.single_user():
        if not _is_this_machine(visit):
            raise NotAllowed("Single-user mode serves this machine alone; open it at 127.0.0.1")
        if not settings.is_token(visit.token):
            raise NotAllowed("Open the address that was printed when the tool was started; it holds a token.")
        name = "Single user on this machine"
        return as_role(name, "regional_analyst", PAN_LONDON, snapshot.authorities, is_known=True)
    if not knows_people(visit):
        raise NotAllowed(
            "This snapshot holds real data. It is served only with sign-in and a members list, or "
            "to one person on this machine with SUFFICIENCY_SINGLE_USER=1; the README says how."
        )
    user = visit.user
    if not user or user.get("is_logged_in") is not True:
        raise SignInNeeded("Sign in with your work account to see this data.")
    if sign_outs.has_ended(visit.sign_in):
        raise SignInNeeded("You have signed out. Sign in again to see this data.")
    since, until = _seconds(user.get("auth_time") or user.get("iat")), _seconds(user.get("exp"))
    now = time.time()
    if not 0 <= now - since + CLOCK_SECONDS <= SIGN_IN_SECONDS + CLOCK_SECONDS or until < now:
        raise SignInNeeded("You signed in too long ago. Sign in again.")
    if not _is_confirmed(user):
        raise NotAllowed("Your sign-in service has not confirmed your email address.")
    authorities = {row["authority_code"] for row in tables.records("authorities")} if visit.is_loading else ()
    return members.person(str(user.get("email") or ""), authorities or snapshot.authorities)


def knows_people(visit: Visit) -> bool:
    """True where there is any way to know who somebody is: one person on this machine, or sign-in and a list."""
    return settings.single_user() or (visit.is_sign_in_configured and members.path().exists())


def loads(person: Person) -> str | None:
    """Whose returns a person may load: one authority's code, EVERYWHERE for anybody's and lists too, None for nobody's.

    An authority's analyst loads its own, an administrator or the one person on a machine all; nobody who is not known.
    """
    if not person.is_known:
        return None
    if person.is_administrator or settings.single_user():
        return EVERYWHERE
    return person.scope if ROLES[person.role].is_of_one_authority else None


def writes_views(person: Person, visit: Visit) -> bool:
    """Whether a person may add views for everybody: one who is known and sees all of London exactly, or who
    tries the demonstration on this machine."""
    is_analyst = person.profile == EXACT and person.scope == PAN_LONDON
    return is_analyst and (person.is_known or _is_this_machine(visit))


def _is_confirmed(user: Mapping[str, object]) -> bool:
    """True where the service says the address is confirmed, or is the organisation's own directory.

    Some directories send no such claim; an address that anybody may have typed in is then refused
    unless ``SUFFICIENCY_ISSUER`` names the one service whose addresses are the organisation's.
    """
    issuer = settings.issuer()
    if issuer and not hmac.compare_digest(str(user.get("iss") or ""), issuer):
        return False
    confirmed = user.get("email_verified")
    return confirmed is True or (bool(issuer) and confirmed is None)


def _seconds(claim: object) -> float:
    try:
        return float(str(claim))
    except ValueError:
        return 0.0


def _is_this_machine(visit: Visit) -> bool:
    named = {name.casefold(): value for name, value in visit.request_headers.items()}
    host = named.get("host", "").rsplit(":", 1)[0].strip("[]")
    return (
        visit.server_address in LOOPBACK
        and (visit.visitor_address is None or visit.visitor_address in LOOPBACK)
        and host in LOOPBACK
        and not PROXY_HEADERS & named.keys()
    )
