"""What was seen at each month end, in the series that are forecast."""

from __future__ import annotations

import numpy as np

from sufficiency.planning.children import Children, Floats, History, Ints
from sufficiency.planning.risks import shape
from sufficiency.planning.series import Cells, every, still, stocks
from sufficiency.planning.simulation import seen


def counts(history: History, month: int) -> Floats:
    """Children seen at the month end, or in the twelve months to it: authorities × series.

    Series as :func:`every` has them; those of placements still open, which depend on when they are
    counted from, are NaN. So is all of an authority that does not vouch for the month, and what
    happened in twelve months of which it does not vouch for the first or the one before.
    """
    places, of = len(history.authorities), every(history.cohorts)
    now = history.children.where(history.children.month == month)
    cells = Cells(shape())
    index = now.authority * cells.count + cells.rows(now)
    stock = np.bincount(index, minlength=places * cells.count).reshape(places, cells.count)
    observed = np.full((places, len(of)), np.nan)
    end = len(stocks())
    observed[:, :end] = stock @ cells.membership().T
    for cohort in range(len(history.cohorts)):
        observed[:, end + cohort] = np.bincount(now.authority, now.bits >> cohort & 1, places)
    observed[:, -3:] = seen(history, month).sum(axis=2)
    year_before = history.children.authority[history.children.month == month - 12]
    observed[np.bincount(year_before, minlength=places) == 0, -3:] = np.nan
    observed[np.bincount(now.authority, minlength=places) == 0] = np.nan
    return observed


def placements(children: Children) -> Ints:
    """A number for each placement, the same in all rows of it; rows in the order of authority, child
    and month."""
    ends = ~children.stays | children.moves
    return np.concatenate([[0], np.cumsum(ends)[:-1]])


def still_open(history: History, placement: Ints, origin: int, month: int) -> Floats:
    """Placements open at ``origin`` that are open at ``month`` yet: authorities × (all, then each kind)."""
    children, places, kinds = history.children, len(history.authorities), shape().kinds
    then = children.month == origin
    is_open = np.isin(placement[then], placement[children.month == month])
    index = children.authority[then][is_open] * kinds + children.kind[then][is_open]
    by_kind = np.bincount(index, minlength=places * kinds).reshape(places, kinds).astype(float)
    return np.concatenate([by_kind.sum(axis=1, keepdims=True), by_kind], axis=1)


def whole(history: History, placement: Ints, origin: int, month: int) -> Floats:
    """:func:`counts` at ``month`` with the placements open since ``origin``."""
    observed = counts(history, month)
    begins = len(stocks()) + len(history.cohorts)
    observed[:, begins : begins + len(still())] = still_open(history, placement, origin, month)
    return observed
