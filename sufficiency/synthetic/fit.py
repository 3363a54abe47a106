"""How well a folder of returns fits the published figures: every target and its error."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from sufficiency.synthetic import fit_boroughs
from sufficiency.synthetic.fit_boroughs import Counts, Fit, percent
from sufficiency.synthetic.fit_reading import read_returns
from sufficiency.synthetic.invention import authorities_of
from sufficiency.synthetic.targets import REGION, Published, read_published

WITHIN_2 = (
    "age_band",
    "sex",
    "ethnic_group",
    "need",
    "legal_status",
    "placement_type",
    "provider_sector",
    "locality",
    "distance",
    "distance_locality",
    "uasc",
)
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
)


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
        totals: Counts = defaultdict(lambda: defaultdict(float))
        for area, year, key, n in result.fetchall():
            n = (n or 0) / scale
            totals[area, year][key] += n
            if name not in ("spend", "home_provision"):
                totals[REGION, year][key] += n
        counts[name] = totals
    base.close()
    return counts


def fit(folder: Path, scale: float = 1.0) -> pd.DataFrame:
    """Every target of the invented London with ours, published, error, tolerance and met.

    ``scale`` is what the returns were made with.
    Targets for London as a whole are measured only where every authority's returns are there.
    Raises FileNotFoundError if there are no returns.
    """
    ours, published = measure(folder, scale), read_published()
    rows = [*_flows(ours, published), *fit_boroughs.boroughs(ours, published), *fit_boroughs.provision(ours)]
    if {area for area, _ in ours["looked_after"]} >= set(authorities_of(REGION)):
        rows += [
            *_margins(ours, published),
            *_shares(ours, published),
            *fit_boroughs.received(ours, published),
            *fit_boroughs.spend(ours),
        ]
    frame = pd.DataFrame([{**vars(row), "met": row.met} for row in rows])
    return frame


def summary(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a target: how many figures, how many met, the mean and the largest error."""
    grouped = frame.assign(size=frame["error"].abs()).groupby("target", sort=False)
    return grouped.agg(
        figures=("met", "size"),
        met=("met", "sum"),
        mean_error=("size", "mean"),
        largest_error=("size", "max"),
        tolerance=("tolerance", "first"),
        unit=("unit", "first"),
    ).reset_index()


def _years(counts: Counts, published: Published, name: str, area: str) -> Iterator[int]:
    for code, year in sorted(counts):
        if code == area and (area, year, name) in published:
            yield year


def _flows(ours: dict[str, Counts], published: Published) -> Iterator[Fit]:
    rules = (("stock", 2.0, 3), ("started", 10.0, 5), ("ceased", 10.0, 5))
    for (area, year), flows in sorted(ours["looked_after"].items()):
        cells = published.get((area, year, "looked_after"), {})
        for key, share, count in rules:
            known = cells.get(key)
            if known is None or area == REGION:
                continue
            allowed = max(known * share / 100, count)
            mine = flows.get(key, 0)
            yield Fit(f"borough: {key}", area, year, key, mine, known, mine - known, allowed, "children")


def _margins(ours: dict[str, Counts], published: Published) -> Iterator[Fit]:
    for names, points in ((WITHIN_2, 2.0), (WITHIN_3, 3.0)):
        for name in names:
            for year in _years(ours[name], published, name, REGION):
                cells = published[REGION, year, name]
                mine = dict(ours[name][REGION, year])
                for key in cells:
                    known = percent(cells, key)
                    if key == "total" or known is None:
                        continue
                    share = 100 * mine.get(key, 0) / max(sum(mine.values()), 1)
                    yield Fit(f"London: {name}", REGION, year, key, share, known, share - known, points, "points")


def _shares(ours: dict[str, Counts], published: Published) -> Iterator[Fit]:
    for name, key, of, numerator, denominator in SHARES:
        for year in _years(ours[name], published, name, REGION):
            cells, mine = published[REGION, year, name], ours[name][REGION, year]
            top, bottom = cells.get(numerator), cells.get(denominator)
            if top is None or not bottom:
                continue
            whole = sum(mine.get(k, 0) for k in of) if of else sum(mine.values())
            share, known = 100 * mine.get(key, 0) / max(whole, 1), 100 * top / bottom
            yield Fit(f"London: {name} {key}", REGION, year, key, share, known, share - known, 3.0, "points")
