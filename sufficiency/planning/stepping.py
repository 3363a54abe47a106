"""Simulated children stepped a month at a time: who leaves, moves, grows older and comes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sufficiency.planning import random_keys, settings
from sufficiency.planning.change import NOTHING, Change
from sufficiency.planning.children import ADULT_MONTHS, LONGEST_CARE, Flags, Floats, Ints, age_groups, care_groups
from sufficiency.planning.lanes import Lanes, begin
from sufficiency.planning.model import Model
from sufficiency.planning.risks import YEAR
from sufficiency.planning.series import Cells

RESIDENTIAL, FOSTER = "Residential placements", "Foster placements"
# Where in a newcomer's number its parts stand: the month, whether it is one more, authority, band and run.
BY_MONTH, BY_MORE, BY_PLACE, BY_BAND, BY_RUN = 48, 47, 36, 32, 20
LARGEST = 0.95  # no chance within a month is surer


@dataclass(frozen=True)
class Step:
    """What happened within a month: ``started``, ``ceased`` and ``adult`` by authority and run, and
    ``flows`` by driver, authority and cell, in the order of ``DRIVERS``, in all runs together."""

    started: Floats
    ceased: Floats
    adult: Floats
    flows: Floats


class Simulation:
    """One bundle of runs of ``model`` with the ``change`` of a scenario.

    The same ``rng`` makes the same, and meets each child with the same chance whatever the change.
    """

    def __init__(self, model: Model, runs: int, rng: np.random.Generator, change: Change = NOTHING) -> None:
        self.model, self.runs, self.rng, self.change = model, runs, rng, change
        places = len(model.history.authorities)
        self._takes_part = change.takes_part(places)
        base, self._base, more = (int(number) for number in rng.integers(0, 2**63, 3))
        # Who comes besides, by a scenario, is drawn apart, so that all else stays as it would be.
        self._more = np.random.default_rng(more)
        self.lanes = begin(model, runs, base, self._takes_part)
        self.cells = Cells(model.risks.shape)
        self._groups, self._steps = age_groups().astype(np.int32), care_groups().astype(np.int32)
        self._shape = (places, runs)
        risks, coming = model.risks, model.entries
        self._leaving = _about(rng, risks.leave_factor[:, None], risks.leave_doubt[:, None], self._shape)
        self._trend = np.zeros(runs)
        self._coming = coming.mean[:, :, None] * _about(rng, 1.0, coming.doubt[:, :, None], (*coming.mean.shape, runs))
        self._common, self._own = np.zeros((2, runs)), np.zeros((2, places, runs))
        self._factors = change.factors(coming.mean.shape[1])
        self._foster, self._residential = (settings.kinds().index(kind) for kind in (FOSTER, RESIDENTIAL))

    def step(self, ahead: int) -> Step:
        """Let the month ``ahead`` (1 is the next) pass."""
        lanes, risks, rng = self.lanes, self.model.risks, self.rng
        of = risks.shape
        group = self._groups[lanes.age]
        care = self._steps[np.minimum(lanes.care, LONGEST_CARE)]
        cell = of.cell(group, lanes.kind, 2 * lanes.alone + lanes.hard, care)
        self._trend += rng.normal(0.0, risks.drift / np.sqrt(YEAR), self.runs)
        factor = (self._leaving * np.exp(self._trend)).astype(np.float32)
        month = (self.model.now + ahead - 1) % YEAR
        leaving, moving = (
            (likely.reshape(-1, of.kinds, 4 * of.steps) * season[:, month, None]).ravel().astype(np.float32)
            for likely, season in ((risks.leave, risks.leave_season), (risks.move, risks.move_season))
        )
        leave = leaving[cell] * factor[lanes.place, lanes.run]
        if self.change.long_stays:
            leave *= self.change.leaving(lanes.care)
        leave = np.minimum(leave, LARGEST)
        placed = cell - care + self._steps[np.minimum(lanes.carer, LONGEST_CARE)]
        move = moving[placed] * risks.move_factor.astype(np.float32)[lanes.place]
        drawn, drawn_hard = random_keys.pairs(lanes.key, ahead, random_keys.MONTH)
        adult = lanes.age + 1 >= ADULT_MONTHS
        gone = adult | (drawn < leave)
        moved = np.flatnonzero(~gone & (drawn < leave + move))
        hard = risks.to_complex.astype(np.float32)[(lanes.hard * of.groups + group) * of.kinds + lanes.kind]
        counted = [self._count(lanes.place[rows], lanes.run[rows]) for rows in (gone, adult)]
        left, older = np.flatnonzero(gone & ~adult), np.flatnonzero(~gone & (self._groups[lanes.age + 1] != group))
        flows = [-self._in_cells(lanes, rows) for rows in (left, np.flatnonzero(adult))]
        before = lanes.age
        lanes.age = lanes.age + 1
        flows.append(self._in_cells(lanes, older) - self._in_cells(lanes, older, before))
        down = self._stepping_down(ahead, gone)
        changed = np.union1d(moved, down) if len(down) else moved
        flows.append(-self._in_cells(lanes, changed))
        lanes.hard = (drawn_hard < hard).astype(np.int32)
        self._move(moved, group[moved], month, ahead)
        self._move(down, group[down], month, ahead, to=self._foster)
        flows[-1] = flows[-1] + self._in_cells(lanes, changed)
        lanes.care, lanes.carer = lanes.care + 1, lanes.carer + 1
        started, newcomers = self._enter(ahead)
        came = sum((self._in_cells(new) for new in newcomers), np.zeros_like(flows[0]))
        lanes.change(~gone, newcomers)
        ceased, turned = counted
        return Step(started, ceased, turned, np.array([came, *flows]))

    def stock(self) -> Floats:
        """Children in each cell: authorities × cells × runs."""
        lanes = self.lanes
        cell = self.cells.of(self._groups[lanes.age], lanes.kind, lanes.alone, lanes.far, lanes.hard)
        index = (lanes.place.astype(np.int64) * self.cells.count + cell) * self.runs + lanes.run
        size = self._shape[0] * self.cells.count * self.runs
        return np.bincount(index, minlength=size).reshape(self._shape[0], self.cells.count, self.runs).astype(float)

    def still(self) -> Floats:
        """Placements of the beginning that are still open: authorities × kinds × runs."""
        lanes, kinds = self.lanes, self.model.risks.shape.kinds
        rows = lanes.first >= 0
        index = (lanes.place[rows] * kinds + lanes.first[rows]) * self.runs + lanes.run[rows]
        size = self._shape[0] * kinds * self.runs
        return np.bincount(index, minlength=size).reshape(self._shape[0], kinds, self.runs).astype(float)

    def _stepping_down(self, ahead: int, gone: Flags) -> Ints:
        """Children whom the scenario has move from residential placements to fostering within the month."""
        if not self.change.step_down:
            return np.zeros(0, dtype=np.int64)
        drawn, _ = random_keys.pairs(self.lanes.key, ahead, random_keys.STEP_DOWN)
        is_in = ~gone & (self.lanes.kind == self._residential)
        return np.flatnonzero(is_in & (drawn < self.change.monthly_step_down))

    def _move(self, rows: Ints, group: Ints, month: int, ahead: int, *, to: int | None = None) -> None:
        """Let children move, ``to`` one kind of placement or to such as children move to."""
        lanes, risks, of = self.lanes, self.model.risks, self.model.risks.shape
        alone = lanes.alone[rows]
        drawn, drawn_far = random_keys.pairs(lanes.key[rows], ahead, random_keys.MOVE)
        if to is None:
            shares = risks.to_kind[((group * of.kinds + lanes.kind[rows]) * 2 + alone) * YEAR + month]
            kind = (drawn[:, None] > shares[:, :-1]).sum(axis=1).astype(np.int32)
        else:
            kind = np.full(len(rows), to, dtype=np.int32)
        likely = risks.to_far[((kind * of.groups + group) * 2 + alone) * 2 + lanes.far[rows]]
        far = drawn_far < likely * risks.far_factor[lanes.place[rows]]
        lanes.kind[rows], lanes.far[rows], lanes.first[rows] = kind, far, -1
        lanes.carer[rows] = -1  # 0 when the month has passed

    def _enter(self, ahead: int) -> tuple[Floats, list[Lanes]]:
        """How many children come within the month ``ahead``, and they themselves."""
        coming, rng = self.model.entries, self.rng
        places, runs = self._shape
        part = 1 / np.sqrt(YEAR)
        self._common += rng.normal(0.0, 1.0, (2, runs)) * coming.common_drift[:, None] * part
        self._own += rng.normal(0.0, 1.0, (2, places, runs)) * coming.own_drift[:, None, None] * part
        # A logarithm that wanders raises the mean; half its variance takes that out again.
        wandered = (coming.common_drift**2 + coming.own_drift**2)[:, None, None] * ahead / YEAR / 2
        level = np.exp(self._common[:, None, :] + self._own - wandered)
        bands = coming.mean.shape[1]
        levels = np.concatenate([np.repeat(level[:1], bands - 1, axis=0), level[1:]]).transpose(1, 0, 2)
        month = (self.model.now + ahead) % YEAR
        mean = self._coming * levels * self.model.growth[:, None, ahead - 1, None] * coming.season[:, month, None]
        if coming.scatter > 0:
            # The scatter is that of all bands together, so it moves them together.
            shape = 1.0 / coming.scatter
            mean = mean * rng.gamma(shape, 1.0 / shape, (places, 1, runs))
        numbers = [(rng.poisson(mean), np.minimum(self._factors, 1.0), 0)]
        if (more := np.maximum(self._factors - 1.0, 0.0)).any():
            numbers.append((self._more.poisson(mean * more[:, None]), np.ones(bands), 1))
        newcomers = []
        for number, kept, is_more in numbers:
            number[~self._takes_part] = 0
            for band in range(bands):
                place, run = (np.repeat(axis, number[:, band].ravel()) for axis in _grid(places, runs))
                if len(place) and coming.weights[band].shape[1]:
                    key = (ahead << BY_MONTH) | (is_more << BY_MORE) | (band << BY_BAND)
                    newcomers.append(self._newcomers(band, month, place, run, key, float(kept[band])))
        started = sum((self._count(new.place, new.run) for new in newcomers), np.zeros(self._shape))
        return started, newcomers

    def _newcomers(self, band: int, month: int, place: Ints, run: Ints, number: int, share: float) -> Lanes:
        """Of children who come to ``place`` in ``run`` the ``share`` that a scenario leaves, as lanes."""
        coming = self.model.entries
        # Of one authority and run they stand side by side; ``order`` tells them apart.
        begins = np.flatnonzero(np.diff(place * self.runs + run, prepend=-1))
        order = np.arange(len(place)) - np.repeat(begins, np.diff(begins, append=len(place)))
        key = random_keys.keys(self._base, number | place << BY_PLACE | run << BY_RUN | order)
        drawn, drawn_age = random_keys.pairs(key, 0, random_keys.NEWCOMER)
        weights = coming.weights[band]
        count = weights.shape[1]
        flat = (weights / weights[:, -1:] + np.arange(len(weights))[:, None]).ravel()
        indices = np.searchsorted(flat, place + drawn.astype(np.float64), side="right") - place * count
        rows = coming.starts[band] + np.minimum(indices, count - 1)
        pool = coming.pool
        columns = (pool.age, pool.kind, pool.care, pool.carer, pool.is_unaccompanied, pool.is_far, pool.is_complex)
        age, kind, care, carer, alone, far, hard = (c[rows].astype(np.int32) for c in columns)
        # Birthdays stand in the year as those of children who came at the same time of the year.
        first, past = coming.month_starts[band, month : month + 2]
        if past > first:
            donors = coming.by_month[first:past]
            age = pool.age[donors[(drawn_age * len(donors)).astype(np.int64)]].astype(np.int32)
        nothing = np.full(len(rows), -1, dtype=np.int32)
        place, run = place.astype(np.int32), run.astype(np.int32)
        lanes = Lanes(place, run, age, kind, care, carer, alone, far, hard, nothing, key)
        if share < 1.0:
            lanes.change(random_keys.pairs(key, 0, random_keys.LEFT_OUT)[0] < share, [])
        return lanes

    def _in_cells(self, lanes: Lanes, rows: Ints | None = None, age: Ints | None = None) -> Floats:
        """How many of ``rows`` (all, where none are named) are in each cell: authorities × cells."""
        rows = np.arange(len(lanes.place)) if rows is None else rows
        group = self._groups[(lanes.age if age is None else age)[rows]]
        cell = self.cells.of(group, *(c[rows] for c in (lanes.kind, lanes.alone, lanes.far, lanes.hard)))
        index = lanes.place[rows].astype(np.int64) * self.cells.count + cell
        size = self._shape[0] * self.cells.count
        return np.bincount(index, minlength=size).reshape(self._shape[0], self.cells.count).astype(float)

    def _count(self, place: Ints, run: Ints) -> Floats:
        size = self._shape[0] * self.runs
        return np.bincount(place * self.runs + run, minlength=size).reshape(self._shape).astype(float)


def _grid(places: int, runs: int) -> tuple[Ints, Ints]:
    place, run = np.divmod(np.arange(places * runs), runs)
    return place, run


def _about(rng: np.random.Generator, middle: Floats | float, doubt: Floats, shape: tuple[int, ...]) -> Floats:
    """Draws about ``middle`` whose standard deviation is ``doubt``, as a share of it."""
    return middle * np.exp(rng.normal(0.0, 1.0, shape) * doubt - doubt**2 / 2)
