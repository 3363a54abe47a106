"""Where a placement is: a real postcode and a registered provider that suit it."""

from __future__ import annotations

import random
from bisect import bisect
from collections import defaultdict
from itertools import accumulate
from math import exp

from sufficiency.synthetic import provision as kinds
from sufficiency.synthetic.chance import draw_from
from sufficiency.synthetic.flows import Flows
from sufficiency.synthetic.model import Provider, Spot
from sufficiency.synthetic.places import Places
from sufficiency.synthetic.provision import Provision

NEAR_LIMIT = 20.0
KIND_OF = {
    "K2": kinds.HOME, "K1": kinds.SECURE, "R3": kinds.FAMILY, "H5": kinds.SUPPORTED,
    "S1": kinds.SCHOOL,
}  # fmt: skip
INSIDE, NEAR, FAR = ("1", "3", "5"), ("2", "6"), ("4",)
Found = tuple[Spot, str, Provider | None]


class Housing:
    """Finds placements for one borough's children, reusing carers and homes."""

    def __init__(
        self, rng: random.Random, area: str, places: Places, provision: Provision, flows: Flows
    ) -> None:
        self.rng = rng
        self.area = area
        self.places = places
        self.provision = provision
        self.flows = flows
        self.far_weights = flows.far(area)
        self.anchors: dict[str, list[int]] = {}
        self.carers: dict[tuple[str, str, str], list[tuple[Spot, str]]] = defaultdict(list)
        self.homes: dict[tuple[str, int], tuple[list[Provider], list[float]]] = {}
        self.home_anchors = places.anchors(rng, area, 40)

    def home(self) -> Spot:
        """Where a child lived before care: a postcode of the borough."""
        return self.places.clustered(self.rng, self.area, self.home_anchors)

    def district(self, distance_class: str, year: int) -> str:
        """The district of a placement of a distance class."""
        if distance_class in INSIDE:
            return self.area
        if distance_class in FAR:
            return draw_from(self.rng, self.far_weights)
        return draw_from(self.rng, self.flows.near[year][self.area])

    def find(
        self, code: str, provider: str, distance_class: str, home: Spot | None, year: int, day: int
    ) -> Found:
        """A spot, URN and registered provider for a placement, in its class where it can be."""
        kind = KIND_OF.get(code)
        if code == "P1" and home is not None and distance_class == "1":
            return home, "", None
        best: Found | None = None
        for attempt in range(12):
            if kind is not None:
                found = self._registered(kind, provider, distance_class, year, day)
                if found is None:
                    break
            else:
                found = self._carer(code, provider, self.district(distance_class, year), attempt)
            if self._fits(found[0], home, distance_class):
                return found
            best = best or found
        if best is not None and kind in (kinds.SECURE, kinds.SCHOOL):
            return best
        spot = self._any_spot(distance_class, home, year)
        urn = best[1] if best is not None and kind is None else ""
        return spot, urn, None

    def _fits(self, spot: Spot, home: Spot | None, distance_class: str) -> bool:
        if (spot.authority == self.area) != (distance_class in INSIDE):
            return False
        if home is None:
            return True
        return (home.miles_to(spot) > NEAR_LIMIT) == (distance_class in FAR)

    def _any_spot(self, distance_class: str, home: Spot | None, year: int) -> Spot:
        spot = self._carer_spot(self.district(distance_class, year))
        for _ in range(25):
            if self._fits(spot, home, distance_class):
                break
            spot = self._carer_spot(self.district(distance_class, year))
        return spot

    def _carer_spot(self, district: str) -> Spot:
        if district not in self.anchors:
            self.anchors[district] = self.places.anchors(self.rng, district, 12)
        return self.places.clustered(self.rng, district, self.anchors[district])

    def _carer(self, code: str, provider: str, district: str, attempt: int) -> Found:
        """A foster family or an unregistered address, often one used before."""
        known = self.carers[code[0], provider, district]
        if known and attempt < 4 and self.rng.random() < 0.45 and code not in ("U1", "U3"):
            spot, urn = self.rng.choice(known)
            return spot, urn, None
        spot = self._carer_spot(district)
        urn = self._agency(provider, spot) if code[0] == "U" else ""
        known.append((spot, urn))
        return spot, urn, None

    def _agency(self, provider: str, spot: Spot) -> str:
        """The URN of the fostering service behind a carer."""
        own = self.provision.at[self.area, kinds.OWN_FOSTERING][0]
        if provider == "PR1":
            return own.urn
        if provider == "PR2":
            other = self.provision.at.get((spot.authority, kinds.OWN_FOSTERING)) or [own]
            return other[0].urn
        sector = "Voluntary" if provider == "PR5" else "Private"
        key = f"agency {sector}"
        if (key, 0) not in self.homes:
            pool = [
                p for p in self.provision.all
                if p.kind == kinds.AGENCY and p.sector == sector and (
                    p.spot.authority.startswith("E09") or self._miles(p.spot) < 45
                )
            ]  # fmt: skip
            weights = [self.rng.paretovariate(0.9) for _ in pool]
            self.homes[key, 0] = pool, list(accumulate(weights))
        pool, running = self.homes[key, 0]
        return pool[bisect(running, self.rng.random() * running[-1], 0, len(pool) - 1)].urn

    def _miles(self, spot: Spot) -> float:
        east, north = self.places.centre[self.area]
        return ((spot.east - east) ** 2 + (spot.north - north) ** 2) ** 0.5 / 1609.344

    def _registered(
        self, kind: str, provider: str, distance_class: str, year: int, day: int
    ) -> Found | None:
        """A home of a kind open on the day, in proportion to its places and where flows go."""
        key = f"{kind} {provider} {distance_class}"
        year = year if distance_class in NEAR else 0
        if (key, year) not in self.homes:
            pool = self.provision.of_kind[kind]
            if distance_class in INSIDE:
                pool = self.provision.at[self.area, kind]
            weights = [self._draws(p, provider, distance_class, year) for p in pool]
            kept = [(p, w) for p, w in zip(pool, weights, strict=True) if w > 0]
            self.homes[key, year] = [p for p, _ in kept], list(accumulate(w for _, w in kept))
        pool, running = self.homes[key, year]
        for _ in range(15 if pool else 0):
            home = pool[bisect(running, self.rng.random() * running[-1], 0, len(pool) - 1)]
            if home.kind == kinds.SUPPORTED or (
                home.registered <= day and (home.closed is None or home.closed > day + 30)
            ):
                return home.spot, home.urn, home
        return None

    def _draws(self, home: Provider, provider: str, distance_class: str, year: int) -> float:
        """The weight of a home: its places, its sector, and how its area draws this borough."""
        if home.short_break or not _sector_suits(home, provider, self.area):
            return 0.0
        here = home.spot.authority == self.area
        if here != (distance_class in INSIDE):
            return 0.0
        size = max(home.places, 1)
        if home.kind in (kinds.SECURE, kinds.SCHOOL):
            return size * exp(-self._miles(home.spot) / 90)
        if here:
            return size
        miles = self._miles(home.spot)
        if distance_class in FAR:
            return size * exp(-miles / 65) if miles > 14 else 0.0
        flow = self.flows.near[year][self.area].get(home.spot.authority)
        if flow is not None:
            return size * (flow + 0.05) / (1 + self._places_at(home))
        return size * 0.01 if miles < 20 else 0.0

    def _places_at(self, home: Provider) -> int:
        return self.provision.places_at(home.spot.authority, home.kind)


def _sector_suits(home: Provider, provider: str, area: str) -> bool:
    own = home.sector == "Local Authority"
    if provider == "PR1":
        return own and home.spot.authority == area
    if provider == "PR2":
        return own and home.spot.authority != area
    if provider == "PR5":
        return home.sector == "Voluntary"
    return not own
