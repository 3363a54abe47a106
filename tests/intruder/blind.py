"""Guesses at small cells: from what is shown, and from nothing that is shown of this London.

Whoever sees no protected figure still knows how many children a place looks after, which DfE publishes, and how
children are divided in general. Here that is another London, of another seed: its shares of each kind of child, times
the size of the place, say how many are to be expected, and of its own small cells the commonest count where so many
were expected is the guess. Nothing of the London attacked is in it but the sizes of its places.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from tests.intruder.lattice import Lattice

# How many children are expected, in steps.
STEPS = (0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 10, 13, 20, 40)
DRAWS = 2_000
Table = Mapping[tuple[int, ...], int]


@dataclass
class Guessed:
    """Small cells, one after another: what each is, what least squares says, in which step of what is expected it
    lies, what is guessed by size alone, and of which lattice it is."""

    truths: list[int] = field(default_factory=list)
    squares: list[int] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    lots: list[int] = field(default_factory=list)

    def see(self, lattice: Lattice, others: pd.DataFrame | None = None) -> None:
        """Guess at every small cell of ``lattice``, with ``others``, the children of another London, in mind."""
        small = lattice.small()
        expected = np.zeros(len(small)) if others is None else lattice.expected(others)[small]
        lot = self.lots[-1] + 1 if self.lots else 0
        self.truths += lattice.truths[small].tolist()
        self.squares += lattice.guesses()[small].astype(int).tolist()
        self.steps += np.digitize(expected, STEPS).tolist()
        self.sizes += lattice.by_size()[small].astype(int).tolist()
        self.lots += [lot] * len(small)


@dataclass(frozen=True)
class Prior:
    """What another London tells: its ``children``, and of its small cells the commonest count by the step of what was
    expected, and by what least squares says besides."""

    children: pd.DataFrame
    by_step: Table
    by_both: Table

    @classmethod
    def learned(cls, children: pd.DataFrame, seen: Guessed) -> Prior:
        """From ``seen``, the small cells of another London, each of which had its own ``children`` in mind."""
        cells = pd.DataFrame({"true": seen.truths, "step": seen.steps, "squares": seen.squares})

        def commonest(by: list[str]) -> Table:
            counted = cells.groupby([*by, "true"]).size()
            return {tuple(key[:-1]): key[-1] for key in counted.groupby(by).idxmax()}

        return cls(children, commonest(["step"]), commonest(["step", "squares"]))


def said(seen: Guessed, prior: Prior | None) -> str:
    """How often a guess is right: by least squares; the best of those that see nothing (the commonest count always,
    what all places show shared out by size, and ``prior``); and by least squares with ``prior`` in mind, beside
    ``prior`` alone."""
    true, lots = np.array(seen.truths), np.array(seen.lots)
    if not len(true):
        return ""
    squares = true == np.array(seen.squares)
    blind = [true == np.bincount(true).argmax(), true == np.array(seen.sizes)]
    beside = ""
    if prior is not None:
        blind.append(true == [prior.by_step.get((step,), 1) for step in seen.steps])
        both = zip(seen.steps, seen.squares, strict=True)
        informed = true == [prior.by_both.get(key, prior.by_step.get(key[:1], 1)) for key in both]
        beside = f"; least squares knowing another London {informed.mean():.1%}, {_ahead(informed, blind[-1], lots)}"
    best = max(blind, key=np.mean)
    ahead = _ahead(squares, best, lots)
    return f"least squares {squares.mean():.1%}, best blind guess {best.mean():.1%}, {ahead}{beside}; of {len(true):,}"


def _ahead(one: np.ndarray, other: np.ndarray, lots: np.ndarray) -> str:
    low, high = more(one, other, lots)
    return f"{100 * (one.mean() - other.mean()):+.1f} points ({100 * low:+.1f} to {100 * high:+.1f})"


def more(one: np.ndarray, other: np.ndarray, lots: np.ndarray) -> tuple[float, float]:
    """The ends of the 95 per cent interval of how much oftener ``one`` is right than ``other``, of the same cells.
    Cells of one lattice hang together, so that whole lots of them are drawn again (a bootstrap by clusters)."""
    ahead = np.bincount(lots, one.astype(float) - other)
    sizes = np.bincount(lots)
    drawn = np.random.default_rng(0).integers(len(sizes), size=(DRAWS, len(sizes)))
    low, high = np.percentile(ahead[drawn].sum(axis=1) / sizes[drawn].sum(axis=1), [2.5, 97.5])
    return float(low), float(high)
