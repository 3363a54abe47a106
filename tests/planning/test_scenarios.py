"""Scenarios: no change is the forecast to the child, each lever does what it says and nothing else, and what
drives a forecast adds up to its change."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sufficiency.planning import model, places, scenario, simulation, what_if
from sufficiency.planning.change import Change
from sufficiency.planning.children import History
from sufficiency.planning.drivers import NAMES, Drivers
from sufficiency.planning.series import AGE, ALL, PLACEMENT, STARTED, Series, every, stocks
from sufficiency.snapshot import scenarios
from tests.conftest import snapshot_of
from tests.planning.small import CODES, small

RUNS, AHEAD = 20, 24
BANDS = 6


@pytest.fixture(scope="module")
def fitted() -> model.Model:
    history: History = small()
    return model.fit(history, history.last, places.sub_regions(CODES), AHEAD)


def drawn(fitted: model.Model, change: Change, drivers: Drivers | None = None) -> simulation.Counts:
    return simulation.run(fitted, AHEAD, RUNS, 7, 10, change=change, drivers=drivers)


@pytest.fixture(scope="module")
def without(fitted: model.Model) -> simulation.Counts:
    return drawn(fitted, Change())


def at(fitted: model.Model, series: Series) -> int:
    return every(fitted.history.cohorts).index(series)


def test_no_change_is_the_forecast_to_the_child(fitted: model.Model, without: simulation.Counts) -> None:
    assert scenario.parsed("entries_10_to_15:0,inflation:3").change() == Change()
    assert np.array_equal(drawn(fitted, Change(entries=(1.0,) * BANDS)), without)


def test_an_authority_alone_is_as_it_is_among_all(fitted: model.Model, without: simulation.Counts) -> None:
    alone = drawn(fitted, Change(only=(1,)))
    assert np.array_equal(alone[1], without[1])
    assert not alone[[0, 2], 0, 1:].any(), "nobody of those that take no part"


@pytest.mark.parametrize("factor", [0.9, 1.1])
def test_a_tenth_more_or_fewer_come(fitted: model.Model, without: simulation.Counts, factor: float) -> None:
    started = at(fitted, STARTED)
    changed = drawn(fitted, Change(entries=(factor,) * BANDS))[:, started, AHEAD].sum(axis=0)
    before = without[:, started, AHEAD].sum(axis=0)
    assert changed.mean() / before.mean() == pytest.approx(factor, abs=0.02)
    # Drawn from the same chance, the difference is far surer than the forecast.
    assert (changed - before).std() < before.std() / 2


def test_of_the_other_bands_as_many_come(fitted: model.Model, without: simulation.Counts) -> None:
    changed = drawn(fitted, Change(entries=(1.0, 1.0, 1.0, 1.0, 1.0, 3.0)))
    assert np.array_equal(changed, without), "no unaccompanied child came before, so none is one of three times as many"


def test_stepping_down_moves_children_and_keeps_how_many_there_are(
    fitted: model.Model, without: simulation.Counts
) -> None:
    changed = drawn(fitted, Change(step_down=0.3))
    foster, residential = (at(fitted, Series(PLACEMENT, f"{kind} placements")) for kind in ("Foster", "Residential"))
    later = slice(12, None)
    assert (changed[:, residential, later].mean() - without[:, residential, later].mean()) < -1
    assert (changed[:, foster, later].mean() - without[:, foster, later].mean()) > 1
    # Who lives where bears on who leaves, so all together may differ by a child or two, no more.
    whole = changed[:, at(fitted, ALL)].sum(axis=0).mean(axis=-1), without[:, at(fitted, ALL)].sum(axis=0).mean(axis=-1)
    assert np.allclose(*whole, rtol=0.03)
    parts = [n for n, of in enumerate(every(fitted.history.cohorts)) if of.kind == PLACEMENT]
    assert np.array_equal(changed[:, parts].sum(axis=1), changed[:, at(fitted, ALL)])


def test_shorter_long_stays_leave_fewer(fitted: model.Model, without: simulation.Counts) -> None:
    changed = drawn(fitted, Change(long_stays=0.5))
    assert changed[:, at(fitted, ALL), AHEAD].sum() < without[:, at(fitted, ALL), AHEAD].sum()


@pytest.mark.parametrize("change", [Change(), Change(entries=(1.2,) * BANDS, step_down=0.2, long_stays=0.2)])
def test_what_drives_a_series_adds_up_to_its_change(fitted: model.Model, change: Change) -> None:
    driven = Drivers(fitted.risks.shape, len(CODES), AHEAD)
    counts = drawn(fitted, change, driven)[:, : len(stocks())].mean(axis=-1, dtype=float)
    mean = driven.mean(RUNS)
    assert np.allclose(mean.sum(axis=-1), counts - counts[:, :, :1], atol=1e-3)
    of_all = mean[:, 0]
    assert (of_all[..., NAMES.index("Came into care")] >= 0).all()
    for name in ("Grew into or out of the age", "Moved placement"):
        assert not of_all[..., NAMES.index(name)].any(), "neither changes how many there are"
    oldest = stocks().index(Series(AGE, "16 and over"))
    assert mean[:, oldest, AHEAD, NAMES.index("Grew into or out of the age")].min() > 0
    assert np.array_equal(mean[:, oldest, :, 2], of_all[:, :, 2]), "whoever turned 18 was 17"


def test_the_years_to_come_without_a_change_are_drawn_once_for_any_scenario_of_a_place(
    fitted: model.Model, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run, changes = simulation.run, list[Change]()

    def counted(*told: object) -> simulation.Counts:
        changes.append(told[-1])
        return run(fitted, AHEAD, RUNS, 7, 10, change=told[-1])

    monkeypatch.setattr(what_if.simulation, "run", counted)
    monkeypatch.setattr(what_if, "_model", lambda snapshot, say: fitted)
    monkeypatch.setattr(what_if.forecast, "mark", lambda snapshot: "one")
    for kept in (what_if._unchanged, what_if._outcomes):
        kept.clear()
    snapshot = snapshot_of(tmp_path)
    asked = [scenario.parsed(words) for words in ("step_down:10", "step_down:20", "inflation:3")]
    first, *_ = [what_if.outcome(snapshot, each) for each in asked]
    assert len(changes) == 3, "without, and with each of the two that change who is looked after"
    of_one = scenario.parsed("step_down:10", place={"authority": (CODES[0],)})
    what_if.outcome(snapshot, of_one)
    assert len(changes) == 5, "in another place others take no part"
    for kept in (what_if._unchanged, what_if._outcomes):
        kept.clear()
    assert what_if.outcome(snapshot, asked[0])["scenario"].equals(first["scenario"])


def test_an_address_carries_the_levers_and_nothing_that_there_is_not() -> None:
    found = scenario.parsed("step_down:10,entries_10_to_15:-20,unknown:3,inflation:nan,long_stays:900,assessments:0")
    assert found.values == {"step_down": 10.0, "entries_10_to_15": -20.0, "long_stays": 100.0}
    assert scenario.parsed(found.words).values == found.values
    assert found.words == "entries_10_to_15:-20,step_down:10,long_stays:100"
    assert scenario.parsed("", name="<b>More\nfostering</b> & [less](x)").name == "bMore fosteringb & less(x)"


def test_every_age_band_has_its_lever() -> None:
    names = [name for name in scenario.levers() if name.startswith(scenario.ENTRIES)]
    for name in names:
        assert scenario.parsed(f"{name}:50").change().entries.count(1.5) == 1
    assert len(names) == BANDS


def test_what_one_person_saved_is_no_other_persons(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path)
    place = {"authority": ("E09000007",)}
    scenarios.save(snapshot, "a@camden.gov.uk", "More fostering", place, "step_down:10")
    assert scenarios.saved(snapshot, "A@camden.gov.uk") == {"More fostering": (place, "step_down:10")}
    assert scenarios.saved(snapshot, "b@camden.gov.uk") == {}
    folder = tmp_path / scenarios.FOLDER
    assert [path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir())] == [0, 0]
    assert "camden" not in " ".join(path.name for path in folder.iterdir())
    scenarios.drop(snapshot, "a@camden.gov.uk", "More fostering")
    assert scenarios.saved(snapshot, "a@camden.gov.uk") == {}


def test_a_damaged_file_of_scenarios_is_none(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path)
    scenarios.save(snapshot, "a", "One", {}, "step_down:10")
    next((tmp_path / scenarios.FOLDER).iterdir()).write_text("[1")
    assert scenarios.saved(snapshot, "a") == {}
