"""Who a person is and what they may see: roles, the members list, sign-in, one person on one machine."""

from sufficiency.access.decision import Visit, decide, knows_people, loads
from sufficiency.access.roles import ROLES, NotAllowed, Person, SignInNeeded, as_role

__all__ = ["ROLES", "NotAllowed", "Person", "SignInNeeded", "Visit", "as_role", "decide", "knows_people", "loads"]
