"""Invented registered providers whose numbers per authority are Ofsted's at 31 March 2023."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date

from sufficiency.reference import tables
from sufficiency.synthetic.model import Provider
from sufficiency.synthetic.places import Places
from sufficiency.synthetic.random_draws import apportion, draw, mix, rounded, stream

COUNTED_ON = date(2023, 3, 31).toordinal()
SUPPORTED_FROM = date(2023, 4, 28).toordinal()
HOME = "Children's home"
SECURE = "Secure children's home"
FAMILY = "Residential Family Centre"
AGENCY = "Independent Fostering Agency"
SUPPORTED = "Supported accommodation"
SCHOOL = "Residential special school (registered as a children's home)"
OWN_FOSTERING = "Local authority fostering service"
FIRST_URN = 9_000_000


class Provision:
    """Every invented provider, by kind and by the authority it stands in."""

    def __init__(self, places: Places, seed: int, scale: float) -> None:
        self.places = places
        self.rng = stream(seed, "provision")
        self.all: list[Provider] = []
        self.at: dict[tuple[str, str], list[Provider]] = defaultdict(list)
        self.of_kind: dict[str, list[Provider]] = defaultdict(list)
        self.names = {r["authority_code"]: r["authority_name"] for r in tables.records("authorities")}
        self.districts: dict[str, list[str]] = defaultdict(list)
        for district in places.districts:
            self.districts[places.authority_of[district]].append(district)
        self.owners = _owner_names(self.rng)
        self._registered("registered_provision_2023", scale)
        self._registered("registered_provision_england_2023", scale)
        self._later_and_closed()
        self._unlisted_kinds(scale)
        self.closing = {p.urn: p.closed for p in self.all if p.closed is not None}

    def _registered(self, table: str, scale: float) -> None:
        for row in tables.records(table):
            if row["authority_code"] not in self.districts:
                continue
            homes = max(round(int(row["home_count"]) * scale), 1)
            places = round(int(row["place_count"]) * scale)
            sizes = list(apportion(places - homes, _uneven(self.rng, homes)).values())
            for size in sizes:
                opened = COUNTED_ON - int(self.rng.expovariate(1 / 2600)) - 20
                if not row.get("overall_rating") and table == "registered_provision_2023":
                    opened = COUNTED_ON - self.rng.randrange(20, 420)
                provider = self._add(
                    row["provision_type"], row["authority_code"], row["sector"], size + 1 if places else 0, opened
                )
                provider.rating = row.get("overall_rating", "") or ""
                provider.short_break = row.get("is_short_break_only", "No") != "No"
                if table != "registered_provision_2023":
                    provider.rating = draw(self.rng, "rating")

    def _later_and_closed(self) -> None:
        """Homes that closed before the count, and those opened (and closed) after it."""
        for home in [p for p in self.all if p.kind == HOME]:
            if self.rng.random() < 0.14 and home.sector != "Local Authority":
                gone = self._add(
                    HOME, home.spot.authority, home.sector, home.places, COUNTED_ON - self.rng.randrange(1500, 4000)
                )
                gone.closed = COUNTED_ON - self.rng.randrange(1, 800)
                gone.rating = draw(self.rng, "rating")
            for years_on in range(1, 5):
                if self.rng.random() < 0.115 and home.sector == "Private":
                    day = COUNTED_ON + 365 * (years_on - 1) + self.rng.randrange(1, 365)
                    new = self._add(HOME, home.spot.authority, "Private", 2, day)
                    new.places = 1 + self.rng.randrange(2, 5) * (self.rng.random() < 0.85)
            if self.rng.random() < 0.11:
                home.closed = COUNTED_ON + self.rng.randrange(60, 1200)

    def _unlisted_kinds(self, scale: float) -> None:
        """Supported accommodation (registered from 2023) and authorities' fostering services."""
        for code in sorted(self.districts):
            if not code.startswith("E"):
                continue
            size = sum(self.places.count(d) for d in self.districts[code])
            london = code.startswith("E09")
            for _ in range(rounded(self.rng, size * scale / (2200 if london else 16000))):
                opened = SUPPORTED_FROM + self.rng.randrange(0, 500)
                sector = "Voluntary" if self.rng.random() < 0.12 else "Private"
                home = self._add(SUPPORTED, code, sector, self.rng.randrange(2, 14), opened)
                home.rating = ""
            self._add(SUPPORTED, code, "Local Authority", 6, SUPPORTED_FROM)
            self._add(OWN_FOSTERING, code, "Local Authority", 0, COUNTED_ON - 7000)

    def _add(self, kind: str, area: str, sector: str, places: int, opened: int) -> Provider:
        districts = self.districts[area]
        weights = [self.places.count(d) for d in districts]
        district = self.rng.choices(districts, weights)[0]
        spot = self.places.anywhere(self.rng, district)
        if sector == "Local Authority":
            owner = f"{self.names.get(area, area)} Council"
        else:
            owner = self.owners[int(self.rng.paretovariate(0.65)) % len(self.owners)]
            if self.rng.random() < 0.6:
                owner = f"{self.owners[self.rng.randrange(len(self.owners))]} {spot.postcode[:2]}"
            if sector == "Voluntary":
                owner = owner.replace(" Limited", " Trust").replace(" Ltd", " Foundation")
        provider = Provider(str(FIRST_URN + len(self.all)), kind, sector, owner, spot, places, opened)
        self.all.append(provider)
        self.at[area, kind].append(provider)
        self.of_kind[kind].append(provider)
        return provider


def _uneven(rng: random.Random, count: int) -> dict[int, float]:
    """Weights that spread places unevenly over homes."""
    return {index: 0.4 + rng.random() for index in range(count)}


def _owner_names(rng: random.Random) -> list[str]:
    """Invented company names; any likeness to a real company is chance."""
    firsts, seconds = mix("owner_first")[0], mix("owner_second")[0]
    names = [f"{first} {second}" for first in firsts for second in seconds]
    rng.shuffle(names)
    return names
