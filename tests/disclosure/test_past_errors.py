"""Errors of earlier forecasts: of few children they are children. An error in children over the same as a share is how
many came, and the last value's errors are differences of counts of two dates."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from sufficiency import query, settings
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate, rule
from sufficiency.result import EXACT, Result
from sufficiency.snapshot import store

YEARS = {"1 year": 4, "2 years": 3, "3 years": 2}  # year ends that were held against what came
MOST = 30


@pytest.fixture(scope="module")
def demonstration() -> Iterator[Scope]:
    """The demonstration's database, as far as forecasts go."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SUFFICIENCY_DATA", raising=False)
        patch.setattr(settings, "QUERY_SECONDS", 600)
        scope = Scope(store.read(settings.DEMONSTRATION), marts=("forecast", "forecast_errors"))
        yield scope
        scope.close()


def of_few(scope: Scope, profile: str) -> Result:
    """London's rows of the cohort in secure accommodation, of which there are fewest."""
    rows = query.fetch(scope, ["forecast_errors"], {}, profile=profile)["forecast_errors"]
    return rows.where(level=("London",), category_code=("secure_welfare",), method=("Last value",))


def counted(result: Result) -> set[int]:
    """How many children there can be now, by errors of the last value one, two and three years on: all counts of five
    year ends that make them."""
    by = {row.years_ahead: (float(row.mean_error), float(row.weighted_error)) for row in result.rows.itertuples()}
    sums = {years: round(cases * 100 * by[years][0] / by[years][1]) for years, cases in YEARS.items()}
    wrong = {years: round(cases * by[years][0]) for years, cases in YEARS.items()}
    third, fourth = sums["2 years"] - sums["3 years"], sums["1 year"] - sums["2 years"]
    fits = set()
    for now, first in product(range(sums["3 years"] + 1), range(MOST)):
        ends = [now, sums["3 years"] - now, third, fourth, first]
        by_ahead = {1: "1 year", 2: "2 years", 3: "3 years"}
        if all(sum(abs(a - b) for a, b in zip(ends, ends[n:], strict=False)) == wrong[by_ahead[n]] for n in by_ahead):
            fits.add(now)
    return fits


def test_of_exact_errors_a_handful_is_counted(demonstration: Scope) -> None:
    """The reason for the protection: three lines of errors leave one count, or two."""
    seen = query.fetch(demonstration, ["forecast"], {}, profile=EXACT)["forecast"].where(
        category_code=("secure_welfare",), months_ahead=(0,)
    )
    true = int(seen.rows["expected_count"].iloc[0])
    fits = counted(of_few(demonstration, EXACT))
    assert 0 < true < rule.band()
    assert true in fits
    assert len(fits) <= 2


def test_protected_errors_hold_no_children_and_no_share_of_few(demonstration: Scope) -> None:
    shown = query.fetch(demonstration, ["forecast_errors"], {}, profile=gate.LONDON_7_5)["forecast_errors"]
    exact = query.fetch(demonstration, ["forecast_errors"], {}, profile=EXACT)["forecast_errors"]
    assert shown.rows["mean_error"].isna().all()
    few = exact.rows["came_count"].fillna(0) < rule.TENTHS_OF
    assert few.any()
    assert shown.rows.loc[few, ["weighted_error", "mean_share"]].isna().all(axis=None)
    assert shown.rows.loc[~few, "weighted_error"].notna().all()
    assert of_few(demonstration, gate.LONDON_7_5).rows["weighted_error"].isna().all()
