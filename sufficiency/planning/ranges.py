"""Ranges about a forecast that have held the truth as often as they say, in years that were forecast before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sufficiency.planning.children import Floats

SHARES = (0.5, 0.8, 0.95)
# The least half-width, in children: a range of no width would never hold another whole number.
LEAST = 0.5


def half_width(runs: Floats) -> Floats:
    """Half of what lies between the tenth and the ninetieth of a hundred runs (the last axis)."""
    low, high = np.quantile(runs, (0.1, 0.9), axis=-1)
    return np.maximum((high - low) / 2, LEAST)


def scores(truth: Floats, centre: Floats, width: Floats) -> Floats:
    """How many half-widths each truth lies from the centre."""
    return np.abs(truth - centre) / width


def factors(observed: Floats, shares: Sequence[float] = SHARES) -> Floats:
    """By what the half-width is multiplied for each of ``shares`` of the ``observed`` scores to lie within.

    Split conformal prediction (Vovk and others 2005): the quantile of rank (n + 1) × share, so that a
    new one, if it is like those, lies within at least as often. NaN scores are passed over; with none
    the width stays as it is, with fewer than the rank needs the largest stands.
    """
    known = np.sort(observed[~np.isnan(observed)])
    if not len(known):
        return np.array([0.53, 1.0, 1.53])  # of a normal's half-width at 80 %
    ranks = np.ceil((len(known) + 1) * np.asarray(shares)).astype(int)
    return known[np.minimum(ranks, len(known)) - 1]


def held_out(observed: Floats, groups: Floats) -> list[Floats]:
    """Whether each score lies within ranges made of the scores of all other ``groups``, by share: 1 or 0,
    NaN where there is no score or no other group."""
    inside = [np.full(len(observed), np.nan) for _ in SHARES]
    known = ~np.isnan(observed)
    for group in np.unique(groups):
        own, others = known & (groups == group), observed[known & (groups != group)]
        if len(others):
            for place, factor in enumerate(factors(others)):
                inside[place][own] = observed[own] <= factor
    return inside
