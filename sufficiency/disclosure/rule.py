"""The numbers of the rule ``london-7-5``, second edition, and what it does to one count."""

from __future__ import annotations

import numpy as np
import pandas as pd

SMALL = 7
BASE = 5
# A rate of 0 or 100 per cent says something about each child of a group smaller than this.
ALL_OR_NONE = 20
# Children who must stand behind a statistic; a p-quantile needs 8 on its thinner side. The limit of a
# median's interval is such a quantile: of 25 children it is the eighth from the end.
LEAST = {"mean": 8, "sum": 8, "median": 16, "limit": 25, "quartile": 32, "decile": 80, "twentieth": 160}
# ACRO's dominance rule: the largest contributor at most half, the largest two at most 90 per cent.
LARGEST_PCT = 50.0
TOP_TWO_PCT = 90.0
# A true 0 is shown for an authority, or a larger area, by at most so many dimensions.
FIRST_LEVEL = 1


def shown_from(kind: str) -> int:
    """The least count, as shown, beside which a statistic of ``kind`` stands: the true one may be two
    fewer and must still be enough. So nobody learns from a median that is there how many there are."""
    return -(-(LEAST[kind] + BASE // 2) // BASE) * BASE


def counts(values: pd.Series, *, is_zero_shown: bool | pd.Series = False) -> pd.Series:
    """``values`` as shown: NaN for 0 to 7 (a true 0 stands where ``is_zero_shown``), and every other
    to the nearest 5."""
    shown = to_base(values)
    hidden = shown.abs() <= SMALL
    # By the rounded value, so that an expected count of 7.2 children is not shown as 5 either.
    return shown.mask(hidden & ~((values == 0) & is_zero_shown))


def to_base(values: pd.Series) -> pd.Series:
    """``values`` to the nearest 5, halves up."""
    rounded: pd.Series = np.floor(steadied(values / BASE) + 0.5) * BASE
    return rounded


def steadied(values: pd.Series) -> pd.Series:
    """Without the last digits, which differ with the order in which parallel sums are added: a
    figure half-way between two steps must be rounded to the same one each time it is asked for."""
    return values.round(9)
