"""How well boroughs, what is registered and what is spent fit the published figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from sufficiency.reference import tables
from sufficiency.synthetic.targets import REGION, Published

BOROUGH_POINTS = (
    ("locality", "outside", 8.0),
    ("distance", "far", 8.0),
    ("uasc", "uasc", 4.0),
    ("placement_type", "", 8.0),
)
Counts = dict[tuple[str, int], dict[str, float]]
BOROUGH_YEAR = 2025


@dataclass(frozen=True)
class Fit:
    """One target: ``error`` and ``tolerance`` are in ``unit`` (points, percent, count, rank)."""

    target: str
    area: str
    year: int
    category: str
    ours: float
    published: float
    error: float
    tolerance: float
    unit: str

    @property
    def met(self) -> bool:
        """Whether the error is within the tolerance."""
        return abs(self.error) <= self.tolerance + 1e-9


def boroughs(ours: dict[str, Counts], published: Published) -> Iterator[Fit]:
    for name, only, points in BOROUGH_POINTS:
        for (area, year), counts in sorted(ours[name].items()):
            if year != BOROUGH_YEAR or area == REGION:
                continue
            cells = published.get((area, year, name), {})
            for key in [only] if only else [k for k in cells if k != "total"]:
                known = percent(cells, key)
                if known is None:
                    continue
                share = 100 * counts.get(key, 0) / max(sum(counts.values()), 1)
                yield Fit(
                    f"borough 2025: {name} {only}".strip(),
                    area,
                    year,
                    key,
                    share,
                    known,
                    share - known,
                    points,
                    "points",
                )


def received(ours: dict[str, Counts], published: Published) -> Iterator[Fit]:
    """Children from other boroughs placed in each, against the published count.

    The published count holds children of every English authority; ours only London's. So each
    borough is set against its published count times the share of London's whole that ours make.
    """
    years = sorted({year for area, year in ours["placed_in_area"] if area == REGION})
    for year in years:
        cells = {
            area: published[area, year, "placed_in_area"].get("others")
            for area, when, name in published
            if when == year and name == "placed_in_area" and area.startswith("E09")
        }
        known = {area: value for area, value in cells.items() if value is not None}
        if not known:
            continue
        mine = {a: ours["placed_in_area"][a, year].get("others", 0) for a in known}
        part = sum(mine.values()) / sum(known.values())
        for area, value in sorted(known.items()):
            expected = value * part
            yield Fit(
                "borough: children placed by others",
                area,
                year,
                "others",
                mine[area],
                expected,
                100 * (mine[area] / expected - 1),
                15.0,
                "percent",
            )
        yield _net_order(ours, published, known, mine, year)


def _net_order(
    ours: dict[str, Counts], published: Published, known: dict[str, float], mine: dict[str, float], year: int
) -> Fit:
    net, wanted = {}, {}
    for area, value in known.items():
        sent = published[area, year, "locality"].get("outside")
        if sent is not None:
            net[area] = mine[area] - ours["locality"][area, year].get("outside", 0)
            wanted[area] = value - sent
    pair = pd.DataFrame({"net": net, "wanted": wanted}).rank()
    rank = pair["net"].corr(pair["wanted"])
    return Fit("London: order of net importers", REGION, year, "rank correlation", rank, 1.0, 1.0 - rank, 0.1, "rank")


def provision(ours: dict[str, Counts]) -> Iterator[Fit]:
    wanted: dict[tuple[str, str], int] = defaultdict(int)
    for row in tables.records("registered_provision_2023"):
        if row["provision_type"] == "Children's home":
            wanted[row["authority_code"], "homes"] += int(row["home_count"])
            wanted[row["authority_code"], "places"] += int(row["place_count"])
    for (area, key), value in sorted(wanted.items()):
        mine = ours["home_provision"].get((area, 2023), {}).get(key, 0)
        yield Fit(f"borough 2023: {key} registered", area, 2023, key, mine, value, mine - value, 0.0, "count")


def spend(ours: dict[str, Counts]) -> Iterator[Fit]:
    lines = {"fostering": "Fostering services", "residential": "Residential care"}
    rows = [row for row in tables.records("expenditure") if row["area_code"].startswith("E09")]
    spending = ours["spend"].get((REGION, BOROUGH_YEAR), {})
    for key, service in lines.items():
        known = sum(float(r["net_expenditure_gbp"]) for r in rows if r["service"] == service)
        mine = spending.get(key, 0.0)
        yield Fit(
            "London: spend in millions of pounds",
            REGION,
            BOROUGH_YEAR,
            key,
            mine / 1e6,
            known / 1e6,
            100 * (mine / known - 1),
            15.0,
            "percent",
        )


def percent(cells: Mapping[str, float | None], key: str) -> float | None:
    whole = sum(v for k, v in cells.items() if v is not None and k not in ("total", "mean"))
    whole = cells.get("total") or whole
    value = cells.get(key)
    return None if value is None or not whole else 100 * value / whole
