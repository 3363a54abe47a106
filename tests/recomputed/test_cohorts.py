"""Need cohorts against plain pandas over the raw files, for two authorities that meet youth custody often."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sufficiency import query
from sufficiency.database.scope import Scope
from sufficiency.result import EXACT
from sufficiency.snapshot.store import Snapshot
from tests.recomputed import cohorts, histories

DATES = (date(2021, 9, 30), date(2022, 3, 31), date(2024, 9, 30))
ENFIELD, LAMBETH = "E09000010", "E09000022"
AGAIN = {"complex_adolescents": cohorts.complex_adolescents, "remand": cohorts.remanded}


@pytest.fixture(scope="module")
def served(clean_snapshot: Snapshot) -> Scope:
    """London's database over clean returns, read by the product's own importer."""
    return Scope(clean_snapshot, is_whole=True, marts=("need_cohorts",))


@pytest.mark.xdist_group("clean returns")
@pytest.mark.parametrize("as_at", DATES, ids=str)
@pytest.mark.parametrize("code", [ENFIELD, LAMBETH])
def test_a_cohort_is_as_many_as_the_raw_files_say(clean_returns: Path, served: Scope, code: str, as_at: date) -> None:
    chosen = {"authority": (code,), "as_at": (as_at.isoformat(),)}
    shown = query.fetch(served, ["need_cohorts"], chosen, profile=EXACT)["need_cohorts"].rows
    counted = shown.set_index("cohort_code")["child_count"]
    for cohort, members in AGAIN.items():
        assert counted.get(cohort, 0) == len(members(clean_returns, code, as_at)), cohort


def test_custody_arrangements_are_among_what_was_compared(clean_returns: Path) -> None:
    """Else nothing above would tell whether they count."""
    rows = histories.episodes(clean_returns, LAMBETH)
    arranged = rows[rows["REASON_PLACE_CHANGE"] == "CUSTOD"]
    assert ((arranged["end"] > "2021-03-31") & (arranged["end"] <= "2022-03-31")).any()
