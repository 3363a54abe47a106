"""What the invented London is made of: children, periods of care, stays and providers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Spot(NamedTuple):
    """A real postcode: its text, grid reference in metres, and the authority it lies in."""

    postcode: str
    east: float
    north: float
    authority: str

    def miles_to(self, other: Spot) -> float:
        """Straight-line miles, by DfE's formula."""
        return ((self.east - other.east) ** 2 + (self.north - other.north) ** 2) ** 0.5 / 1609.344


@dataclass(slots=True)
class Provider:
    """A registered place or service: its Ofsted number, kind, owner and where it is."""

    urn: str
    kind: str
    sector: str
    owner: str
    spot: Spot
    places: int
    registered: int
    closed: int | None = None
    short_break: bool = False
    rating: str = ""


@dataclass(slots=True)
class Child:
    """A child who never lived; ``need`` and ``risk`` are hidden standings (mean 0, spread 1)."""

    number: str
    sex: str
    born: int
    ethnic: str
    need: float
    risk: float
    home: Spot | None = None
    is_uasc: bool = False
    uasc_ceased: int | None = None
    baby_born: int | None = None
    plan: bool = False
    primary_need: str = ""
    upn: str = ""


@dataclass(slots=True)
class Stay:
    """A placement: from ``start`` until the next stay or the end of care.

    ``reason`` says why it ended; ``same_carer`` that it only changed the status of the last.
    """

    start: int
    code: str
    provider: str
    urn: str
    spot: Spot | None
    distance_class: str
    same_carer: bool = False
    reason: str = ""


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

    @property
    def status(self) -> str:
        """The latest legal status."""
        return self.legal[-1][1]

    @property
    def stay(self) -> Stay:
        """The latest stay."""
        return self.stays[-1]
