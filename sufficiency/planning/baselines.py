"""Simpler forecasts that ours is raced against, and the sector's, rebuilt from its description."""

from __future__ import annotations

import numpy as np

from sufficiency.planning import settings
from sufficiency.planning.children import ADULT_MONTHS, Children, Floats, History, Ints
from sufficiency.planning.observed import counts, still_open
from sufficiency.planning.series import every, still, stocks

YEAR = 12
SMOOTHING = np.linspace(0.1, 1.0, 10)
NAMES = ("Last value", "Last change repeated", "Exponential smoothing", "The sector's method")


def all_of_them(history: History, placement: Ints, origin: int, ahead: int) -> list[Floats]:
    """What each of ``NAMES`` says at ``origin`` of ``ahead`` months on: authorities × series."""
    return [
        last_value(history, placement, origin, ahead),
        last_change(history, origin, ahead),
        smoothed(history, origin),
        sector(history, origin, ahead),
    ]


def last_value(history: History, placement: Ints, origin: int, ahead: int) -> Floats:
    """What was seen last: authorities × series. Of placements still open, the share of those open
    ``ahead`` months before the origin that were open at it, of those open now."""
    forecast = counts(history, origin)
    begins = len(stocks()) + len(history.cohorts)
    forecast[:, begins : begins + len(still())] = still_as_before(history, placement, origin, ahead)
    return forecast


def still_as_before(history: History, placement: Ints, origin: int, ahead: int) -> Floats:
    """Placements open at the origin that are open ``ahead`` months on, if as large a share stays open as did of those
    open as long before it: authorities × (all, then each kind); NaN where that was not seen."""
    now = still_open(history, placement, origin, origin)
    if origin - ahead < history.children.month.min():
        return np.full_like(now, np.nan)
    before = still_open(history, placement, origin - ahead, origin - ahead)
    stayed = still_open(history, placement, origin - ahead, origin)
    return now * np.divide(stayed, before, out=np.full_like(stayed, np.nan), where=before > 0)


def last_change(history: History, origin: int, ahead: int) -> Floats:
    """The last year's change repeated every year; none of placements still open."""
    now, before = counts(history, origin), counts(history, origin - YEAR)
    return np.maximum(now + (now - before) * ahead / YEAR, 0.0)


def smoothed(history: History, origin: int) -> Floats:
    """Simple exponential smoothing of the years to the origin, by the weight that would have foretold
    them best; none of placements still open."""
    first = int(history.children.month.min())
    line = np.array([counts(history, month) for month in range(origin, first - 1, -YEAR)][::-1])
    return smooth(line)


def smooth(line: Floats) -> Floats:
    """Simple exponential smoothing along the first axis, each series with the weight of ``SMOOTHING``
    whose one-step errors are least; gives the level at the end. Points before the first known are
    passed over."""
    best, least = line[-1], np.full(line.shape[1:], np.inf)
    for weight in SMOOTHING:
        level, wrong = line[0], np.zeros(line.shape[1:])
        for seen in line[1:]:
            wrong = wrong + np.nan_to_num((seen - level) ** 2)
            level = np.where(np.isnan(level), seen, level + weight * (seen - level))
        best, least = np.where(wrong < least, level, best), np.minimum(wrong, least)
    return best


def sector(history: History, origin: int, ahead: int) -> Floats:
    """The expected course of the sector's public model (cs-demand-model-regional), by authority.

    Age bands by kinds of placement; a rate of leaving and of moving in each is the plain mean over the
    reference months (the year to the origin) of moves among stock, so that a month of few weighs as
    much as one of many; children grow into the next band at a constant rate, one over the months of the
    band, and out of the last; as many enter each month as did on average. Steps are months, not days. What
    it says nothing of is NaN.
    """
    forecast = np.full((len(history.authorities), len(every(history.cohorts))), np.nan)
    near = (history.children.month <= origin) & (history.children.month >= origin - YEAR)
    children = history.children.where(near)
    growing = 1.0 / _months_of_bands()[:, None]
    for place in range(len(history.authorities)):
        own = children.where(children.authority == place)
        stock = _stock(own.where(own.month == origin))
        if not stock.any():
            continue
        stay, entries = _rates(own, origin)
        totals, adults = [stock.sum()], []
        for _ in range(ahead):
            moved = np.einsum("bk,bkl->bl", stock, stay)
            grown = moved * growing
            moved -= grown
            moved[1:] += grown[:-1]
            stock = moved + entries
            totals.append(stock.sum())
            adults.append(grown[-1].sum())
        row = [totals[-1], *stock.sum(axis=1), *stock.sum(axis=0)]
        forecast[place, : len(row)] = row
        started = entries.sum() * YEAR
        forecast[place, -3:] = started, started - (totals[-1] - totals[-1 - YEAR]), sum(adults[-YEAR:])
    return forecast


def _months_of_bands() -> Floats:
    """The months that a child is in each age band."""
    bands, ages = settings.bands(), settings.ages()
    firsts = [next(12 * youngest for _, youngest, of in ages if of == band) for band in bands]
    return np.diff([*firsts, ADULT_MONTHS]).astype(float)


def _stock(children: Children) -> Floats:
    bands, kinds = len(settings.bands()), len(settings.kinds())
    index = _band(children) * kinds + children.kind
    return np.bincount(index, minlength=bands * kinds).reshape(bands, kinds).astype(float)


def _band(children: Children) -> Ints:
    bands = settings.bands()
    return np.array([bands.index(band) for _, _, band in settings.ages()])[children.group]


def _rates(own: Children, origin: int) -> tuple[Floats, Floats]:
    """Chances within a month of going on in each kind, by band and kind now (less those who leave), and
    mean entries a month by band and kind. Birthdays are counted by the constant rate of ageing, so who
    leaves on turning 18 is not among those who leave."""
    bands, kinds = len(settings.bands()), len(settings.kinds())
    monthly: list[Floats] = []
    entries = np.zeros((bands, kinds))
    for month in range(origin - YEAR, origin):
        now = own.where((own.month == month) & own.is_followed)
        entries += _stock(own.where((own.month == month + 1) & own.enters)) / YEAR
        going = now.where(now.stays | (now.age >= ADULT_MONTHS - 1))
        after = np.where(going.stays, going.after_kind, going.kind)
        index = (_band(going) * kinds + going.kind) * kinds + after
        went = np.bincount(index, minlength=bands * kinds * kinds).reshape(bands, kinds, kinds)
        stock = _stock(now)[:, :, None]
        monthly.append(np.divide(went, stock, out=np.full(went.shape, np.nan), where=stock > 0))
    seen = ~np.isnan(monthly).all(axis=0)
    total = np.nansum(monthly, axis=0) / np.maximum((~np.isnan(monthly)).sum(axis=0), 1)
    # A kind that nobody was in keeps whoever comes.
    return np.where(seen, total, np.eye(kinds)[None]), entries
