"""How well a folder of returns fits the published figures: every target and its error."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from sufficiency.settings import REFERENCE
from sufficiency.synthetic.fit_reading import read_returns
from sufficiency.synthetic.london import london
from sufficiency.synthetic.targets import LONDON, Published, read_published

Counts = dict[tuple[str, int], dict[str, float]]
WITHIN_2 = (
    "age_band", "sex", "ethnic_group", "need", "legal_status", "placement_type",
    "provider_sector", "locality", "distance", "distance_locality", "uasc",
)  # fmt: skip
WITHIN_3 = ("new_placements_location", "reason_place_change")
# Of these, a share of the second key (None: of all) is published as the share of the third.
SHARES = (
    ("moves_1_year", "3plus", None, "3plus", "total"),
    ("same_carer_2_years", "same", None, "same", "total"),
    ("sdq", "received", ("asked",), "received", "total"),
    ("sdq", "concern", ("received",), "concern", "received"),
    ("sdq", "borderline", ("received",), "borderline", "received"),
    ("sdq", "normal", ("received",), "normal", "received"),
    ("convictions", "convicted", None, "convicted", "total"),
    ("substance_misuse", "identified", None, "identified", "total"),
)  # fmt: skip
BOROUGH_YEAR = 2025
BOROUGH_POINTS = (
    ("locality", "outside", 8.0), ("distance", "far", 8.0), ("uasc", "uasc", 4.0),
    ("placement_type", "", 8.0),
)  # fmt: skip


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


def measure(folder: Path, scale: float = 1.0) -> dict[str, Counts]:
    """Counts by measure, then (area, year), then key, from a folder of returns.

    Counts of returns made ``scale`` times as many are divided by it.
    """
    base = read_returns(folder)
    text = (Path(__file__).parent / "fit.sql").read_text(encoding="utf-8")
    counts: dict[str, Counts] = {}
    for part in text.split("-- name: ")[1:]:
        name, statement = part.split("\n", 1)
        result = base.execute(statement)
        if "create table" in statement:
            continue
        found: Counts = defaultdict(lambda: defaultdict(float))
        for area, year, key, n in result.fetchall():
            n = (n or 0) / scale
            found[area, year][key] += n
            if name not in ("spend", "home_provision"):
                found[LONDON, year][key] += n
        counts[name] = found
    base.close()
    return counts


def fit(folder: Path, scale: float = 1.0) -> pd.DataFrame:
    """Every target of the invented London with ours, published, error, tolerance and met.

    ``scale`` is what the returns were made with.
    Targets for London as a whole are measured only where every authority's returns are there.
    Raises FileNotFoundError if there are no returns.
    """
    ours, published = measure(folder, scale), read_published()
    rows = [*_flows(ours, published), *_boroughs(ours, published), *_provision(ours)]
    if {area for area, _ in ours["looked_after"]} >= set(london()):
        rows += [
            *_margins(ours, published), *_shares(ours, published), *_received(ours, published),
            *_spend(ours),
        ]  # fmt: skip
    frame = pd.DataFrame([{**vars(row), "met": row.met} for row in rows])
    return frame


def summary(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a target: how many figures, how many met, the mean and the largest error."""
    grouped = frame.assign(size=frame["error"].abs()).groupby("target", sort=False)
    return grouped.agg(
        figures=("met", "size"), met=("met", "sum"), mean_error=("size", "mean"),
        largest_error=("size", "max"), tolerance=("tolerance", "first"), unit=("unit", "first"),
    ).reset_index()  # fmt: skip


def _years(counts: Counts, published: Published, name: str, area: str) -> Iterator[int]:
    for found, year in sorted(counts):
        if found == area and (area, year, name) in published:
            yield year


def _flows(ours: dict[str, Counts], published: Published) -> Iterator[Fit]:
    rules = (("stock", 2.0, 3), ("started", 10.0, 5), ("ceased", 10.0, 5))
    for (area, year), found in sorted(ours["looked_after"].items()):
        cells = published.get((area, year, "looked_after"), {})
        for key, percent, count in rules:
            known = cells.get(key)
            if known is None or area == LONDON:
                continue
            allowed = max(known * percent / 100, count)
            mine = found.get(key, 0)
            yield Fit(f"borough: {key}", area, year, key, mine, known, mine - known, allowed,
                      "children")  # fmt: skip


def _percent(cells: dict, key: str) -> float | None:
    whole = sum(v for k, v in cells.items() if v is not None and k not in ("total", "mean"))
    whole = cells.get("total") or whole
    value = cells.get(key)
    return None if value is None or not whole else 100 * value / whole


