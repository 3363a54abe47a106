"""The two editions of the rule, as the bounds that what is shown sets to what is true.

An intruder knows a count as the least and the most it can be. The second edition is the product's own
(:mod:`sufficiency.disclosure.rule`); the first is kept here, to show what was gained.
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


def first(true: np.ndarray, crossed: int) -> Bounds:
    """1 to 7 withheld, nought shown and others to the nearest 5, however many dimensions are crossed."""
    fives = np.floor(true / rule.BASE + 0.5) * rule.BASE
    return bounds(np.where((true > 0) & (true <= rule.SMALL), np.nan, fives), 1)


def second(true: np.ndarray, crossed: int) -> Bounds:
    """The rule as it stands; what more than three dimensions cross is never shown."""
    if crossed > MOST_CROSSINGS:
        return np.zeros(true.shape), np.full(true.shape, ANY)
    tells = crossed <= rule.FIRST_LEVEL
    return bounds(rule.counts(pd.Series(true.astype(float)), is_zero_shown=tells).to_numpy(), int(tells))


EDITIONS: dict[str, Edition] = {"first edition": first, "second edition": second}


def bounds(shown: np.ndarray, least: int) -> Bounds:
    """A withheld count is ``least`` to 7; a shown one at most two fewer or more than it says, and no
    count of 7 or fewer."""
    withheld, half = np.isnan(shown), rule.BASE // 2
    known = np.nan_to_num(shown)
    low = np.where(withheld, least, np.where(known == 0, 0, np.maximum(known - half, rule.SMALL + 1)))
    high = np.where(withheld, rule.SMALL, np.where(known == 0, 0, known + half))
    return low.astype(float), high.astype(float)
