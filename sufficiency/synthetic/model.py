"""What the invented London is made of: children, periods of care, stays and providers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from sufficiency.synthetic.dates import age_on

INFANT_DAYS = 300
# Risk from which an adolescent without a registered place is in a home nobody registered.
UNREGISTERED_RISK = 0.8


class Location(NamedTuple):
    """A real postcode: its text, grid reference in metres, and the authority it lies in."""

    postcode: str
    east: float
    north: float
    authority: str

    def miles_to(self, other: Location) -> float:
        """Straight-line miles, by DfE's formula."""
        return float(((self.east - other.east) ** 2 + (self.north - other.north) ** 2) ** 0.5) / 1609.344


@dataclass(slots=True)
class Provider:
    """A registered place or service: its Ofsted number, kind, owner and where it is."""

    urn: str
    kind: str
    sector: str
    owner: str
    spot: Location
    places: int
    registered: int
    closed: int | None = None
    short_break: bool = False
    rating: str = ""

    def is_open(self, day: int, until: int) -> bool:
        """Whether it is registered on a day and still is on a later one."""
        return self.registered <= day and (self.closed is None or self.closed > until)


@dataclass(slots=True)
class Child:
    """A child who never lived; ``need`` and ``risk`` are hidden standings (mean 0, spread 1)."""

    number: str
    sex: str
    born: int
    ethnic: str
    need: float
    risk: float
    home: Location | None = None
    is_uasc: bool = False
    baby_born: int | None = None
    primary_need: str = ""
    need_known_at: int = 0
    has_plan: bool = False
    upn: str = ""

    def need_on(self, age: int) -> str:
        """The main special educational need known at an age, if any."""
        return self.primary_need if age >= self.need_known_at else ""

    def plan_on(self, age: int) -> bool:
        """Whether there is an education, health and care plan at an age."""
        return self.has_plan and bool(self.need_on(age))

    def has_infant(self, day: int) -> bool:
        """Whether the child is a mother whose baby is not yet ten months old on a day."""
        return self.baby_born is not None and 0 <= day - self.baby_born < INFANT_DAYS


@dataclass(slots=True)
class Stay:
    """A placement: from ``start`` until the next stay or the end of care.

    ``reason`` says why it ended; ``same_carer`` that it only changed the status of the last.
    """

    start: int
    code: str
    provider: str
    urn: str
    spot: Location | None
    distance_class: str
    same_carer: bool = False
    reason: str = ""


class Away(NamedTuple):
    """A temporary placement within a stay, to which the child comes back."""

    start: int
    end: int
    code: str
    spot: Location


@dataclass(slots=True)
class Spell:
    """A period of care: legal statuses and stays from ``start``; ``end`` is None while it lasts.

    ``decided`` is the day adoption was decided to be best for the child, if it was.
    """

    child: Child
    start: int
    need_code: str
    end: int | None = None
    reason: str = ""
    is_remand: bool = False
    decided: int | None = None
    legal: list[tuple[int, str]] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    away: list[Away] = field(default_factory=list)

    @property
    def status(self) -> str:
        """The latest legal status."""
        return self.legal[-1][1]

    @property
    def stay(self) -> Stay:
        """The latest stay."""
        return self.stays[-1]

    def status_on(self, day: int) -> str:
        """The legal status on a day in care."""
        return [code for since, code in self.legal if since <= day][-1]

    def changes(self) -> set[int]:
        """The days on which legal status or placement changes."""
        days = {day for day, _ in self.legal} | {stay.start for stay in self.stays}
        return days | {day for away in self.away for day in (away.start, away.end)}

    def is_unregistered(self, stay: Stay) -> bool:
        """Whether a stay is in a home that should be registered and is not.

        Other placements of 16- and 17-year-olds of lower risk are mostly supported accommodation.
        """
        young = age_on(self.child.born, stay.start) < 16
        return stay.code == "Z1" and (young or self.child.risk >= UNREGISTERED_RISK)
