"""DfE's headline measures for one authority and date, in plain pandas from the raw files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from tests.recomputed import histories

FOSTER = {"U1", "U2", "U3", "U4", "U5", "U6"}
HOMES = {"K1", "K2"}
SUPPORTED = {"K3", "H5", "P2"}
UNREGISTERED = {"Z12", "Z13"}
Figure = tuple[float, float]  # numerator and denominator; for a mean or median, itself and its count


def measures(folder: Path, code: str, as_at: date) -> dict[str, Figure]:
    """Every headline measure by its name in the product."""
    rows = histories.episodes(folder, code)
    here = histories.on(rows, as_at)
    total = len(here)
    year = as_at.year + (as_at.month > 3)
    where = [histories.place(post) for post in here["PL_POST"]]
    miles = pd.Series(
        [histories.miles(*pair) for pair in zip(here["HOME_POST"], here["PL_POST"], strict=True)], dtype=float
    )
    far, known = int((miles > 20).sum()), int(miles.notna().sum())
    costs = _costs(folder, code, as_at, here)
    told = {
        "looked_after": (total, total),
        "out_of_area": (sum(1 for at in where if at and at[0] != code), total),
        "distant": (far, total),
        "distant_of_known": (far, known),
        "distance_not_known": (total - known, total),
        "median_distance": (float(miles.median()), known),
        "foster_care": (int(here["PLACE"].isin(FOSTER).sum()), total),
        "childrens_homes": (int(here["PLACE"].isin(HOMES).sum()), total),
        "supported_accommodation": (int(here["PLACE"].isin(SUPPORTED).sum()), total),
        "unaccompanied": (_unaccompanied(folder, code, as_at, here), total),
        "weekly_cost": (float(costs["WEEKLY_COST"].astype(float).mean()), len(costs)),
        "unregistered": (_unregistered(here, costs), total),
        "deprived_of_liberty": (_deprived(folder, code, as_at, here, costs), total),
        "good_or_outstanding": _rated(folder, as_at, here),
        "sdq_concern": _sdq(folder, code, year, as_at, here),
    }
    return told | _stability(folder, code, rows, as_at, here)


def births(folder: Path, code: str) -> pd.Series:
    """Each child's day of birth, as the latest return tells it."""
    header = histories.table(folder, code, "header").drop_duplicates("CHILD", keep="last")
    return histories.days(header.set_index("CHILD")["DOB"])


def age(born: pd.Timestamp, as_at: date) -> int:
    """Whole years at a date; children are known by month of birth, so a birthday counts from its first."""
    return as_at.year - born.year - (as_at.month < born.month)


def _unaccompanied(folder: Path, code: str, as_at: date, here: pd.DataFrame) -> int:
    rows = histories.table(folder, code, "uasc")
    until = histories.days(rows["DUC"])
    latest = rows.assign(until=until).sort_values("year").drop_duplicates("CHILD", keep="last")
    still = latest[latest["until"].isna() | (latest["until"] >= pd.Timestamp(as_at))]
    return int(here["CHILD"].isin(set(still["CHILD"])).sum())


def _costs(folder: Path, code: str, as_at: date, here: pd.DataFrame) -> pd.DataFrame:
    rows = histories.table(folder, code, "placement_costs")
    rows = rows[(histories.days(rows["AS_AT"]) == pd.Timestamp(as_at)) & (rows["WEEKLY_COST"] != "")]
    return rows[rows["CHILD"].isin(set(here["CHILD"]))]


def _unregistered(here: pd.DataFrame, costs: pd.DataFrame) -> int:
    priced = set(costs.loc[costs["PROVISION_TYPE"] == "Unregistered", "CHILD"])
    return int((here["PLACE"].isin(UNREGISTERED) | here["CHILD"].isin(priced)).sum())


def _deprived(folder: Path, code: str, as_at: date, here: pd.DataFrame, costs: pd.DataFrame) -> int:
    ordered = set(costs.loc[costs["DOL"] == "current", "CHILD"])
    if list((folder / code).glob("*/dolo.csv")):
        rows = histories.table(folder, code, "dolo")
        start, end = histories.days(rows["DOLO_START"]), histories.days(rows["DOLO_END"])
        day = pd.Timestamp(as_at)
        ordered |= set(rows.loc[(start <= day) & (end.isna() | (end > day)), "CHILD"])
    return int(here["CHILD"].isin(ordered).sum())


def _rated(folder: Path, as_at: date, here: pd.DataFrame) -> Figure:
    listed = pd.read_csv(folder / "provision" / as_at.isoformat() / "providers.csv", dtype=str, keep_default_na=False)
    rating = listed.set_index("URN").iloc[:, -1]
    found = here["URN"].map(rating)
    grades = {"Outstanding", "Good", "Requires improvement to be good", "Inadequate"}
    inspected = found[found.isin(grades)]
    return int(inspected.isin({"Outstanding", "Good"}).sum()), len(inspected)


def _sdq(folder: Path, code: str, year: int, as_at: date, here: pd.DataFrame) -> Figure:
    rows = histories.table(folder, code, "oc2")
    rows = rows[(rows["year"] == year) & (rows["SDQ_SCORE"] != "")].set_index("CHILD")
    ages = births(folder, code)
    scored = [
        int(rows.loc[child, "SDQ_SCORE"])
        for child in here["CHILD"]
        if child in rows.index and 5 <= age(ages[child], as_at) <= 16
    ]
    return sum(score >= 17 for score in scored), len(scored)


def stays_until(rows: pd.DataFrame, as_at: date) -> dict[str, list[pd.DataFrame]]:
    """Each child's spells of care as far as they had begun by a date."""
    day = pd.Timestamp(as_at)
    spells = histories.care_periods(rows)
    told = {child: [spell[spell["start"] <= day] for spell in own] for child, own in spells.items()}
    return {child: [spell for spell in own if len(spell)] for child, own in told.items()}


def moved_often(rows: pd.DataFrame, as_at: date, here: pd.DataFrame, months: int = 12) -> set[str]:
    """Children of ``here`` with three or more placements in so many months to a date."""
    since, spells = pd.Timestamp(as_at) - pd.DateOffset(months=months), stays_until(rows, as_at)

    def placed(child: str) -> int:
        stays = [stay for spell in spells[child] for stay in histories.placements(spell, by_status=False)]
        return sum(stay[1] is None or stay[1] > since for stay in stays)

    return {child for child in here["CHILD"] if placed(child) >= 3}


def _stability(folder: Path, code: str, rows: pd.DataFrame, as_at: date, here: pd.DataFrame) -> dict[str, Figure]:
    two_ago, long_ago = (pd.Timestamp(as_at) - pd.DateOffset(months=months) for months in (24, 30))
    spells, born = stays_until(rows, as_at), births(folder, code)
    settled = eligible = 0
    for child in here["CHILD"]:
        now = spells[child][-1]
        if age(born[child], as_at) < 16 and now["start"].iloc[0] <= long_ago:
            eligible += 1
            settled += histories.same_carer_since(now) <= two_ago
    moved = len(moved_often(rows, as_at, here))
    a_year_before = histories.on(rows, as_at.replace(year=as_at.year - 1))
    lasting = here[here["CHILD"].isin(set(a_year_before["CHILD"]))]
    in_two_years = (len(moved_often(rows, as_at, lasting, 24)), len(lasting))
    return {
        "three_placements": (moved, len(here)),
        "three_placements_two_years": in_two_years,
        "same_carer_two_years": (settled, eligible),
    }
