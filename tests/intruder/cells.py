"""The cells of one view about one place: what is true of each, and what an intruder knows of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import lsqr

from tests.intruder.editions import ANY, Bounds

Cell = tuple[object, ...]
PASSES = 25
# How much surer a sum is than what is shown of one cell, for a guess.
SURE = 10.0


@dataclass
class Cells:
    """Counts by number, what is true of each, and the sums that hold among them.

    ``numbers`` gives each cell's place in ``true``; ``wholes`` and ``parts`` say, sum by sum, which cell is
    the whole and which are its parts.
    """

    numbers: dict[Cell, int] = field(default_factory=dict)
    true: list[float] = field(default_factory=list)
    wholes: list[int] = field(default_factory=list)
    parts: list[list[int]] = field(default_factory=list)

    def see(self, cell: Cell, true: float) -> None:
        """Hold that ``cell`` counts ``true`` children."""
        self.numbers[cell] = len(self.true)
        self.true.append(true)

    def add(self, whole: Cell, parts: Sequence[Cell]) -> None:
        """A sum that holds among the true figures, as one who knows the views would expect it to."""
        if whole not in self.numbers:
            return
        known = [self.numbers[part] for part in parts if part in self.numbers]
        if known and sum(self.true[part] for part in known) == self.true[self.numbers[whole]]:
            self.wholes.append(self.numbers[whole])
            self.parts.append(known)

    def narrowed(self, low: np.ndarray, high: np.ndarray) -> Bounds:
        """The same bounds after every sum has been propagated until nothing moves."""
        low, high = low.copy(), high.copy()
        wholes = np.array(self.wholes, dtype=int)
        rows = np.repeat(np.arange(len(wholes)), [len(some) for some in self.parts])
        columns = np.array([part for some in self.parts for part in some], dtype=int)
        for _ in range(PASSES):
            before = low.sum() - high.sum()
            below = np.bincount(rows, low[columns], minlength=len(wholes))
            above = np.bincount(rows, high[columns], minlength=len(wholes))
            np.maximum.at(low, wholes, below)
            np.minimum.at(high, wholes, above)
            least = (low[wholes] - above)[rows] + high[columns]
            most = (high[wholes] - below)[rows] + low[columns]
            np.maximum.at(low, columns, least)
            np.minimum.at(high, columns, most)
            if low.sum() - high.sum() == before:
                break
        return low, high

    def small(self) -> np.ndarray:
        """Which cells are of 1 to 7 children."""
        true = np.array(self.true)
        return (true >= 1) & (true <= 7)

    def widths(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """How many values more than one each cell of 1 to 7 can have; raises where a bound is wrong."""
        small, true = self.small(), np.array(self.true)
        assert ((low <= true) & (true <= high))[small].all(), "a bound that leaves the truth out is no bound"
        return np.asarray(np.minimum(high, ANY)[small] - low[small])

    def guesses(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """A least-squares guess at each cell of 1 to 7, from the middle of what is shown of every cell and
        from the sums."""
        shown = np.flatnonzero(high < ANY)
        weight = 1 / np.maximum(high - low, 1)[shown]
        rows, columns, values = list(range(len(shown))), list(shown), list(weight)
        for number, (whole, parts) in enumerate(zip(self.wholes, self.parts, strict=True), start=len(shown)):
            rows += [number] * (len(parts) + 1)
            columns += [whole, *parts]
            values += [SURE, *[-SURE] * len(parts)]
        size = (len(shown) + len(self.wholes), len(self.true))
        wanted = np.concatenate([(low + high)[shown] / 2 * weight, np.zeros(len(self.wholes))])
        made = lsqr(csr_matrix((values, (rows, columns)), shape=size), wanted)[0]
        return np.asarray(np.clip(np.round(made[self.small()]), 1, 7))