def _margins(ours: dict[str, Counts], published: Published) -> Iterator[Fit]:
    for names, points in ((WITHIN_2, 2.0), (WITHIN_3, 3.0)):
        for name in names:
            for year in _years(ours[name], published, name, LONDON):
                cells = published[LONDON, year, name]
                mine = dict(ours[name][LONDON, year])
                for key in cells:
                    known = _percent(cells, key)
                    if key == "total" or known is None:
                        continue
                    share = 100 * mine.get(key, 0) / max(sum(mine.values()), 1)
                    yield Fit(f"London: {name}", LONDON, year, key, share, known, share - known,
                              points, "points")  # fmt: skip


def _shares(ours: dict[str, Counts], published: Published) -> Iterator[Fit]:
    for name, key, of, numerator, denominator in SHARES:
        for year in _years(ours[name], published, name, LONDON):
            cells, mine = published[LONDON, year, name], ours[name][LONDON, year]
            top, bottom = cells.get(numerator), cells.get(denominator)
            if top is None or not bottom:
                continue
            whole = sum(mine.get(k, 0) for k in of) if of else sum(mine.values())
            share, known = 100 * mine.get(key, 0) / max(whole, 1), 100 * top / bottom
            yield Fit(f"London: {name} {key}", LONDON, year, key, share, known, share - known,
                      3.0, "points")  # fmt: skip


def _boroughs(ours: dict[str, Counts], published: Published) -> Iterator[Fit]:
    for name, only, points in BOROUGH_POINTS:
        for (area, year), found in sorted(ours[name].items()):
            if year != BOROUGH_YEAR or area == LONDON:
                continue
            cells = published.get((area, year, name), {})
            for key in [only] if only else [k for k in cells if k != "total"]:
                known = _percent(cells, key)
                if known is None:
                    continue
                share = 100 * found.get(key, 0) / max(sum(found.values()), 1)
                yield Fit(f"borough 2025: {name} {only}".strip(), area, year, key, share, known,
                          share - known, points, "points")  # fmt: skip


def _received(ours: dict[str, Counts], published: Published) -> Iterator[Fit]:
    """Children from other boroughs placed in each, against the published count.

    The published count holds children of every English authority; ours only London's. So each
    borough is set against its published count times the share of London's whole that ours make.
    """
    years = sorted({year for area, year in ours["placed_in_area"] if area == LONDON})
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
            yield Fit("borough: children placed by others", area, year, "others", mine[area],
                      expected, 100 * (mine[area] / expected - 1), 15.0, "percent")  # fmt: skip
        yield _net_order(ours, published, known, mine, year)


def _net_order(
    ours: dict[str, Counts], published: Published, known: dict, mine: dict, year: int
) -> Fit:
    net, wanted = {}, {}
    for area, value in known.items():
        sent = published[area, year, "locality"].get("outside")
        if sent is not None:
            net[area] = mine[area] - ours["locality"][area, year].get("outside", 0)
            wanted[area] = value - sent
    pair = pd.DataFrame({"net": net, "wanted": wanted}).rank()
    rank = pair["net"].corr(pair["wanted"])
    return Fit("London: order of net importers", LONDON, year, "rank correlation", rank, 1.0,
               1.0 - rank, 0.1, "rank")  # fmt: skip


def _provision(ours: dict[str, Counts]) -> Iterator[Fit]:
    wanted: dict[tuple[str, str], int] = defaultdict(int)
    with open(REFERENCE / "registered_provision_2023.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["provision_type"] == "Children's home":
                wanted[row["authority_code"], "homes"] += int(row["home_count"])
                wanted[row["authority_code"], "places"] += int(row["place_count"])
    for (area, key), value in sorted(wanted.items()):
        mine = ours["home_provision"].get((area, 2023), {}).get(key, 0)
        yield Fit(f"borough 2023: {key} registered", area, 2023, key, mine, value, mine - value,
                  0.0, "count")  # fmt: skip


def _spend(ours: dict[str, Counts]) -> Iterator[Fit]:
    lines = {"fostering": "Fostering services", "residential": "Residential care"}
    with open(REFERENCE / "expenditure.csv", newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["area_code"].startswith("E09")]
    found = ours["spend"].get((LONDON, BOROUGH_YEAR), {})
    for key, service in lines.items():
        known = sum(float(r["net_expenditure_gbp"]) for r in rows if r["service"] == service)
        mine = found.get(key, 0.0)
        yield Fit("London: spend in millions of pounds", LONDON, BOROUGH_YEAR, key, mine / 1e6,
                  known / 1e6, 100 * (mine / known - 1), 15.0, "percent")  # fmt: skip
