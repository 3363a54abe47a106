"""What a scenario comes to: the forecast drawn twice from the same chance, with and without what it changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import cachetools
import numpy as np
import pyarrow as pa

from sufficiency import choices
from sufficiency.planning import forecast, model, places, settings, simulation
from sufficiency.planning.children import Floats
from sufficiency.planning.model import Model
from sufficiency.planning.places import AUTHORITY, Place
from sufficiency.planning.scenario import Scenario, levers
from sufficiency.planning.series import STILL, every
from sufficiency.planning.simulation import Counts
from sufficiency.reference import areas as groups
from sufficiency.result import Choices
from sufficiency.snapshot.scenarios import TABLES
from sufficiency.snapshot.store import Snapshot

Say = Callable[[str, float | None], None]
Outcome = dict[str, pa.Table]
PLACES_AVAILABLE = "places_available"
WITHIN = (0.1, 0.9)  # four runs of five
TYPES = {"DOUBLE": pa.float64(), "INTEGER": pa.int32(), "VARCHAR": pa.string(), "BOOLEAN": pa.bool_()}
# The columns that are drawn; the others are of a scenario whose figures are protected (disclosure.scenarios.of_shown).
DRAWN = (
    *("level", "grouping", "area_name", "authority_code", "kind", "category_code", "months_ahead"),
    *("difference", "difference_low", "difference_high", "simulated"),
)
# What was fitted to the last snapshots, the years to come without any change, and what the last scenarios came to.
_fitted: cachetools.LRUCache[str, Model] = cachetools.LRUCache(2)
_unchanged: cachetools.LRUCache[tuple[object, ...], Counts] = cachetools.LRUCache(2)  # of the region 17 MB each
_outcomes: cachetools.LRUCache[tuple[object, ...], Outcome] = cachetools.LRUCache(32)
_lock = threading.Lock()


def key(snapshot: Snapshot, scenario: Scenario) -> tuple[object, ...]:
    """What the outcome of a scenario depends on."""
    place = tuple(sorted((name, tuple(values)) for name, values in scenario.place.items()))
    return snapshot.id, forecast.mark(snapshot), scenario.words, place


def known(snapshot: Snapshot, scenario: Scenario) -> Outcome | None:
    """The outcome of a scenario where it has been drawn and is still kept."""
    with _lock:
        outcome_kept: Outcome | None = _outcomes.get(key(snapshot, scenario))
        return outcome_kept


def outcome(
    snapshot: Snapshot,
    scenario: Scenario,
    say: Say = lambda doing, share: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Outcome:
    """The tables of ``snapshot.scenarios.TABLES``, of the scenario's place and of each authority in it.

    The same scenario of the same snapshot makes the same. Raises simulation.Stopped once ``is_stopped``, and
    what ``forecast.read`` raises.
    """
    if (earlier := known(snapshot, scenario)) is not None:
        return earlier
    fitted = _model(snapshot, say)
    only = members(fitted.history.authorities, scenario.place)
    of = snapshot.id, forecast.mark(snapshot), only
    differences = _differences(fitted, scenario, only, of, say, is_stopped)
    tables = {"scenario": differences, "scenario_levers": _levers(scenario)}
    with _lock:
        _outcomes[key(snapshot, scenario)] = tables
    return tables


def members(authorities: tuple[str, ...], place: Choices) -> tuple[int, ...]:
    """The positions of the authorities that belong to the chosen ``place``; of all where none is chosen."""
    if codes := place.get("authority"):
        return tuple(n for n, code in enumerate(authorities) if code in codes)
    if areas := place.get("area"):
        grouping = place.get("grouping", (choices.default_grouping(),))[0]
        rows = groups.offered()
        codes = tuple(r["authority_code"] for r in rows if r["grouping"] == grouping and r["area_name"] in areas)
        return tuple(n for n, code in enumerate(authorities) if code in codes)
    return tuple(range(len(authorities)))


def _model(snapshot: Snapshot, say: Say) -> Model:
    name = f"{snapshot.id} {forecast.mark(snapshot)}"
    with _lock:
        if name in _fitted:
            return _fitted[name]
    say("Reading the children month by month", None)
    past = forecast.read(snapshot)
    fitted = model.fit(past, past.last, places.sub_regions(past.authorities), settings.whole("scenario_months"))
    # Of the past a simulation asks for the last year alone.
    recent = past.children.where(past.children.month >= past.last - simulation.YEAR)
    fitted = replace(fitted, history=replace(past, children=recent))
    with _lock:
        _fitted[name] = fitted
    return fitted


def _levers(scenario: Scenario) -> pa.Table:
    # The gap has a low and a high of its own: what is not changed there is no single number.
    values = [
        None if name == PLACES_AVAILABLE and name not in scenario.values else scenario.value(name) for name in levers()
    ]
    return pa.table({"lever": list(levers()), "value": pa.array(values, pa.float64())})


def _differences(
    fitted: Model,
    scenario: Scenario,
    only: tuple[int, ...],
    of: tuple[object, ...],
    say: Say,
    is_stopped: Callable[[], bool],
) -> pa.Table:
    """What the scenario changes; ``of`` is what the years to come without it depend on, which are drawn once."""
    months, runs = settings.whole("scenario_months"), settings.whole("scenario_runs")

    def drawn(scenario_drawn: Scenario, doing: str) -> Counts:
        say(doing, 0.0)
        return simulation.run(
            fitted,
            months,
            runs,
            settings.whole("seed"),
            settings.whole("chunk"),
            lambda share: say(doing, share),
            is_stopped,
            scenario_drawn.change(only),
        )

    with _lock:
        without = _unchanged.get(of)
    if without is None:
        without = drawn(Scenario(), "Drawing the years to come without the change")
        with _lock:
            _unchanged[of] = without
    # The same as without, to the child: no need to draw it again.
    is_same = scenario.change(only) == Scenario().change(only)
    changed = without if is_same else drawn(scenario, "Drawing the years to come with the change")
    return _table(fitted, changed.astype(float) - without, without, only)


def _table(fitted: Model, difference: Floats, without: Counts, only: tuple[int, ...]) -> pa.Table:
    columns: dict[str, list[object]] = {name: [] for name in DRAWN}
    series = every(fitted.history.cohorts)
    for place in places.of(fitted.history.authorities):
        inside = place.members & fitted.is_here
        if not inside.any() or not set(np.flatnonzero(place.members)) <= set(only):
            continue
        runs = difference[inside].sum(axis=0)
        low, high = np.quantile(runs, WITHIN, axis=-1)
        middle = runs.mean(axis=-1)
        expected = without[inside].sum(axis=0).mean(axis=-1)
        for number, of in enumerate(series):
            if of.kind != STILL:
                _add(columns, place, (of.kind, of.category), middle[number], low[number], high[number])
                columns["simulated"] += expected[number].tolist()
    return pa.table({name: pa.array(values, TYPES[TABLES["scenario"][name]]) for name, values in columns.items()})


def _add(
    columns: dict[str, list[object]], place: Place, of: tuple[str, str], middle: Floats, low: Floats, high: Floats
) -> None:
    count = len(middle)
    code = place.authority_code if place.level == AUTHORITY else None
    told = (place.level, place.grouping or None, place.area_name, code, *of)
    for name, value in zip(columns, told, strict=False):
        columns[name] += [value] * count
    columns["months_ahead"] += list(range(count))
    for name, values in (("difference", middle), ("difference_low", low), ("difference_high", high)):
        columns[name] += values.tolist()
