"""The forecast made at earlier year ends and held against what came, beside simpler ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from sufficiency.planning import baselines, model, observed, ranges, settings, simulation
from sufficiency.planning.children import Floats, History
from sufficiency.planning.places import AUTHORITY, Place, sub_regions, sums

HORIZONS = (12, 24, 36)
# Months that must lie before an origin, so that its year before can be compared with the one before.
BEFORE = 24
OURS = "This tool's simulation"
METHODS = (OURS, *baselines.NAMES)


@dataclass(frozen=True)
class Trial:
    """Forecasts from one origin for ``ahead`` months on, and what came: places × series each.

    ``width`` is half of what holds 80 % of our runs; ``by_method`` the centre of each method, ours
    the mean of the runs.
    """

    origin: int
    ahead: int
    observed: Floats
    width: Floats
    by_method: dict[str, Floats]


def origins(history: History) -> list[int]:
    """The year ends before the last at which enough was seen before, the newest first."""
    first = int(history.children.month.min())
    return list(range(history.last - 12, first + BEFORE - 2, -12))


def run(
    history: History,
    places: list[Place],
    say: Callable[[float], None] = lambda share: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> list[Trial]:
    """Every Trial that the history allows, for the horizons of one, two and three years.

    Nothing after an origin is known to what is forecast from it. Raises simulation.Stopped.
    """
    placement = observed.placements(history.children)
    area, trials, starts = sub_regions(history.authorities), [], origins(history)
    for number, origin in enumerate(starts):
        horizons = [ahead for ahead in HORIZONS if origin + ahead <= history.last]
        fitted = model.fit(history, origin, area, horizons[-1])
        counts = simulation.run(
            fitted,
            horizons[-1],
            settings.whole("test_runs"),
            settings.whole("seed"),
            settings.whole("chunk"),
            partial(_tell, say, number, len(starts)),
            is_stopped,
        )
        for ahead in horizons:
            came = observed.whole(history, placement, origin, origin + ahead)
            # Nobody can be right about an authority that could not be seen at the origin or the end.
            came[~fitted.is_here] = np.nan
            unknown = np.isnan(came)
            runs = sums(np.where(unknown[..., None], np.nan, counts[:, :, ahead]), places)
            methods = {OURS: runs.mean(axis=-1)}
            for name, forecast in zip(
                baselines.NAMES, baselines.all_of_them(history, placement, origin, ahead), strict=True
            ):
                methods[name] = sums(np.where(unknown, np.nan, forecast), places)
            trials.append(Trial(origin, ahead, sums(came, places), ranges.half_width(runs), methods))
    return trials


def _tell(say: Callable[[float], None], number: int, of: int, share: float) -> None:
    """The share done of all, of that done of one part."""
    say((number + share) / of)


@dataclass(frozen=True)
class Score:
    """How well one method foretold one series at one level: errors in children and per cent.

    ``wape`` is the sum of errors among the sum of what came: of authorities the median authority's,
    each over all origins; ``mape`` the mean of the single shares, where something came. ``covered`` are
    the shares of truths within the ranges of 80 and 95 % that were made without their own origin (ours
    and last value only), in per cent; NaN where it cannot be said.
    """

    level: str
    series: int
    ahead: int
    method: str
    mae: float
    wape: float
    mape: float
    covered: tuple[float, float]
    cases: int


def scored(trials: list[Trial], places: list[Place], level: str, series: int, ahead: int) -> list[Score]:
    """The Score of each method that says something of the series at the level, all on the same cases:
    those of which last value says something."""
    rows = [number for number, place in enumerate(places) if place.level == level]
    some = [trial for trial in trials if trial.ahead == ahead]
    if not some or not rows:
        return []
    came = np.array([trial.observed[rows, series] for trial in some])
    last = np.array([trial.by_method[METHODS[1]][rows, series] for trial in some])
    scores = []
    for method in METHODS:
        said = np.array([trial.by_method[method][rows, series] for trial in some])
        known = ~np.isnan(said) & ~np.isnan(came) & ~np.isnan(last)
        if known.any():
            covered = _covered(some, places, rows, series, method) if method in METHODS[:2] else (np.nan, np.nan)
            scores.append(_score(level, series, ahead, method, np.where(known, said, np.nan), came, covered))
    return scores


def _score(
    level: str, series: int, ahead: int, method: str, said: Floats, came: Floats, covered: tuple[float, float]
) -> Score:
    """The Score of ``said`` against ``came`` (origins × places), NaN where nothing is said."""
    known = ~np.isnan(said)
    wrong, whole = np.where(known, np.abs(said - came), 0.0), np.where(known, came, 0.0)
    total = whole.sum(axis=0)
    each = np.divide(wrong.sum(axis=0), total, out=np.full(len(total), np.nan), where=total > 0)
    single = wrong[whole > 0] / whole[whole > 0]
    return Score(
        level,
        series,
        ahead,
        method,
        float(wrong[known].mean()),
        100 * float(np.nanmedian(each)) if (total > 0).any() else np.nan,
        100 * float(single.mean()) if len(single) else np.nan,
        covered,
        int(known.sum()),
    )


def _covered(some: list[Trial], places: list[Place], rows: list[int], series: int, method: str) -> tuple[float, float]:
    """Per cent of truths of ``rows`` within ranges of 80 and 95 % made, as they are made for what is to
    come, of the other origins' scores."""
    pooled = _alike(places, places[rows[0]].level)
    group = np.repeat(np.arange(len(some), dtype=float), len(pooled))
    held = ranges.held_out(_scores(some, pooled, series, method).ravel(), group)
    own = np.tile(np.isin(pooled, rows), len(some))
    first, second = (part[own & ~np.isnan(part)] for part in held[1:])
    return _pct(first), _pct(second)


def _pct(inside: Floats) -> float:
    """The share of ones among ``inside``, per cent; NaN of none."""
    return 100 * float(inside.mean()) if len(inside) else np.nan


def _alike(places: list[Place], level: str) -> list[int]:
    """The places whose scores tell of those at ``level``: authorities of one another, areas and London
    of one another."""
    return [n for n, place in enumerate(places) if (place.level == AUTHORITY) == (level == AUTHORITY)]


def _scores(some: list[Trial], rows: list[int], series: int, method: str) -> Floats:
    return np.array(
        [
            ranges.scores(t.observed[rows, series], t.by_method[method][rows, series], t.width[rows, series])
            for t in some
        ]
    ).reshape(len(some), len(rows))


def factors(trials: list[Trial], places: list[Place], level: str, series: int, ahead: int, method: str) -> Floats:
    """What the half-width of ``method`` is multiplied by, by share of ``ranges.SHARES``."""
    some = [trial for trial in trials if trial.ahead == ahead]
    return ranges.factors(_scores(some, _alike(places, level), series, method).ravel())
