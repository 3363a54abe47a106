"""What is published of each authority and year: hidden cells filled, later years guessed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median

from sufficiency.reference import tables
from sufficiency.synthetic.random_draws import apportion

REGION = "E12000007"
LATEST_PUBLISHED = 2025
EARLIEST_PUBLISHED = 2021
# Measures whose categories part the children looked after on 31 March.
STOCK_MEASURES = (
    "age_band",
    "sex",
    "ethnic_group",
    "need",
    "legal_status",
    "placement_type",
    "provider_sector",
    "locality",
    "distance_locality",
    "uasc",
)
OTHER_MEASURES = (
    "reason_place_change",
    "new_placements_location",
    "moves_1_year",
    "sdq",
    "convictions",
    "substance_misuse",
    "same_carer_2_years",
    "placed_in_area",
)
ENGLAND = "E92000001"
Published = dict[tuple[str, int, str], dict[str, float | None]]


@dataclass
class YearTargets:
    """One authority's year: flows, and the count in every category of every measure."""

    stock: int
    started: int
    ceased: int
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


def read_published() -> Published:
    """Published counts by (area, year, measure) and category key; a hidden cell is None."""
    keys = {(row["measure"], row["category"]): row["key"] for row in tables.records("published_categories")}
    published: Published = defaultdict(dict)
    for row in tables.records("published_figures"):
        key = keys.get((row["measure"], row["category"]))
        if key is None:
            continue
        place = published[row["area_code"], int(row["return_year"]), row["measure"]]
        try:
            place[key] = float(row["child_count"])
        except ValueError:
            place[key] = None
    return dict(published)


def completed(known: dict[str, float | None], total: int, shares: dict[str, float]) -> dict[str, int]:
    """Every category's count, summing to ``total``: hidden cells share what the others leave.

    A hidden cell that the totals leave no room for still has a small chance of its share of the whole,
    because secondary suppression hides cells of any size.
    """
    filled = {key: known.get(key) for key in shares}
    hidden = {key: shares[key] + 1e-9 for key, value in filled.items() if value is None}
    left = max(total - sum(value for value in filled.values() if value is not None), 0)
    spread = apportion(round(left), hidden)
    counts = {key: spread[key] if value is None else value for key, value in filled.items()}
    return apportion(total, {key: value + 1e-12 for key, value in counts.items()})


def shares_from(published: Published, region: str) -> str:
    """The area whose shares stand where nothing is published of an authority: its region, or else England."""
    return region if (region, LATEST_PUBLISHED, "age_band") in published else ENGLAND


def _shares(published: Published, year: int, measure: str, area: str) -> dict[str, float]:
    known = {key: value or 0.0 for key, value in published[area, year, measure].items() if key not in ("total", "mean")}
    whole = sum(known.values()) or 1.0
    return {key: value / whole for key, value in known.items()}


def _flow(published: Published, area: str, year: int, key: str) -> float:
    """A published flow, or the median of the authority's other years, or of a small authority."""
    flow = published.get((area, year, "looked_after"), {}).get(key)
    if flow is not None:
        return flow
    years = range(EARLIEST_PUBLISHED, LATEST_PUBLISHED + 1)
    others = [published.get((area, y, "looked_after"), {}).get(key) for y in years]
    seen = [value for value in others if value is not None]
    return median(seen) if seen else 12.0


def authority_targets(
    published: Published, area: str, first_year: int, last_year: int, scale: float, base: str = REGION
) -> dict[int, YearTargets]:
    """Targets for the year before ``first_year`` (stock only) to ``last_year``; ``base`` is the area whose shares stand
    where the authority's own are not published.

    After the last published year stock moves by half its recent yearly change, fading, and every
    share stays; before the first published year the first year's shares stand.
    """
    targets: dict[int, YearTargets] = {}
    for year in range(first_year - 1, last_year + 1):
        known = min(max(year, EARLIEST_PUBLISHED), LATEST_PUBLISHED)
        stock = _flow(published, area, known, "stock")
        started = _flow(published, area, known, "started")
        ceased = _flow(published, area, known, "ceased")
        if year > LATEST_PUBLISHED:
            before = _flow(published, area, LATEST_PUBLISHED - 2, "stock")
            change = min(max((stock / max(before, 1)) ** 0.25, 0.98), 1.02)
            stock *= change ** (1 - 0.5 ** (year - LATEST_PUBLISHED))
            earlier = LATEST_PUBLISHED - 1
            started = (started + _flow(published, area, earlier, "started")) / 2
            ceased = (ceased + _flow(published, area, earlier, "ceased")) / 2
        if year < EARLIEST_PUBLISHED:
            stock = stock - started + ceased
        whole = max(round(stock * scale), 1)
        target = YearTargets(whole, round(started * scale), round(ceased * scale))
        for measure in STOCK_MEASURES:
            cells = published.get((area, known, measure), {})
            target.counts[measure] = completed(_grown(cells, whole), whole, _shares(published, known, measure, base))
        for measure in OTHER_MEASURES:
            target.counts[measure] = _scaled(published, area, known, measure, scale, base)
        targets[year] = target
    _balance(targets, first_year, last_year)
    return targets


