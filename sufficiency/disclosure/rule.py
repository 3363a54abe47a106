"""The numbers of the rule ``london-7-5``, third edition, and what it does to one count.

Every count is known by its ten alone: 0 to 9 are withheld alike, 10 to 19 shown as 15. Because the
withheld band is as wide as all others and they lie end to end, the most a part can be, given its
whole and all other parts as they are shown, ends in 9, and the least is no more than the number of
other parts: no sum over what is shown narrows a small count to a few values (``docs/intruder.md``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sufficiency.reference import tables

if TYPE_CHECKING:
    import pandas as pd

LONDON_7_5 = "london-7-5"
FIVE = 5
# No share is shown of none in a group smaller than the first, nor of all, which in tens may be many
# fewer, in one smaller than the second.
NONE_OF, ALL_OF = 20, 50
# A share in tenths of a per cent says which of its ten the count is that it is of, but where that is so large.
TENTHS_OF = 1_000
STEADY = 9  # decimals that do not differ with the order in which parallel sums are added
# Units of figures that are no secret: registered places, populations, assumptions.
PUBLIC = frozenset({"places", "number"})
# Units of sums of money, of which one child's may be most.
MONEY = frozenset({"gbp", "gbp_week"})
# Children who must stand behind a statistic; a p-quantile needs 8 on its thinner side. The limit of a
# median's interval is such a quantile: of 25 children it is the eighth from the end.
LEAST = {"mean": 8, "sum": 8, "median": 16, "limit": 25, "quartile": 32, "decile": 80, "twentieth": 160}
# ACRO's dominance rule: the largest contributor at most half, the largest two at most 90 per cent.
LARGEST_PCT = 50.0
TOP_TWO_PCT = 90.0
# A true 0 is shown for an area of several authorities by at most so many dimensions.
FIRST_LEVEL = 1


@tables.derived_from("profiles")
def band() -> int:
    """How wide the band is by which a count is known, and below which it is withheld (profiles.csv)."""
    return next(int(row["band"]) for row in tables.records("profiles") if row["profile"] == LONDON_7_5)


def known_to(profile: str) -> int:
    """How wide the band is by which a count is known under ``profile``: 1 where it is exact."""
    return band() if profile == LONDON_7_5 else 1


def shown_from(kind: str) -> int:
    """The least count, as shown, beside which a statistic of ``kind`` stands: the true one may be at
    the foot of its band and must still be enough. So nobody learns from a median that is there how
    many there are."""
    return -(-LEAST[kind] // band()) * band() + band() // 2


def counts(values: pd.Series, *, is_zero_shown: bool | pd.Series = False) -> pd.Series:
    """``values`` as shown: NaN for those of the first band (a true 0 stands where ``is_zero_shown``),
    and every other as the middle of its band: 15 for 10 to 19."""
    # On arrays: every figure of a page passes here, and Series of so few rows are slow to line up.
    exact = values.to_numpy(dtype="float64", na_value=np.nan)
    foot = np.floor(np.round(exact / band(), STEADY)) * band()
    nought = np.where((exact == 0) & np.asarray(is_zero_shown), exact, np.nan)
    shown = values.astype("float64")
    shown[:] = np.where(foot >= band(), foot + band() // 2, nought)
    return shown


def reach(shown: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The least and the most that each count in ``shown`` may truly be: 10 and 19 where 15 is shown, 0
    and 0 where a true 0 is."""
    foot = shown - band() // 2
    return np.where(shown > 0, foot, shown), np.where(shown > 0, foot + band() - 1, shown)


def to_five(values: pd.Series) -> pd.Series:
    """``values`` to the nearest 5, halves up."""
    rounded: pd.Series = np.floor(steadied(values / FIVE) + 0.5) * FIVE
    return rounded


def numbers(values: pd.Series) -> pd.Series:
    """``values`` as numbers; what is none is not there, and stands in no error message either."""
    import pandas as pd  # By now it is there: whoever only reads headers does not wait for it.

    parsed: pd.Series = pd.to_numeric(values, errors="coerce").astype("float64")
    return parsed


def steadied(values: pd.Series) -> pd.Series:
    """Without the last digits, which differ with the order in which parallel sums are added: a
    figure half-way between two steps must be rounded to the same one each time it is asked for."""
    return values.round(STEADY)
