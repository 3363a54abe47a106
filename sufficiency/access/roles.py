"""What each role may see and do. Whoever has no role sees nothing."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from sufficiency.database.scope import PAN_LONDON
from sufficiency.disclosure import gate
from sufficiency.result import EXACT

ADMINISTRATOR = "administrator"
NOTHING = "nothing"  # the profile of a role that sees no figure at all
EVERYWHERE = "everywhere"  # the scope of a role that is about no authority's children


class NotAllowed(PermissionError):
    """This person may not see this snapshot; the message says what would let them."""


class SignInNeeded(NotAllowed):
    """Nobody is signed in, or the sign-in is too old."""


@dataclass(frozen=True)
class Person:
    """What one person may see: a scope, a protection profile, and the words that say so.

    ``is_owner`` is true of the data owner of an authority, who may read its part of the audit log;
    ``is_known`` of somebody who has signed in, not of a visitor of the demonstration.
    """

    name: str
    role: str
    scope: str
    profile: str
    notice: str
    is_owner: bool = False
    is_known: bool = False

    @property
    def sees_figures(self) -> bool:
        """False of an administrator, who looks after members and imports and sees no figure on any page of figures."""
        return self.profile != NOTHING

    @property
    def is_administrator(self) -> bool:
        """True of whoever may change the members list and load returns of any authority."""
        return self.role == ADMINISTRATOR


@dataclass(frozen=True)
class Role:
    """One role: the profile its figures pass, whether it is of one authority, and its notice."""

    profile: str
    is_of_one_authority: bool
    name: str
    notice: str


ROLES = {
    "regional_analyst": Role(EXACT, False, "Regional analyst", "Exact figures, not protected: do not share"),
    "viewer": Role(gate.LONDON_7_5, False, "Viewer", "Protected figures: small ones withheld (c), others in bands"),
    "authority_analyst": Role(
        EXACT, True, "Authority analyst", "Your authority's exact figures, not protected: do not share"
    ),
    ADMINISTRATOR: Role(
        NOTHING, False, "Administrator", "Members and imports; no figures but what an import changes, protected"
    ),
}


def as_role(
    name: str, role: str, scope: str, authorities: Container[str], *, is_owner: bool = False, is_known: bool = False
) -> Person:
    """The Person of one role in one scope.

    Raises NotAllowed for a role that does not exist, one that does not go with the scope, and an
    authority that is not among ``authorities``, those the snapshot holds.
    """
    known = ROLES.get(role)
    fits = known is not None and goes_with(role, scope)
    if known is None or not fits:
        raise NotAllowed(f"There is no role {role!r} for {scope!r}; have the members list mended.")
    if known.is_of_one_authority and scope not in authorities:
        raise NotAllowed(f"{scope} has sent nothing in this snapshot.")
    return Person(name, role, scope, known.profile, known.notice, is_owner, is_known)


def goes_with(role: str, scope: str) -> bool:
    """True where a role may be held for a scope: one authority's code, all of London, or everywhere."""
    if role not in ROLES:
        return False
    if role == ADMINISTRATOR:
        return scope == EVERYWHERE
    return ROLES[role].is_of_one_authority == (scope not in (PAN_LONDON, EVERYWHERE)) and scope != EVERYWHERE