def share_hidden(
    targets: dict[str, dict[int, YearTargets]], published: Published, measure: str, base: str = REGION
) -> None:
    """Bring hidden cells of all authorities together to the region's published total of each category.

    Categories so rare that each authority rounds them to none gain one child at a time from hidden
    cells of the same authority whose category has too many.
    """
    for year in next(iter(targets.values())):
        known = min(max(year, EARLIEST_PUBLISHED), LATEST_PUBLISHED)
        shares = _shares(published, known, measure, base)
        cells = {area: years[year].counts[measure] for area, years in targets.items()}
        whole = sum(sum(counts.values()) for counts in cells.values())
        spare = {k: sum(c[k] for c in cells.values()) - round(whole * shares[k]) for k in shares}
        hidden = {
            area: [k for k in shares if published.get((area, known, measure), {}).get(k) is None]
            for area in sorted(cells, key=lambda a: -targets[a][year].stock)
        }
        for key in sorted(shares, key=lambda k: shares[k]):
            while spare[key] < 0 and _pass_on(key, spare, hidden, cells):
                pass


def _pass_on(key: str, spare: dict[str, int], hidden: dict[str, list[str]], cells: dict[str, dict[str, int]]) -> bool:
    """One round in which each authority may give a child to a category; whether any did."""
    moved = False
    for area, keys in hidden.items():
        givers = [k for k in keys if spare[k] > 0 and cells[area][k] > 0]
        if spare[key] < 0 and key in keys and givers:
            giver = max(givers, key=lambda k: (cells[area][k], k))
            cells[area][giver] -= 1
            cells[area][key] += 1
            spare[giver] -= 1
            spare[key] += 1
            moved = True
    return moved


def _grown(cells: dict[str, float | None], whole: int) -> dict[str, float | None]:
    """Cells brought to another total, hidden ones left hidden."""
    total = cells.get("total") or whole
    return {k: v if v is None else v * whole / total for k, v in cells.items() if k != "total"}


def _scaled(published: Published, area: str, year: int, measure: str, scale: float, base: str) -> dict[str, int]:
    """A measure that is not a part of the stock; hidden cells take the share of the total that ``base`` has."""
    cells = published.get((area, year, measure), {})
    around = published[base, year, measure]
    stock = _flow(published, area, year, "stock")
    whole = around.get("total") or 1.0
    stock_around = published[base, year, "looked_after"]["stock"] or 1.0
    total = cells.get("total")
    total = whole * stock / stock_around if total is None else total
    filled = {}
    for key, value in around.items():
        own = cells.get(key)
        if key == "total":
            own = total
        elif key == "mean":
            own = (value if own is None else own) or 0.0
            filled[key] = round(own * 10)
            continue
        elif own is None:
            own = min((value or 0.0) / whole * total, 5.0)
        filled[key] = round(own * scale)
    return filled


def _balance(targets: dict[int, YearTargets], first_year: int, last_year: int) -> None:
    """Share out what stock and flows disagree by, so that flows lead from stock to stock."""
    for year in range(first_year, last_year + 1):
        now, before = targets[year], targets[year - 1]
        gap = before.stock + now.started - now.ceased - now.stock
        now.started -= gap // 2
        now.ceased += gap - gap // 2
        if now.started < 0 or now.ceased < 0:
            short = -min(now.started, now.ceased)
            now.started += short
            now.ceased += short
