"""A siting problem and a plan that answers it, as the solver has them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Area:
    """Where children come from: how many could be served (expected, after take-up), the mean miles they live from
    home now (None where not known), and the mean pounds a week paid for them."""

    name: str
    children: float
    miles: float | None
    price: float


@dataclass(frozen=True)
class Site:
    """Where homes may open: filled beds of one home over a year, at most how many homes, a home's yearly cost and
    capital in pounds. ``places`` are filled beds that are there or announced already: they serve children whatever is
    decided. ``board`` is the area that ``Problem.in_board`` counts homes by; '' is never counted."""

    name: str
    beds: float
    most: int = 1
    yearly_cost: float = 0.0
    places: float = 0.0
    capital: float = 0.0
    board: str = ""


@dataclass(frozen=True)
class Problem:
    """``miles[i][j]`` is the distance from area i to site j; a home serves areas within ``reach`` miles. ``homes`` are
    to be opened, all of them; ``weight`` is 1 for distance alone, 0 for cost alone. Present miles beyond ``far`` count
    no more when it is decided: a few children very far away would otherwise decide whose beds a home's are. At most
    ``in_board`` homes open in one board."""

    areas: tuple[Area, ...]
    sites: tuple[Site, ...]
    miles: tuple[tuple[float, ...], ...]
    homes: int
    reach: float
    weight: float
    far: float = math.inf
    in_board: float = math.inf

    def counted(self, area: int, site: int) -> float:
        """Miles nearer as they are weighed, with the present distance at ``far`` at most."""
        now = self.areas[area].miles
        return 0.0 if now is None else min(now, self.far) - self.miles[area][site]

    def saved(self, area: int, site: int) -> float:
        """Miles that a child of the area would live nearer; 0 where the present distance is not known."""
        now = self.areas[area].miles
        return 0.0 if now is None else now - self.miles[area][site]


@dataclass(frozen=True)
class Plan:
    """Homes by site, and children ``served[i][j]`` by new homes; ``value`` in the units of the module's text.

    ``before`` are the children of each area whom places that are there or announced serve.
    """

    homes: tuple[int, ...]
    served: np.ndarray = field(repr=False)
    before: np.ndarray = field(repr=False)
    value: float = 0.0

    @property
    def children(self) -> float:
        """Children served by the new homes at any time."""
        return float(self.served.sum())

    def yearly_cost(self, problem: Problem) -> float:
        """Pounds a year that the new homes cost."""
        return sum(n * site.yearly_cost for n, site in zip(self.homes, problem.sites, strict=True))

    def capital(self, problem: Problem) -> float:
        """Pounds to open the new homes."""
        return sum(n * site.capital for n, site in zip(self.homes, problem.sites, strict=True))


class NoPlan(ValueError):
    """No plan answers: the message says why."""
