"""A forecast as tables: a row a place, series and month, and a row an error."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from sufficiency.planning import backtest, baselines, observed, places, ranges
from sufficiency.planning.backtest import HORIZONS, OURS, Score, Trial
from sufficiency.planning.baselines import NAMES
from sufficiency.planning.children import Floats, History
from sufficiency.planning.model import Model
from sufficiency.planning.places import Place, sums
from sufficiency.planning.series import STILL, Series, every, still
from sufficiency.planning.simulation import Counts
from sufficiency.snapshot.forecasts import TABLES

LAST = NAMES[0]
# Months before the forecast that are shown with it.
SEEN = 36
ARROW = {
    "VARCHAR": pa.string(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "INTEGER": pa.int32(),
    "DOUBLE": pa.float64(),
}


def month_end(number: int) -> date:
    """The last day of the month that ``number`` (twelve times the year plus the month) stands for."""
    year, month = divmod(number - 1, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def tables(
    history: History, model: Model, where: list[Place], trials: list[Trial], counts: Counts
) -> dict[str, pa.Table]:
    """The tables ``forecast`` and ``forecast_errors`` of :data:`forecasts.TABLES`."""
    series = every(history.cohorts)
    scores = [
        score
        for level in (places.LONDON, places.AREA, places.AUTHORITY)
        for ahead in HORIZONS
        for number in range(len(series))
        for score in backtest.scored(trials, where, level, number, ahead)
    ]
    columns: dict[str, list[object]] = {name: [] for name in TABLES["forecast"]}
    runs = counts[model.is_here]
    here = [Place(p.level, p.grouping, p.area_name, p.authority_code, p.members[model.is_here]) for p in where]
    months = range(history.last - SEEN, history.last)
    past = [sums(observed.counts(history, month)[model.is_here], here) for month in months]
    today = sums(observed.counts(history, history.last)[model.is_here], here)
    leads, as_before = _leads(scores), _still(history, counts)[model.is_here]
    first = next(n for n, of in enumerate(series) if of.kind == STILL)
    for number, place in enumerate(here):
        if not place.members.any():
            continue
        drawn = runs[place.members].sum(axis=0)
        for index, of in enumerate(series):
            by_last = (place.level, index) in leads
            stay = as_before[place.members, index - first].sum(axis=0) if of.kind == STILL else None
            factor = _factors(trials, where, place.level, index, LAST if by_last else OURS, counts.shape[2])
            seen = [float(month[number, index]) for month in (*past, today)]
            _add(columns, place, of, history.last, seen, drawn[index].astype(float), factor, by_last, stay)
    rows = pa.table({name: pa.array(columns[name], ARROW[kind]) for name, kind in TABLES["forecast"].items()})
    return {"forecast": rows, "forecast_errors": _errors(scores, series)}


def _leads(scores: list[Score]) -> set[tuple[str, int]]:
    """The levels and series of which last value was no further off than ours, two years on, or at the
    longest that was tried."""
    by = {(s.level, s.series, s.ahead, s.method): s.wape for s in scores}
    leads = set()
    for level, series in {(s.level, s.series) for s in scores}:
        tried = [h for h in (24, 36, 12) if (level, series, h, OURS) in by and (level, series, h, LAST) in by]
        known = [h for h in tried if np.isfinite(by[level, series, h, LAST])]
        if known and not by[level, series, known[0], OURS] < by[level, series, known[0], LAST]:
            leads.add((level, series))
    return leads


def _still(history: History, counts: Counts) -> Floats:
    """Placements of today that are open yet if they stay as those before did, by simulation where that was not seen:
    authorities × (all, then each kind) × months. None opens again."""
    begins, kinds = [of.kind for of in every(history.cohorts)].index(STILL), len(still())
    simulated = counts[:, begins : begins + kinds].mean(axis=-1)
    placement = observed.placements(history.children)
    months = range(counts.shape[2])
    seen = np.stack([baselines.still_as_before(history, placement, history.last, ahead) for ahead in months], axis=-1)
    return np.asarray(np.minimum.accumulate(np.where(np.isnan(seen), simulated, seen), axis=-1))


def _factors(trials: list[Trial], where: list[Place], level: str, series: int, method: str, length: int) -> Floats:
    """What half-widths are multiplied by in each month (rows) for each share (columns): as found one, two
    and three years on, in between in proportion, before and after as at the nearest."""
    tried = [ahead for ahead in HORIZONS if any(trial.ahead == ahead for trial in trials)]
    if not tried:
        return np.tile(ranges.factors(np.zeros(0)), (length, 1))
    factors = np.array([backtest.factors(trials, where, level, series, ahead, method) for ahead in tried])
    return np.column_stack(
        [np.interp(np.arange(length), tried, factors[:, share]) for share in range(factors.shape[1])]
    )


def _exact(values: Floats) -> list[float]:
    """Without the digits that are chance: means of two hundred runs have three."""
    exact: list[float] = values.round(3).tolist()
    return exact


def _add(
    columns: dict[str, list[object]],
    place: Place,
    of: Series,
    now: int,
    seen: list[float],
    runs: Floats,
    factor: Floats,
    by_last: bool,
    stay: Floats | None,
) -> None:
    """Put the rows of one place and series into ``columns``: what was ``seen`` up to ``now``, then what the
    ``runs`` (months × runs) and their widened ranges say of it. ``stay`` is last value's course of placements still
    open, None of other series, whose last value is today's."""
    simulated = runs.mean(axis=-1)
    # Who is in a cohort is drawn by chance in each run, but of today it is known.
    today = simulated[0] if np.isnan(seen[-1]) else seen[-1]
    seen = seen[:-1]
    last = np.full(len(simulated), today) if stay is None else np.concatenate([[today], stay[1:]])
    centre = last if by_last else np.concatenate([[today], simulated[1:]])
    width = ranges.half_width(runs)[:, None] * factor
    width[0] = 0.0
    low, high = np.maximum(centre[:, None] - width, 0.0), centre[:, None] + width
    count = len(seen) + len(simulated)
    nothing: list[object] = [None] * len(seen)
    whole: dict[str, list[Any]] = {
        "level": [place.level] * count,
        "grouping": [place.grouping or None] * count,
        "area_name": [place.area_name] * count,
        "authority_code": [place.authority_code or None] * count,
        "kind": [of.kind] * count,
        "category_code": [of.category] * count,
        "is_flow": [of.is_flow] * count,
        "as_at": [month_end(now + ahead) for ahead in range(-len(seen), len(simulated))],
        "months_ahead": list(range(-len(seen), len(simulated))),
        "simulated": [*nothing, *_exact(simulated)],
        "last_value": [*nothing, *_exact(last)],
        "shown": [*(None if np.isnan(value) else value for value in seen), *_exact(centre)],
        "is_last_value": [by_last] * count,
    }
    for place_of, share in enumerate(("50", "80", "95")):
        whole[f"low_{share}"] = [*nothing, *_exact(low[:, place_of])]
        whole[f"high_{share}"] = [*nothing, *_exact(high[:, place_of])]
    for name, values in whole.items():
        columns[name] += values


def _errors(scores: list[Score], series: list[Series]) -> pa.Table:
    def known(value: float) -> float | None:
        return value if np.isfinite(value) else None

    rows = [
        {
            "level": score.level,
            "kind": series[score.series].kind,
            "category_code": series[score.series].category,
            "months_ahead": score.ahead,
            "method": score.method,
            "mean_error": known(score.mae),
            "wape": known(score.wape),
            "mape": known(score.mape),
            "covered_80": known(score.covered[0]),
            "covered_95": known(score.covered[1]),
            "cases": score.cases,
        }
        for score in scores
    ]
    columns = {name: pa.field(name, ARROW[kind]) for name, kind in TABLES["forecast_errors"].items()}
    return pa.Table.from_pylist(rows, schema=pa.schema(list(columns.values())))
