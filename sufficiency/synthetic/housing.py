"""Where a placement is: a real postcode and a registered provider that suit it."""

from __future__ import annotations

import random
import sys
from bisect import bisect
from collections import defaultdict
from itertools import accumulate
from typing import NamedTuple

from sufficiency.synthetic import provision as kinds
from sufficiency.synthetic.dates import last_day
from sufficiency.synthetic.flows import Flows
from sufficiency.synthetic.homes import Allotment, Slot, free_slots
from sufficiency.synthetic.model import Location
from sufficiency.synthetic.places import METRES_A_MILE, Places
from sufficiency.synthetic.provision import Provision
from sufficiency.synthetic.random_draws import draw, draw_from

NEAR_LIMIT = 20.0
SLOT_KIND = {"K2": kinds.HOME, "K1": kinds.SECURE, "R3": kinds.FAMILY, "S1": kinds.SCHOOL}
INSIDE, NEAR, FAR = ("1", "3", "5"), ("2", "6"), ("4",)
AGENCY_MILES = 45.0
TRIES = 14


class Found(NamedTuple):
    """A placement found: where, the registered number, who provides it, and the place held."""

    spot: Location
    urn: str
    provider: str
    slot: Slot | None = None


class Housing:
    """Finds placements for one borough's children, reusing carers and holding homes' places."""

    def __init__(
        self, rng: random.Random, area: str, places: Places, provision: Provision, flows: Flows, allotment: Allotment
    ) -> None:
        self.rng = rng
        self.area = area
        self.places = places
        self.provision = provision
        self.flows = flows
        self.slots = {kind: [Slot(slot.home) for slot in allotment.kept[area, kind]] for kind in SLOT_KIND.values()}
        self.far_weights = flows.far(area)
        self.anchors: dict[str, list[int]] = {}
        self.carers: dict[tuple[str, str, str], list[tuple[Location, str]]] = defaultdict(list)
        self.services: dict[str, tuple[list[str], list[float]]] = {}
        self.home_anchors = places.anchors(rng, area, 40)

    def closes(self, urn: str) -> int:
        """The day before a registered place closes; far off for one that does not."""
        return self.provision.closing.get(urn, sys.maxsize) - 1

    def home(self) -> Location:
        """Where a child lived before care: a postcode of the borough."""
        return self.places.clustered(self.rng, self.area, self.home_anchors)

    def distance_class(self, home: Location | None, spot: Location) -> str:
        """DfE's six classes of distance and locality, by number."""
        outside = spot.authority != self.area
        if home is None:
            return "6" if outside else "5"
        far = home.miles_to(spot) > NEAR_LIMIT
        return str(1 + outside + 2 * far)

    def find(
        self,
        code: str,
        provider: str,
        wanted: str,
        home: Location | None,
        year: int,
        day: int,
        district: str | None = None,
        leaving: str = "",
    ) -> Found:
        """A placement of a code, by a provider, in a distance class where there is one.

        ``district`` says where, for one outside the borough but near. Homes with a free place are
        few, so a child may have to go to another class, or to another sector; it does not go back
        to the one it is ``leaving``, by URN.
        """
        if code == "P1" and home is not None and wanted == "1":
            return Found(home, "", provider)
        if code in SLOT_KIND:
            days = day, max(day + 30, last_day(year))
            place = self._home(SLOT_KIND[code], provider, wanted, home, days, leaving)
            if place is not None:
                return place
        if code == "R5":
            return Found(self.places.anywhere(self.rng, self._custody()), "", provider)
        place = self._address(code, provider, district or self._district(wanted, year), wanted)
        for attempt in range(TRIES):
            same = home is not None and place.spot.postcode == home.postcode
            if self._fits(place.spot, home, wanted) and not same:
                return place
            again = district if district and attempt < TRIES // 2 else self._district(wanted, year)
            place = self._address(code, provider, again, wanted)
        if wanted == "2" and not self.flows.is_far_outside:
            # What is near a county is mostly within it: no other authority lies within 20 miles of this home.
            return self.find(code, provider, "1", home, year, day, leaving=leaving)
        return place

    def _district(self, wanted: str, year: int) -> str:
        if wanted in INSIDE:
            return self.area
        if wanted in FAR:
            return draw_from(self.rng, self.far_weights)
        return draw_from(self.rng, self.flows.near[year][self.area])

    def _custody(self) -> str:
        return draw(self.rng, "custody" if self.flows.is_far_outside else "custody_elsewhere")

    def _fits(self, spot: Location, home: Location | None, wanted: str) -> bool:
        actual = self.distance_class(home, spot)
        # No London borough is so wide that it matters; in a county half of its own placements would be far.
        return actual == wanted or (actual == "3" and wanted == "1" and self.flows.is_far_outside)

    def _home(
        self, kind: str, provider: str, wanted: str, home: Location | None, days: tuple[int, int], leaving: str
    ) -> Found | None:
        """A free place in a home: of the class, then near, then anywhere; then another sector."""
        options = [(provider, free_slots(self.slots[kind], provider, *days))]
        if provider != "PR4":
            options.append(("PR4", free_slots(self.slots[kind], "PR4", *days)))
        for who, free in options:
            if who == "PR1":
                free = [slot for slot in free if slot.home.spot.authority == self.area]
            elif who == "PR2":
                free = [slot for slot in free if slot.home.spot.authority != self.area]
            by_class: dict[str, list[Slot]] = defaultdict(list)
            for slot in free:
                at_home = home is not None and slot.home.spot.postcode == home.postcode
                if at_home or slot.home.urn == leaving:
                    continue
                by_class[self.distance_class(home, slot.home.spot)].append(slot)
            for group in ((wanted,), NEAR, INSIDE, FAR):
                some = [slot for key in group for slot in by_class[key]]
                if some:
                    slot = some[self.rng.randrange(len(some))]
                    return Found(slot.home.spot, slot.home.urn, who, slot)
        return self._elsewhere(kind, days)

    def _elsewhere(self, kind: str, days: tuple[int, int]) -> Found | None:
        """A home the region does not usually use, when every place kept for the borough is held."""
        pool = self.provision.of_kind[kind]
        for _ in range(60):
            home = pool[self.rng.randrange(len(pool))]
            where = home.spot.authority
            if self.flows.is_left_out(where, self.area) or not home.is_open(*days):
                continue
            if kind == kinds.SECURE:
                return Found(home.spot, home.urn, "PR2")
            if home.sector == "Private":
                return Found(home.spot, home.urn, "PR4")
        return None

    def _address(self, code: str, provider: str, district: str, wanted: str) -> Found:
        """A foster family, supported accommodation or other address, often one used before."""
        if code in ("H5", "P2"):
            return self._supported(provider, district)
        known = self.carers[code[0], provider, district]
        if known and self.rng.random() < 0.45 and code not in ("U1", "U3"):
            spot, urn = known[self.rng.randrange(len(known))]
            return Found(spot, urn, provider)
        spot = self._spot(district)
        urn = self._service(provider, spot) if code[0] in "UA" else ""
        known.append((spot, urn))
        return Found(spot, urn, provider)

    def _spot(self, district: str) -> Location:
        if district not in self.anchors:
            self.anchors[district] = self.places.anchors(self.rng, district, 12)
        return self.places.clustered(self.rng, district, self.anchors[district])

    def _supported(self, provider: str, district: str) -> Found:
        """Supported accommodation in a district, by a provider registered in its authority."""
        authority = self.places.authority_of[district]
        if provider == "PR1" and authority != self.area:
            provider = "PR4"
        sector = {"PR1": "Local Authority", "PR5": "Voluntary"}.get(provider, "Private")
        pool = [p for p in self.provision.at[authority, kinds.SUPPORTED] if p.sector == sector]
        if not pool:
            pool, provider = self.provision.at[authority, kinds.SUPPORTED], "PR4"
        chosen = pool[int(self.rng.random() ** 1.6 * len(pool))]
        return Found(chosen.spot, chosen.urn, provider)

    def _service(self, provider: str, spot: Location) -> str:
        """The URN of the fostering service behind a carer."""
        if provider in ("PR1", "PR2"):
            where = self.area if provider == "PR1" else spot.authority
            return self.provision.at[where, kinds.OWN_FOSTERING][0].urn
        sector = "Voluntary" if provider == "PR5" else "Private"
        if sector not in self.services:
            pool = [
                p.urn
                for p in self.provision.of_kind[kinds.AGENCY]
                if p.sector == sector and self._miles(p.spot) < AGENCY_MILES
            ]
            pool = pool or [p.urn for p in self.provision.of_kind[kinds.AGENCY] if p.sector == sector]
            running = list(accumulate(self.rng.paretovariate(0.9) for _ in pool))
            self.services[sector] = pool, running
        pool, running = self.services[sector]
        return pool[bisect(running, self.rng.random() * running[-1], 0, len(pool) - 1)]

    def _miles(self, spot: Location) -> float:
        east, north = self.places.centre[self.area]
        return float(((spot.east - east) ** 2 + (spot.north - north) ** 2) ** 0.5) / METRES_A_MILE
