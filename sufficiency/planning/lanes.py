"""Simulated children: each child of each run is a lane, stepped a month at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sufficiency.planning.children import ADULT_MONTHS, LONGEST_CARE, Flags, Floats, Ints, age_groups, care_groups
from sufficiency.planning.model import Model
from sufficiency.planning.risks import YEAR
from sufficiency.planning.series import Cells

COLUMNS = ("place", "run", "age", "kind", "care", "carer", "alone", "far", "hard", "first")
LARGEST = 0.95  # no chance within a month is surer


@dataclass
class Lanes:
    """Columns of equal length: authority, run, age, time in care and in the placement in months, its kind, whether
    unaccompanied, far from home and of the followed cohort (0 or 1), and ``first``: the kind of the
    placement at the beginning while it is still open, else -1."""

    place: Ints
    run: Ints
    age: Ints
    kind: Ints
    care: Ints
    carer: Ints
    alone: Ints
    far: Ints
    hard: Ints
    first: Ints

    def change(self, kept: Flags, others: Sequence[Lanes]) -> None:
        """Let go of all lanes but those ``kept``, and put ``others`` beside them."""
        rows = np.flatnonzero(kept)
        for name in COLUMNS:
            parts = [getattr(self, name).take(rows), *(getattr(other, name) for other in others)]
            setattr(self, name, np.concatenate(parts))


def begin(model: Model, runs: int) -> Lanes:
    """Today's children in each of ``runs``."""
    now = model.today
    columns = (
        now.authority,
        now.age,
        now.kind,
        now.care,
        now.carer,
        now.is_unaccompanied,
        now.is_far,
        now.is_complex,
        now.kind,
    )
    place, age, kind, care, carer, alone, far, hard, first = (np.tile(c.astype(np.int32), runs) for c in columns)
    run = np.repeat(np.arange(runs, dtype=np.int32), len(now.month))
    return Lanes(place, run, age, kind, care, carer, alone, far, hard, first)


@dataclass(frozen=True)
class Step:
    """What happened within a month, by authority and run."""

    started: Floats
    ceased: Floats
    adult: Floats


class Simulation:
    """One bundle of runs of ``model``; the same ``rng`` makes the same."""

    def __init__(self, model: Model, runs: int, rng: np.random.Generator) -> None:
        self.model, self.runs, self.rng = model, runs, rng
        self.lanes = begin(model, runs)
        self.cells = Cells(model.risks.shape)
        self._groups, self._steps = age_groups().astype(np.int32), care_groups().astype(np.int32)
        places = len(model.history.authorities)
        self._shape = (places, runs)
        risks, coming = model.risks, model.entries
        self._leaving = _about(rng, risks.leave_factor[:, None], risks.leave_doubt[:, None], self._shape)
        self._trend = np.zeros(runs)
        self._coming = coming.mean[:, :, None] * _about(rng, 1.0, coming.doubt[:, :, None], (*coming.mean.shape, runs))
        self._common, self._own = np.zeros((2, runs)), np.zeros((2, places, runs))

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
            (chance.reshape(-1, of.kinds, 4 * of.steps) * season[:, month, None]).ravel().astype(np.float32)
            for chance, season in ((risks.leave, risks.leave_season), (risks.move, risks.move_season))
        )
        leave = np.minimum(leaving[cell] * factor[lanes.place, lanes.run], LARGEST)
        placed = cell - care + self._steps[np.minimum(lanes.carer, LONGEST_CARE)]
        move = moving[placed] * risks.move_factor.astype(np.float32)[lanes.place]
        chance = rng.random(len(cell), dtype=np.float32)
        adult = lanes.age + 1 >= ADULT_MONTHS
        gone = adult | (chance < leave)
        moved = np.flatnonzero(~gone & (chance < leave + move))
        hard = risks.to_complex.astype(np.float32)[(lanes.hard * of.groups + group) * of.kinds + lanes.kind]
        lanes.hard = (rng.random(len(cell), dtype=np.float32) < hard).astype(np.int32)
        self._move(moved, group[moved], month)
        counted = [self._count(lanes.place[rows], lanes.run[rows]) for rows in (gone, adult)]
        lanes.age, lanes.care, lanes.carer = lanes.age + 1, lanes.care + 1, lanes.carer + 1
        started, newcomers = self._enter(ahead)
        lanes.change(~gone, newcomers)
        return Step(started, *counted)

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

    def _move(self, rows: Ints, group: Ints, month: int) -> None:
        lanes, risks, of = self.lanes, self.model.risks, self.model.risks.shape
        alone = lanes.alone[rows]
        shares = risks.to_kind[((group * of.kinds + lanes.kind[rows]) * 2 + alone) * YEAR + month]
        kind = (self.rng.random(len(rows))[:, None] > shares[:, :-1]).sum(axis=1).astype(np.int32)
        chance = risks.to_far[((kind * of.groups + group) * 2 + alone) * 2 + lanes.far[rows]]
        far = self.rng.random(len(rows)) < chance * risks.far_factor[lanes.place[rows]]
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
        number = rng.poisson(mean)
        newcomers = []
        for band in range(bands):
            place, run = (np.repeat(axis, number[:, band].ravel()) for axis in _grid(places, runs))
            if len(place) and coming.weights[band].shape[1]:
                newcomers.append(self._newcomers(band, month, place, run))
        return number.sum(axis=1).astype(float), newcomers

    def _newcomers(self, band: int, month: int, place: Ints, run: Ints) -> Lanes:
        coming = self.model.entries
        weights = coming.weights[band]
        count = weights.shape[1]
        flat = (weights / weights[:, -1:] + np.arange(len(weights))[:, None]).ravel()
        found = np.searchsorted(flat, place + self.rng.random(len(place)), side="right") - place * count
        rows = coming.starts[band] + np.minimum(found, count - 1)
        pool = coming.pool
        columns = (pool.age, pool.kind, pool.care, pool.carer, pool.is_unaccompanied, pool.is_far, pool.is_complex)
        age, kind, care, carer, alone, far, hard = (c[rows].astype(np.int32) for c in columns)
        # Birthdays stand in the year as those of children who came at the same time of the year.
        first, past = coming.month_starts[band, month : month + 2]
        if past > first:
            donors = coming.by_month[first:past]
            age = pool.age[donors[self.rng.integers(0, len(donors), len(rows))]].astype(np.int32)
        nothing = np.full(len(rows), -1, dtype=np.int32)
        return Lanes(place.astype(np.int32), run.astype(np.int32), age, kind, care, carer, alone, far, hard, nothing)

    def _count(self, place: Ints, run: Ints) -> Floats:
        size = self._shape[0] * self.runs
        return np.bincount(place * self.runs + run, minlength=size).reshape(self._shape).astype(float)


def _grid(places: int, runs: int) -> tuple[Ints, Ints]:
    place, run = np.divmod(np.arange(places * runs), runs)
    return place, run


def _about(rng: np.random.Generator, middle: Floats | float, doubt: Floats, shape: tuple[int, ...]) -> Floats:
    """Draws about ``middle`` whose standard deviation is ``doubt``, as a share of it."""
    return middle * np.exp(rng.normal(0.0, 1.0, shape) * doubt - doubt**2 / 2)
