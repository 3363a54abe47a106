"""A siting problem from protected rows of views: who waits, how far each site is, and what is asked.

The rows have passed the gate before they come here, so whatever a plan says is worked out from figures that its reader
may see. An area whose number is withheld is left out, and said to be.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sufficiency.choices import default_grouping
from sufficiency.planning import site_costs
from sufficiency.planning.site_costs import OwnCosts
from sufficiency.planning.siting_problem import Area, Problem, Site
from sufficiency.planning.siting_settings import Wanted
from sufficiency.reference import areas, tables

METRES_A_DEGREE, METRES_A_MILE = 111_320, 1609.344


@dataclass(frozen=True)
class Candidate:
    """Where homes may be opened, or are: an authority by its code, or a sector that a person gave (``place`` is its
    longitude and latitude, ``near`` the authority whose levels of cost are taken). ``most`` homes may be opened;
    ``announced`` are beds that will be there, ``empty`` places that stand empty; ``own`` are costs a person gave."""

    code: str
    name: str
    most: int = 1
    announced: float = 0.0
    place: tuple[float, float] | None = None
    empty: float = 0.0
    near: str = ""
    own: OwnCosts = OwnCosts()

    @property
    def authority(self) -> str:
        """The code of the authority that the site is in, or nearest to the middle of."""
        return self.code or self.near

    @property
    def board(self) -> str:
        """The area of the usual grouping that it lies in (London's integrated care boards); '' outside the region."""
        return areas.area_of(self.authority, default_grouping())

    @property
    def level(self) -> site_costs.Level:
        """How dear pay and property are there."""
        return site_costs.level(self.authority)


@dataclass(frozen=True)
class Facts:
    """What is known of each area beside the problem: children waiting now, the share of them who are unregistered (None
    where withheld), and of each pair the share of children who would live nearer."""

    waiting: tuple[float, ...]
    unregistered: tuple[float | None, ...]
    nearer: tuple[tuple[float, ...], ...]
    left_out: tuple[str, ...]


def problem(
    need: pd.DataFrame,
    distances: pd.DataFrame,
    candidates: Sequence[Candidate],
    wanted: Wanted,
    *,
    grouping: str,
    growth: float = 1.0,
    nearer: pd.DataFrame | None = None,
) -> tuple[Problem, Facts]:
    """The problem and its facts. ``need`` has a row an area (``siting_need`` of one kind of place), ``distances`` a row
    an area and site (``siting_distances``), ``nearer`` the same (``siting_nearer``) where it may be seen: otherwise the
    mean distance of an area stands for each of its children. ``growth`` is children expected for each one now."""
    shown = need[need["waiting_count"].notna() & (need["waiting_count"] > 0)]
    names = [str(name) for name in shown["area_name"]]
    pairs = distances.set_index(["area_name", "site_authority_code"])["site_miles"].to_dict()
    miles = tuple(tuple(_miles(name, site, pairs, grouping) for site in candidates) for name in names)
    those = tuple(_area(row, wanted, growth) for row in shown.to_dict("records"))
    sites = tuple(_site(candidate, wanted) for candidate in candidates)
    shares = (
        nearer.set_index(["area_name", "site_authority_code"])["nearer_pct"].to_dict() if nearer is not None else {}
    )
    facts = Facts(
        tuple(float(count) for count in shown["waiting_count"]),
        tuple(_share(row["unregistered_count"], row["waiting_count"]) for row in shown.to_dict("records")),
        tuple(
            tuple(_nearer(shares, area, site.code, away) for site, away in zip(candidates, row, strict=True))
            for area, row in zip(those, miles, strict=True)
        ),
        tuple(str(name) for name in need.loc[need["waiting_count"].isna(), "area_name"]),
    )
    return Problem(
        those, sites, miles, round(wanted.homes), wanted.reach, wanted.weight / 100, wanted.far, wanted.in_board
    ), facts


def _site(candidate: Candidate, wanted: Wanted) -> Site:
    places = candidate.announced * wanted.occupancy / 100 + candidate.empty * wanted.empty_take_up / 100
    year, capital = (of(wanted, candidate.level, candidate.own) for of in (site_costs.bed_year, site_costs.bed_capital))
    return Site(
        candidate.name,
        wanted.filled,
        candidate.most,
        wanted.beds * year,
        places,
        wanted.beds * capital,
        candidate.board,
    )


def nearest(place: tuple[float, float], codes: Sequence[str]) -> str:
    """The authority among ``codes`` whose centre is nearest to a longitude and latitude; '' where none is known."""
    centres = _centres()
    return min((code for code in codes if code in centres), key=lambda code: between(centres[code], place), default="")


def _area(row: Mapping[Hashable, object], wanted: Wanted, growth: float) -> Area:
    count, miles, price = (float(str(row[n])) for n in ("waiting_count", "mean_miles", "mean_gbp_week"))
    paid = wanted.price_replaced if math.isnan(price) else price
    return Area(
        str(row["area_name"]),
        count * growth * wanted.take_up / 100,
        None if math.isnan(miles) else miles,
        paid * (1 + wanted.price_change / 100),
    )


def _miles(area: str, site: Candidate, pairs: Mapping[Hashable, float], grouping: str) -> float:
    if site.place is None:
        return float(pairs[area, site.code])
    centres = _centres()
    codes = [code for code in areas.groupings().get(grouping, {}).get(area, ()) if code in centres]
    return sum(between(centres[code], site.place) for code in codes) / max(1, len(codes))


def between(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Miles between two longitudes and latitudes, as ``miles_between`` of ``sql/macros/siting.sql``."""
    across = (first[0] - second[0]) * math.cos(math.radians((first[1] + second[1]) / 2))
    return math.hypot(across, first[1] - second[1]) * METRES_A_DEGREE / METRES_A_MILE


@tables.derived_from("authority_centres")
def _centres() -> dict[str, tuple[float, float]]:
    return {
        r["authority_code"]: (float(r["longitude"]), float(r["latitude"])) for r in tables.records("authority_centres")
    }


def _share(part: float, whole: float) -> float | None:
    return None if math.isnan(float(part)) else min(1.0, float(part) / float(whole))


def _nearer(shares: Mapping[Hashable, float], area: Area, code: str, away: float) -> float:
    share = shares.get((area.name, code), math.nan)
    if not math.isnan(share):
        return share / 100
    return float(area.miles is not None and area.miles > away)
