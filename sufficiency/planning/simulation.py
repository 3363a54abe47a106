"""Many runs of the future, counted: a number for each authority, series, month and run."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from sufficiency.planning.change import NOTHING, Change
from sufficiency.planning.children import ADULT_MONTHS, Floats, History
from sufficiency.planning.drivers import Drivers
from sufficiency.planning.model import Model
from sufficiency.planning.series import Cells, every, still, stocks
from sufficiency.planning.stepping import Simulation

YEAR = 12
Counts = npt.NDArray[np.float32]


class Stopped(RuntimeError):
    """Somebody stopped the forecast before it was made."""


def run(
    model: Model,
    months: int,
    runs: int,
    seed: int,
    chunk: int,
    say: Callable[[float], None] = lambda share: None,
    is_stopped: Callable[[], bool] = lambda: False,
    change: Change = NOTHING,
    drivers: Drivers | None = None,
) -> Counts:
    """Counts of shape authorities × series × (months + 1) × runs, series as :func:`every` has them.

    Month 0 is the truth at ``model.now``, the same in every run. What happens in twelve months adds
    what was seen before it. ``say`` is told the share done; raises Stopped once ``is_stopped``. With the
    ``change`` of a scenario each child meets the same chance as without; authorities that take no part
    in it have nobody. ``drivers`` is told what happened in each month.
    """
    names = every(model.history.cohorts)
    counts = np.zeros((len(model.history.authorities), len(names), months + 1, runs), dtype=np.float32)
    parts = np.random.SeedSequence(seed).spawn(-(-runs // chunk))
    for part, own in enumerate(parts):
        here = counts[..., part * chunk : (part + 1) * chunk]
        bundle = _Bundle(model, here, np.random.default_rng(own), change)
        for ahead in range(1, months + 1):
            if is_stopped():
                raise Stopped
            flows = bundle.step(ahead)
            if drivers is not None:
                drivers.add(ahead, flows)
            say((part + ahead / months) / len(parts))
    last = slice(len(names) - 3, len(names))
    counts[:, last] = _in_twelve_months(counts[:, last], seen(model.history, model.now))
    return counts


class _Bundle:
    """Some of the runs, whose counts are put into their place month by month."""

    def __init__(self, model: Model, counts: Counts, rng: np.random.Generator, change: Change) -> None:
        self.counts, self.rng = counts, rng
        self.simulation = Simulation(model, counts.shape[-1], rng, change)
        self.membership = Cells(model.risks.shape).membership()
        self.member, self.factor = np.ascontiguousarray(model.member.T), model.member_factor
        self._stock(0)

    def step(self, ahead: int) -> Floats:
        happened = self.simulation.step(ahead)
        self._stock(ahead)
        for place, flow in enumerate((happened.started, happened.ceased, happened.adult), start=-3):
            self.counts[:, place, ahead] = flow
        return happened.flows

    def _stock(self, ahead: int) -> None:
        cells = self.simulation.stock()
        end = len(stocks())
        # An authority at a time: einsum made one large product of them, which took eighty times as long.
        self.counts[:, :end, ahead] = self.membership @ cells
        cohorts = len(self.member)
        self.counts[:, end : end + cohorts, ahead] = self._members(cells)
        open_yet = self.simulation.still()
        begins = end + cohorts
        self.counts[:, begins, ahead] = open_yet.sum(axis=1)
        self.counts[:, begins + 1 : begins + len(still()), ahead] = open_yet

    def _members(self, cells: Floats) -> Floats:
        """How many are in each cohort: who is, is chance, whose spread is a sum of single chances'."""
        due = self.member @ cells
        mean = due * self.factor[:, :, None]
        spread = (self.member * (1 - self.member)) @ cells
        drawn = mean + self.rng.normal(0.0, 1.0, mean.shape) * np.sqrt(np.maximum(spread, 0.0))
        return np.clip(np.rint(drawn), 0, cells.sum(axis=1)[:, None])


def seen(history: History, now: int) -> Floats:
    """What was seen in each of the twelve months up to ``now``: authorities × (started, ceased, turned
    18) × months."""
    seen_counts = np.zeros((len(history.authorities), 3, YEAR))
    children = history.children
    came = children.where(children.enters & (children.month > now - YEAR) & (children.month <= now))
    np.add.at(seen_counts, (came.authority, np.zeros_like(came.month), came.month - now + YEAR - 1), 1)
    left = children.where(children.is_followed & ~children.stays & (children.month < now))
    left = left.where(left.month >= now - YEAR)
    np.add.at(seen_counts, (left.authority, np.ones_like(left.month), left.month - now + YEAR), 1)
    adult = left.where(left.age >= ADULT_MONTHS - 1)
    np.add.at(seen_counts, (adult.authority, np.full_like(adult.month, 2), adult.month - now + YEAR), 1)
    return seen_counts


def _in_twelve_months(monthly: Counts, before: Floats) -> Counts:
    """Sums of the twelve months to each month, of months to come and of those ``before``."""
    past = np.broadcast_to(before[..., None], (*before.shape, monthly.shape[-1]))
    line = np.concatenate([np.zeros_like(past[:, :, :1]), past, monthly[:, :, 1:]], axis=2)
    total = np.cumsum(line, axis=2)
    return (total[:, :, YEAR:] - total[:, :, :-YEAR]).astype(np.float32)
