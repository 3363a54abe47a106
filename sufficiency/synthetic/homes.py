"""Places in registered homes: each kept for one borough's children, held by one at a time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import exp

from sufficiency.synthetic import provision as kinds
from sufficiency.synthetic.flows import Flows
from sufficiency.synthetic.model import Provider, Spell, Stay
from sufficiency.synthetic.provision import Provision
from sufficiency.synthetic.random_draws import stream

SLOT_KINDS = (kinds.HOME, kinds.SECURE, kinds.FAMILY, kinds.SCHOOL)
# The share of a home's places in the region that its own borough fills, against all other boroughs.
OWN_SHARE = 0.30
OWN_SHARE_IN_HOUSE = 0.92
# Outside the region: the share of places it fills next door, and the miles over which it falls; London's, for all.
REGION_SHARE = {kinds.HOME: 0.95, kinds.SECURE: 0.3, kinds.FAMILY: 0.9, kinds.SCHOOL: 0.02}
REGION_MILES = 75.0
BOROUGH_MILES = 45.0


@dataclass(slots=True)
class Slot:
    """A place in a home and the child who holds it."""

    home: Provider
    spell: Spell | None = None
    stay: Stay | None = None

    def is_free(self, day: int, until: int) -> bool:
        """Whether nobody holds the place on a day, the home being open from then ``until``."""
        if not self.home.is_open(day, until):
            return False
        if self.spell is None or self.stay is None:
            return True
        if self.spell.end is not None and self.spell.end <= day:
            return True
        stays = self.spell.stays
        if stays[-1] is self.stay:
            return False
        since = self.stay.start
        after = [stay.start for stay in stays if stay.start > since]
        return bool(after) and after[0] <= day


class Allotment:
    """Which borough each place of each home is kept for; the same whichever boroughs are made."""

    def __init__(self, provision: Provision, flows: Flows, seed: int, year: int) -> None:
        self.flows = flows
        self.kept: dict[tuple[str, str], list[Slot]] = defaultdict(list)
        near = flows.near[year]
        centre = flows.middle
        for kind in SLOT_KINDS:
            for home in provision.of_kind[kind]:
                left_out = home.spot.authority in flows.left_out
                if home.short_break or not home.places or left_out:
                    continue
                rng = stream(seed, "allotment", home.urn)
                weights, share = self._weights(home, near, centre)
                for _ in range(home.places):
                    if rng.random() < share:
                        borough = rng.choices(list(weights), list(weights.values()))[0]
                        self.kept[borough, kind].append(Slot(home))

    def _weights(
        self, home: Provider, near: dict[str, dict[str, float]], centre: tuple[float, float]
    ) -> tuple[dict[str, float], float]:
        """Boroughs by how much they use a home, and the share of its places the region uses."""
        host = home.spot.authority
        if host in near:
            weights = {b: near[b].get(host, 0.0) + 1e-3 for b in near if b != host}
            own = OWN_SHARE_IN_HOUSE if home.sector == "Local Authority" else OWN_SHARE
            weights[host] = sum(weights.values()) * own / (1 - own)
            return weights, 1.0
        weights = {b: exp(-self._miles(home, self.flows.places.centre[b]) / BOROUGH_MILES) for b in near}
        share = REGION_SHARE[home.kind] * exp(-self._miles(home, centre) / REGION_MILES)
        return weights, share

    @staticmethod
    def _miles(home: Provider, centre: tuple[float, float]) -> float:
        east, north = home.spot.east - centre[0], home.spot.north - centre[1]
        return float((east**2 + north**2) ** 0.5) / 1609.344


def free_slots(slots: list[Slot], provider: str, day: int, until: int) -> list[Slot]:
    """Free places in homes of the sector that a provider code means."""
    suited = (slot for slot in slots if sector_suits(slot.home, provider))
    return [slot for slot in suited if slot.is_free(day, until)]


def sector_suits(home: Provider, provider: str) -> bool:
    """Whether a home's sector agrees with a provider code."""
    if provider in ("PR1", "PR2"):
        return home.sector == "Local Authority"
    if provider == "PR5":
        return home.sector == "Voluntary"
    if provider == "PR3":
        return home.sector == "Health Authority"
    return home.sector not in ("Local Authority", "Voluntary")
