"""The headline view against plain pandas over the raw files, for five authorities and two dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from sufficiency import query, returns
from sufficiency.database.scope import Scope
from sufficiency.result import EXACT
from sufficiency.snapshot import store
from sufficiency.synthetic import synthesise
from tests.recomputed import headline

FIVE = ("E09000001", "E09000007", "E09000008", "E09000020", "E09000033")
DATES = (date(2025, 3, 31), date(2026, 3, 31))
# Of these the view's own value is compared, its numerator being the same count as its denominator.
VALUES = {"median_distance", "weekly_cost"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Complete, clean returns of five authorities, six years to March 2026."""
    out = tmp_path_factory.mktemp("five")
    synthesise(out, authorities=FIVE, contradictions=0)
    return out


@pytest.fixture(scope="module")
def served(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Scope:
    """London's database over those returns, read by the product's own importer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUFFICIENCY_DATA", str(tmp_path_factory.mktemp("data")))
        tables = returns.read(folder, key=returns.hash_key(True)).tables
        return Scope(store.write(tables, is_synthetic=True))


def view(served: Scope, code: str, as_at: date) -> pd.DataFrame:
    """The headline view of one authority at one date, by measure."""
    chosen = {"authority": (code,), "as_at": (as_at.isoformat(),)}
    return query.fetch(served, ["headline"], chosen, profile=EXACT)["headline"].rows.set_index("measure")


@pytest.mark.xdist_group("recomputed")
@pytest.mark.parametrize("as_at", DATES, ids=str)
@pytest.mark.parametrize("code", FIVE)
def test_every_headline_measure_is_what_the_raw_files_say(folder: Path, served: Scope, code: str, as_at: date) -> None:
    shown = view(served, code, as_at)
    again = headline.measures(folder, code, as_at)
    assert set(again) == set(shown.index), "every headline measure is worked out again"
    for measure, (numerator, denominator) in again.items():
        row = shown.loc[measure]
        assert row["denominator_count"] == denominator, measure
        if measure in VALUES:
            assert row["value"] == pytest.approx(numerator, rel=1e-3), measure
        else:
            assert row["numerator_count"] == numerator, measure
