"""Who will come: numbers by authority and age for each head of population, and children like those who came."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sufficiency.planning import settings
from sufficiency.planning.children import ADULT_MONTHS, Children, Floats, History, Ints
from sufficiency.planning.shrinkage import effects, nested_effects

YEAR = 12


@dataclass(frozen=True)
class Entries:
    """How many come in a month and who they are.

    ``mean`` is by authority and band: the age bands in their order, then unaccompanied children of
    any age. ``doubt`` is how uncertain each is, as a share of itself, ``own_drift`` and
    ``common_drift`` how much numbers of one authority and of London change in a year beyond chance
    (standard deviations of logarithms), for accompanied and unaccompanied children. ``scatter`` is
    the negative binomial's: variance is mean + scatter × mean². ``pool`` are the children who came, in
    the order of band; ``weights`` of a band give each authority's cumulative weights of its part of it.
    ``season`` are factors by band and month of the year; ``by_month`` lists rows of ``pool`` by band and
    month of the year, those of one from ``month_starts[band, month]`` to the next.
    """

    mean: Floats
    doubt: Floats
    own_drift: Floats
    common_drift: Floats
    scatter: float
    pool: Children
    starts: Ints
    weights: tuple[Floats, ...]
    season: Floats
    by_month: Ints
    month_starts: Ints


def fit(history: History, children: Children, months: int, area: Ints, now: int) -> Entries:
    """The Entries in the last ``months`` up to the month end ``now``; ``children`` are the rows up to it.

    Rates are for each head of population at ``now``; ``area`` is each authority's sub-region.
    """
    came = children.where(children.enters & (children.age < ADULT_MONTHS - 1))
    recent = came.where(came.month > now - months)
    places, bands = len(area), len(settings.bands()) + 1
    band, count = _bands(recent), np.zeros((places, bands))
    np.add.at(count, (recent.authority, band), 1.0)
    # Months in which an authority's entries could be seen: fewer where its line begins later.
    spans = np.array([_span(children, place, months, now) for place in range(places)])
    heads = history.population[:, _year_column(history, now)]
    mean, doubt = np.zeros_like(count), np.zeros_like(count)
    for number in range(bands):
        rate = count[:, number].sum() / max(float((heads * spans).sum()), 1.0)
        expected = rate * heads * spans
        factor, doubt[:, number] = nested_effects(count[:, number], expected, area)
        mean[:, number] = np.where(spans > 0, factor * rate * heads, 0.0)
    order = np.argsort(band, kind="stable")
    pool, band = Children(**{name: getattr(recent, name)[order] for name in Children.__dataclass_fields__}), band[order]
    starts = np.searchsorted(band, np.arange(bands + 1))
    prior = settings.whole("prior_entries")
    weights = tuple(
        _weights(pool.authority[starts[number] : starts[number + 1]], area, prior) for number in range(bands)
    )
    own, common = zip(*(_drift(came, band_of, places, now) for band_of in (False, True)), strict=True)
    index, size = band * YEAR + pool.month % YEAR, bands * YEAR
    came_in = np.bincount(index, minlength=size).astype(float)
    even = np.repeat(came_in.reshape(bands, YEAR).mean(axis=1), YEAR)
    season = effects(came_in, np.maximum(even, 1e-9))[0].reshape(bands, YEAR)
    by_month = np.argsort(index, kind="stable")
    past = np.searchsorted(index[by_month], np.arange(size + 1))
    month_starts = np.column_stack([past[:-1].reshape(bands, YEAR), past[YEAR::YEAR]])
    return Entries(
        mean,
        doubt,
        np.array(own),
        np.array(common),
        _scatter(recent, places),
        pool,
        starts,
        weights,
        season / season.mean(axis=1, keepdims=True),
        by_month,
        month_starts,
    )


def growth(history: History, now: int, months: int) -> Floats:
    """The population of each authority in each of ``months`` to come, as a share of that at ``now``;
    that of the last year known goes on."""
    columns = [_year_column(history, now + ahead) for ahead in range(1, months + 1)]
    return history.population[:, columns] / history.population[:, [_year_column(history, now)]]


def _year_column(history: History, month: int) -> int:
    """The mid-year estimate or projection last made by the month end."""
    year = (month - 7) // 12  # 30 June is the sixth month's end.
    return int(np.clip(year - history.first_year, 0, history.population.shape[1] - 1))


def _bands(children: Children) -> Ints:
    bands = settings.bands()
    of_group = np.array([bands.index(band) for _, _, band in settings.ages()])
    return np.where(children.is_unaccompanied, len(bands), of_group[children.group])


def _span(children: Children, place: int, months: int, now: int) -> int:
    seen = children.month[children.authority == place]
    # Who came is known from an authority's second month end on.
    return int(min(months, now - seen.min())) if len(seen) and seen.max() == now else 0


def _weights(authority: Ints, area: Ints, prior: int) -> Floats:
    """For each authority the cumulative weights of the children of a band: its own, its sub-region's and
    London's, each level with ``prior`` children of the larger mixed in. Shape: authorities × children."""
    count = len(authority)
    if not count:
        return np.zeros((len(area), 0))
    london = np.full(count, 1.0 / count)
    weights = []
    for place in range(len(area)):
        near, own = area[authority] == area[place], authority == place
        wide = (near + prior * london) / (near.sum() + prior)
        weights.append((own + prior * wide) / (own.sum() + prior))
    return np.cumsum(np.array(weights), axis=1)


def _drift(came: Children, is_unaccompanied: bool, places: int, now: int) -> tuple[float, float]:
    """Yearly change of one authority's and of London's numbers beyond chance (logarithms).

    From years that end at ``now``; with fewer than three of them a tenth for London and twice that for
    one authority, as published figures of London have it.
    """
    years = (now - came.month) // 12
    whole = int((now - came.month.min() + 1) // 12) if len(came.month) else 0
    of = came.is_unaccompanied == is_unaccompanied
    table = np.zeros((places, max(whole, 1)))
    kept = of & (years < table.shape[1])
    np.add.at(table, (came.authority[kept], years[kept]), 1.0)
    if whole < 3:
        return 0.2, 0.1
    total = np.maximum(table.sum(axis=0), 1.0)
    common = np.diff(np.log(total))
    wide = max(float((common**2).mean() - (2.0 / total).mean()), 0.04**2)
    big = table.min(axis=1) >= 5
    if not big.any():
        return 0.2, float(np.sqrt(wide))
    own = np.diff(np.log(table[big]), axis=1) - common
    chance = 1.0 / table[big][:, 1:] + 1.0 / table[big][:, :-1]
    return float(np.sqrt(max(float((own**2 - chance).mean()), 0.05**2))), float(np.sqrt(wide))


def _scatter(recent: Children, places: int) -> float:
    """The negative binomial's scatter, by moments of monthly numbers of each authority."""
    if not len(recent.month):
        return 0.0
    table = np.zeros((places, int(recent.month.max() - recent.month.min()) + 1))
    np.add.at(table, (recent.authority, recent.month - recent.month.min()), 1.0)
    mean, spread = table.mean(axis=1), table.var(axis=1, ddof=min(1, table.shape[1] - 1))
    return float(np.clip((spread - mean).sum() / max(float((mean**2).sum()), 1e-9), 0.0, 0.5))
