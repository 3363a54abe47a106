"""The editions of the rule, as the bounds that what is shown sets to what is true.

An intruder knows a count as the least and the most it can be. The third edition is the product's own
(:mod:`sufficiency.disclosure.rule`); the earlier ones are kept here, to show what was gained.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from sufficiency.choices import MOST_CROSSINGS
from sufficiency.disclosure import rule

Bounds = tuple[np.ndarray, np.ndarray]
Edition = Callable[[np.ndarray, int], Bounds]
# What nobody is shown may be any number of children.
ANY = 100_000.0
SMALL = 7


def first(true: np.ndarray, crossed: int) -> Bounds:
    """1 to 7 withheld, nought shown and others to the nearest 5, however many dimensions are crossed."""
    return fives(true, 1)


def second(true: np.ndarray, crossed: int) -> Bounds:
    """The same, but 0 to 7 alike withheld below the first level, and three crossings at most."""
    if crossed > MOST_CROSSINGS:
        return np.zeros(true.shape), np.full(true.shape, ANY)
    return fives(true, int(crossed <= rule.FIRST_LEVEL))


def third(true: np.ndarray, crossed: int) -> Bounds:
    """The rule as it stands; what more than three dimensions cross is never shown. A 0 is taken to be told, which of
    one authority it no longer is, in the intruder's favour."""
    if crossed > MOST_CROSSINGS:
        return np.zeros(true.shape), np.full(true.shape, ANY)
    tells = crossed <= rule.FIRST_LEVEL
    return bounds(rule.counts(pd.Series(true.astype(float)), is_zero_shown=tells).to_numpy(), int(tells))


EDITIONS: dict[str, Edition] = {"first edition": first, "second edition": second, "third edition": third}
NOW = "third edition"


def fives(true: np.ndarray, least: int) -> Bounds:
    """Counts of ``least`` to 7 withheld and others to the nearest 5: one of 7 or fewer is never shown."""
    shown = np.floor(true / rule.FIVE + 0.5) * rule.FIVE
    withheld, half = (true >= least) & (true <= SMALL), rule.FIVE // 2
    low = np.where(withheld, least, np.where(true == 0, 0, np.maximum(shown - half, SMALL + 1)))
    high = np.where(withheld, SMALL, np.where(true == 0, 0, shown + half))
    return low.astype(float), high.astype(float)


def bounds(shown: np.ndarray, least: int) -> Bounds:
    """A withheld count (NaN) is ``least`` to 9; a shown one is in the ten whose middle it is."""
    withheld, known, band = np.isnan(shown), np.nan_to_num(shown), rule.band()
    low = np.where(withheld, least, np.where(known == 0, 0, known - band // 2))
    high = np.where(withheld, band - 1, np.where(known == 0, 0, known - band // 2 + band - 1))
    return low.astype(float), high.astype(float)
