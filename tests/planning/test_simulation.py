"""The simulation: the same twice, parts that add up, birthdays that come, and the truth it begins with."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from sufficiency.planning import forecast, model, observed, places, simulation, tables_of
from sufficiency.planning.children import ADULT_MONTHS, Floats, History
from sufficiency.planning.series import ADULT, AGE, ALL, CEASED, COHORT, PLACEMENT, STARTED, STILL, Series, every
from tests.planning.small import CODES, POPULATION, small

RUNS, AHEAD = 20, 24


@pytest.fixture(scope="module")
def history() -> History:
    return small()


@pytest.fixture(scope="module")
def counts(history: History) -> simulation.Counts:
    fitted = model.fit(history, history.last, places.sub_regions(CODES), AHEAD)
    return simulation.run(fitted, AHEAD, RUNS, 7, 10)


def rows(history: History, wanted: str) -> list[int]:
    return [number for number, series in enumerate(every(history.cohorts)) if series.kind == wanted]


def at(history: History, series: Series) -> int:
    return every(history.cohorts).index(series)


def test_the_same_seed_makes_the_same_and_another_does_not(history: History, counts: simulation.Counts) -> None:
    fitted = model.fit(history, history.last, places.sub_regions(CODES), AHEAD)
    assert np.array_equal(simulation.run(fitted, AHEAD, RUNS, 7, 10), counts)
    assert not np.array_equal(simulation.run(fitted, AHEAD, RUNS, 8, 10), counts)


def test_it_begins_with_the_children_there_are(history: History, counts: simulation.Counts) -> None:
    seen = observed.counts(history, history.last)
    of = [number for number in range(len(every(history.cohorts))) if not np.isnan(seen[0, number])]
    stocks = [number for number in of if every(history.cohorts)[number].kind in ("All", AGE, PLACEMENT, "Distance")]
    assert np.array_equal(counts[:, stocks, 0, 0], seen[:, stocks])


def test_a_forecast_of_a_cohort_begins_with_the_children_seen_in_it(
    history: History, counts: simulation.Counts
) -> None:
    """Who is in a cohort is drawn by chance in each run, but of today it is known: 0 here is no guess."""
    fitted = model.fit(history, history.last, places.sub_regions(CODES), AHEAD)
    made = tables_of.tables(history, fitted, places.of(CODES), [], counts)["forecast"].to_pylist()
    today = [row for row in made if row["kind"] == COHORT and row["months_ahead"] == 0 and row["level"] == "authority"]
    seen = observed.counts(history, history.last)
    names = every(history.cohorts)
    assert len(today) == len(CODES) * len(history.cohorts)
    for row in today:
        number = names.index(Series(COHORT, row["category_code"]))
        known = seen[CODES.index(row["authority_code"]), number]
        assert row["shown"] == row["last_value"] == known


@pytest.mark.parametrize("parts", [AGE, PLACEMENT])
def test_parts_add_up_to_all_children_in_every_run(history: History, counts: simulation.Counts, parts: str) -> None:
    whole = counts[:, at(history, ALL)]
    assert np.array_equal(counts[:, rows(history, parts)].sum(axis=1), whole)


def test_who_started_less_who_ceased_is_the_change(history: History, counts: simulation.Counts) -> None:
    whole = counts[:, at(history, ALL)]
    flow = counts[:, at(history, STARTED), 12] - counts[:, at(history, CEASED), 12]
    assert np.array_equal(flow, whole[:, 12] - whole[:, 0])


def test_placements_still_open_only_grow_fewer(history: History, counts: simulation.Counts) -> None:
    still = counts[:, rows(history, STILL)[0]]
    assert np.array_equal(still[:, 0], counts[:, at(history, ALL), 0])
    assert (np.diff(still, axis=1) <= 0).all()


def test_a_birthday_is_certain_where_nobody_leaves_before_it() -> None:
    history = small(leave=0.0)
    fitted = model.fit(history, history.last, places.sub_regions(CODES), 12)
    made = simulation.run(fitted, 12, 5, 7, 5)
    today = history.children.where(history.children.month == history.last)
    turning = [int(((today.age >= ADULT_MONTHS - 12) & (today.authority == a)).sum()) for a in range(len(CODES))]
    came_old = made[:, at(history, ADULT), 12] - np.array(turning)[:, None]
    assert (came_old >= 0).all(), "each child who is 17 turns 18 within the year"
    assert np.array_equal(made[:, at(history, ADULT), 12], made[:, at(history, CEASED), 12])


def test_one_authority_that_tells_of_later_days_is_not_all_that_is_forecast_from() -> None:
    ahead = small(late=("E09000003", 2))
    assert ahead.last == small().last - 2
    fitted = model.fit(ahead, ahead.last, places.sub_regions(CODES), 6)
    assert fitted.is_here.all()
    own = ahead.children.where(ahead.children.month == ahead.last)
    assert not own.is_followed.any() and not own.stays.any() and not own.moves.any()


@pytest.mark.parametrize("told", [(), ("E09000003",), ("E09000003", "E09000007")])
def test_without_a_population_an_authority_has_what_makes_its_children_in_care_usual(told: tuple[str, ...]) -> None:
    rows = [row for row in POPULATION.to_pylist() if row["authority_code"] in told]
    # Their first estimate is of a year after the first that anybody is told of.
    elsewhere = {"authority_code": "E08000021", "mid_year": 2020, "population_0_17": 60_000}
    lacking = small(population=pa.Table.from_pylist([*rows, elsewhere]))
    assert lacking.without_population == tuple(code for code in CODES if code not in told)
    assert np.ptp(lacking.population, axis=1).max() == 0, "nobody's changes from year to year"
    whole, fitted = (model.fit(one, one.last, places.sub_regions(CODES), 6) for one in (small(), lacking))
    came = (whole.entries.mean.sum(axis=1), fitted.entries.mean.sum(axis=1))
    assert np.abs(came[1] / came[0] - 1).max() < 0.25, "as many come as are seen to come"
    said = {row["fact"]: row["said"] for row in forecast.facts(lacking, [True] * 3, [], places.of(CODES)).to_pylist()}
    assert ("any authority" if not told else "Camden" if len(told) == 1 else "Croydon") in said[forecast.LACKING]
    assert "area_code, year, age, population" in said[forecast.LACKING]


def test_children_counted_an_authority_at_a_time_are_those_counted_all_at_once(
    history: History, counts: simulation.Counts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counting is most of the work: however it is hastened, each figure stays, to the child."""

    class AllAtOnce(simulation._Bundle):
        def _stock(self, ahead: int) -> None:
            super()._stock(ahead)
            end = len(self.membership)
            self.counts[:, :end, ahead] = np.einsum("acr,sc->asr", self.simulation.stock(), self.membership)

        def _members(self, cells: Floats) -> Floats:
            due, spread = (
                np.einsum("acr,kc->akr", cells, shares) for shares in (self.member, self.member * (1 - self.member))
            )
            mean = due * self.factor[:, :, None]
            drawn = mean + self.rng.normal(0.0, 1.0, mean.shape) * np.sqrt(np.maximum(spread, 0.0))
            return np.clip(np.rint(drawn), 0, cells.sum(axis=1)[:, None])

    fitted = model.fit(history, history.last, places.sub_regions(CODES), AHEAD)
    monkeypatch.setattr(simulation, "_Bundle", AllAtOnce)
    assert np.array_equal(simulation.run(fitted, AHEAD, RUNS, 7, 10), counts)


def test_somebody_may_stop_it(history: History) -> None:
    fitted = model.fit(history, history.last, places.sub_regions(CODES), 6)
    with pytest.raises(simulation.Stopped):
        simulation.run(fitted, 6, 5, 7, 5, is_stopped=lambda: True)


def test_an_authority_that_was_not_seen_last_is_left_out() -> None:
    history = small()
    children = history.children
    rest = children.where((children.authority != 1) | (children.month < history.last - 6))
    late = History(history.authorities, history.cohorts, rest, history.population, history.first_year)
    fitted = model.fit(late, late.last, places.sub_regions(CODES), 6)
    made = simulation.run(fitted, 6, 5, 7, 5)
    assert fitted.is_here.tolist() == [True, False, True]
    assert made[1, at(late, ALL)].sum() == 0 < made[0, at(late, ALL), 6].min()
