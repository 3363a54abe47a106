"""Every answer a viewer can have about some children by some dimensions, and what follows from all.

The answers are a lattice: each cell of all dimensions, and each total over one, two or all of them.
Intervals are propagated through all of it; of the cells asked for, a linear programme (HiGHS) gives
the least and the most each can be.
"""

from __future__ import annotations

from functools import cached_property
from itertools import product

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, diags, vstack
from scipy.sparse.linalg import lsqr

from tests.intruder.editions import ANY, Bounds, Edition

PASSES = 25


class Lattice:
    """The answers about ``children`` by ``dimensions``, as one edition of the rule shows them.

    With ``areas``, sets of values of the first dimension, that dimension is a place: a value or an
    area of it is no crossing, and each area is an answer too.
    """

    def __init__(
        self,
        children: pd.DataFrame,
        dimensions: tuple[str, ...],
        edition: Edition,
        areas: tuple[frozenset[str], ...] = (),
    ) -> None:
        self.edition = edition
        self.dimensions, self.is_placed = dimensions, bool(areas)
        self.levels = [sorted(children[name].unique()) for name in dimensions]
        codes = [
            pd.Categorical(children[name], categories=values).codes
            for name, values in zip(dimensions, self.levels, strict=True)
        ]
        self.cells = np.zeros([len(values) for values in self.levels], dtype=int)
        np.add.at(self.cells, tuple(codes), 1)
        picks = [[*((v,) for v in range(size)), tuple(range(size))] for size in self.cells.shape]
        known = {value: number for number, value in enumerate(self.levels[0])}
        picks[0] += [tuple(known[value] for value in area if value in known) for area in areas]
        number = np.arange(self.cells.size).reshape(self.cells.shape)
        self.members, crossed = [], []
        for picked in product(*picks):
            singled = [len(some) == 1 and size > 1 for some, size in zip(picked, self.cells.shape, strict=True)]
            crossed.append(sum(singled[1:] if areas else singled))
            self.members.append(number[np.ix_(*picked)].ravel())
        self.rows = np.repeat(np.arange(len(self.members)), [len(some) for some in self.members])
        self.columns = np.concatenate(self.members)
        self.crossed = np.array(crossed)
        size = (len(self.members), self.cells.size)
        self.matrix = csr_matrix((np.ones(len(self.rows)), (self.rows, self.columns)), shape=size)
        self.truths = np.asarray(self.matrix @ self.cells.ravel()).astype(int)
        self.low, self.high = np.zeros(len(self.truths)), np.zeros(len(self.truths))
        for level in set(crossed):
            here = self.crossed == level
            self.low[here], self.high[here] = edition(self.truths[here], level)

    @cached_property
    def ends(self) -> Bounds:
        """The least and the most each cell can be, narrowed by every total it is in until nothing moves."""
        least, most = np.zeros(self.cells.size), np.full(self.cells.size, ANY)
        for _ in range(PASSES):
            before = least.sum() - most.sum()
            room = self.high - self.matrix @ least
            want = self.low - self.matrix @ most
            np.minimum.at(most, self.columns, room[self.rows] + least[self.columns])
            np.maximum.at(least, self.columns, want[self.rows] + most[self.columns])
            if least.sum() - most.sum() == before:
                break
        return least, most

    def small(self) -> np.ndarray:
        """The numbers of the answers about 1 to 7 children."""
        return np.flatnonzero((self.truths >= 1) & (self.truths <= 7))

    def widths(self, answers: np.ndarray) -> np.ndarray:
        """How many values more than one each of ``answers`` can have, by interval propagation."""
        some = self.matrix[answers]
        least, most = self.ends
        highest = np.minimum(some @ most, self.high[answers])
        return np.asarray(highest - np.maximum(some @ least, self.low[answers]))

    def width(self, answer: int) -> float:
        """How many values more than one an answer can have, by linear programming."""
        cost = np.zeros(self.cells.size)
        cost[self.members[answer]] = 1
        shown = self.high < ANY
        rows = self.matrix[np.flatnonzero(shown)]
        limits = np.concatenate([self.high[shown], -self.low[shown]])
        ends = []
        for sign in (1, -1):
            made = linprog(sign * cost, A_ub=vstack([rows, -rows]), b_ub=limits, bounds=(0, None), method="highs")
            assert made.status == 0, made.message
            ends.append(sign * made.fun)
        low, high = np.ceil(ends[0] - 1e-6), np.floor(ends[1] + 1e-6)
        assert low <= self.truths[answer] <= high, "a bound that leaves the truth out is no bound"
        return float(high - low)

    def guesses(self) -> np.ndarray:
        """A least-squares guess at every answer, from the middle of what is shown of each."""
        shown = np.flatnonzero(self.high < ANY)
        weight = 1 / np.maximum(self.high - self.low, 1)[shown]
        wanted = (self.low + self.high)[shown] / 2 * weight
        cells = lsqr(diags(weight) @ self.matrix[shown], wanted)[0]
        return np.clip(np.round(self.matrix @ np.clip(cells, 0, None)), 1, 7)

    def by_size(self) -> np.ndarray:
        """A guess at every answer from nothing about a place but how many children it has: what is shown of all
        places together, shared out by size. Where the first dimension is no place, 1."""
        if not self.is_placed:
            return np.ones(len(self.truths))
        whole = self.cells.sum(axis=0)
        low, high = self.edition(whole.ravel(), whole.ndim)
        return np.clip(np.round(self.shared(((low + high) / 2 / self.cells.sum()).reshape(whole.shape))), 1, 7)

    def expected(self, others: pd.DataFrame) -> np.ndarray:
        """How many each answer would be about, were children divided as ``others`` are and nothing of these known
        but how many each place has."""
        names = self.dimensions[int(self.is_placed) :]
        levels = self.levels[int(self.is_placed) :]
        kinds = pd.MultiIndex.from_product(levels, names=names)
        shares = others.groupby(list(names)).size().reindex(kinds, fill_value=0).to_numpy() / len(others)
        return self.shared(shares.reshape([len(values) for values in levels]))

    def shared(self, shares: np.ndarray) -> np.ndarray:
        """Every answer, were the children of each place divided by ``shares``."""
        sizes = self.cells.reshape(len(self.cells) if self.is_placed else 1, -1).sum(axis=1)
        return np.asarray(self.matrix @ np.outer(sizes, shares).ravel())

    def told(self) -> int:
        """Of how many children the last dimension is certain once the others are known: every other
        value of it can only be nobody's."""
        most = np.floor(self.ends[1].reshape(-1, self.cells.shape[-1]) + 1e-6)
        there = self.cells.reshape(-1, self.cells.shape[-1]).sum(axis=1)
        return int(there[(most > 0).sum(axis=1) == 1].sum())
