"""The headline view against plain pandas over the raw files, for five authorities and two dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from sufficiency import query
from sufficiency.database.scope import Scope
from sufficiency.result import EXACT
from sufficiency.snapshot.store import Snapshot
from tests.recomputed import headline

FIVE = ("E09000001", "E09000007", "E09000008", "E09000020", "E09000033")
DATES = (date(2025, 3, 31), date(2026, 3, 31))
# Of these the view's own value is compared, its numerator being the same count as its denominator.
VALUES = {"median_distance", "weekly_cost"}


@pytest.fixture(scope="module")
def served(clean_snapshot: Snapshot) -> Scope:
    """London's database over clean returns, read by the product's own importer."""
    return Scope(clean_snapshot, is_whole=True, marts=("headline",))


def view(served: Scope, code: str, as_at: date) -> pd.DataFrame:
    """The headline view of one authority at one date, by measure."""
    chosen = {"authority": (code,), "as_at": (as_at.isoformat(),)}
    return query.fetch(served, ["headline"], chosen, profile=EXACT)["headline"].rows.set_index("measure")


@pytest.mark.xdist_group("clean returns")
@pytest.mark.parametrize("as_at", DATES, ids=str)
@pytest.mark.parametrize("code", FIVE)
def test_every_headline_measure_is_what_the_raw_files_say(
    clean_returns: Path, served: Scope, code: str, as_at: date
) -> None:
    shown = view(served, code, as_at)
    again = headline.measures(clean_returns, code, as_at)
    assert set(again) == set(shown.index), "every headline measure is worked out again"
    for measure, (numerator, denominator) in again.items():
        row = shown.loc[measure]
        assert row["denominator_count"] == denominator, measure
        if measure in VALUES:
            assert row["value"] == pytest.approx(numerator, rel=1e-3), measure
        else:
            assert row["numerator_count"] == numerator, measure
