"""Our counts in DfE's categories against plain pandas over the raw files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from sufficiency.database.scope import Scope
from sufficiency.reference import tables
from sufficiency.snapshot.store import Snapshot
from tests.recomputed import headline, histories

LAMBETH, KENSINGTON = "E09000022", "E09000020"
YEARS = (2024, 2025)
CONVICTED = "Convicted or subject to youth cautions, or youth conditional cautions during the year"


@pytest.fixture(scope="module")
def parts(clean_snapshot: Snapshot) -> pd.Series:
    """Children by year, authority, measure and category."""
    scope = Scope(clean_snapshot, is_whole=True, marts=("published_comparison",))
    with scope.cursor() as cursor:
        rows = cursor.sql("select * from int_published_parts").df()
    return rows.set_index(["return_year", "authority_code", "measure", "category"])["child_count"].sort_index()


@pytest.mark.xdist_group("clean returns")
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("code", [LAMBETH, KENSINGTON])
def test_what_a_headline_has_published_beside_it_is_reconciled_as_the_raw_files_say(
    clean_returns: Path, parts: pd.Series, code: str, year: int
) -> None:
    again = headline.measures(clean_returns, code, date(year, 3, 31))
    published = {row["measure"]: row for row in tables.records("headline_measures") if row["published_measure"]}
    assert len(published) > 10
    for measure, row in published.items():
        key = (year, code, row["published_measure"], row["published_category"])
        assert parts.get(key, 0) == again[measure][0], measure


@pytest.mark.xdist_group("clean returns")
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("code", [LAMBETH, KENSINGTON])
def test_convictions_misuse_and_moves_are_what_the_raw_files_say(
    clean_returns: Path, parts: pd.Series, code: str, year: int
) -> None:
    day = date(year, 3, 31)
    rows = histories.episodes(clean_returns, code)
    here, born = set(histories.on(rows, day)["CHILD"]), headline.births(clean_returns, code)
    told = histories.table(clean_returns, code, "oc2")
    told = told[(told["year"] == year) & told["CHILD"].isin(here)]
    convicted = [c for c in told[told["CONVICTED"] == "1"]["CHILD"] if 10 <= headline.age(born[c], day) <= 17]
    assert parts.get((year, code, "convictions", CONVICTED), 0) == len(convicted)
    misusing = (told["SUBSTANCE_MISUSE"] == "1").sum()
    key = (year, code, "substance_misuse", "Identified as having a substance misuse problem")
    assert parts.get(key, 0) == misusing
    begun = asked_for = 0
    first, last = pd.Timestamp(year - 1, 4, 1), pd.Timestamp(day)
    for spells in histories.care_periods(rows).values():
        for spell in spells:
            stays = histories.placements(spell)
            begun += sum(first <= start <= last for start, _ in stays)
            ended_for = dict(zip(spell["end"], spell["REASON_PLACE_CHANGE"], strict=True))
            moved = [start for start, _ in stays[1:] if first <= start <= last]
            asked_for += sum(ended_for.get(start) == "CREQB" for start in moved)
    told_here = parts.loc[(year, code)]
    assert told_here["new_placements_location"].sum() == begun
    key = (year, code, "reason_place_change", "Carer requests placement ends due to child's behaviour")
    assert parts.get(key, 0) == asked_for > 0
