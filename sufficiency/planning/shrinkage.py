"""Small groups weighed against the larger ones that they are part of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sufficiency.planning.children import Flags, Floats, Ints


def rates(happened: Flags, levels: Sequence[Ints], sizes: Sequence[int], prior: float) -> Floats:
    """The chance of an event in each group of the last of ``levels``.

    ``happened`` says of each row whether it did; ``levels`` give each row's group, from the coarsest
    division to the finest, each within the one before, and ``sizes`` how many groups each has. A
    group's rate is its events and exposure with ``prior`` exposures of its larger group's rate added,
    so that a group nobody was in has the rate of the larger.
    """
    chance = np.full(1, (happened.sum() + 1e-9) / (len(happened) + 1e-9) if len(happened) else 0.0)
    coarser, width = np.zeros(len(happened), dtype=np.int64), 1
    for level, size in zip(levels, sizes, strict=True):
        exposed = np.bincount(level, minlength=size).astype(float)
        events = np.bincount(level, weights=happened, minlength=size)
        parent = np.arange(size) // (size // width)
        if not np.array_equal(parent[level], coarser):
            raise ValueError("each division must lie within the one before")
        chance = (events + prior * chance[parent]) / (exposed + prior)
        coarser, width = level, size
    return chance


def effects(observed: Floats, expected: Floats) -> tuple[Floats, float]:
    """How much more or less often than expected events happen in each place, shrunk towards 1.

    With the spread of the true factors estimated by moments: what observed counts vary beyond chance
    (a Poisson's), as a share of what was expected. A factor's weight is its expected events against
    the inverse of that spread. Gives the factors and the inverse spread (events).
    """
    total = float((expected**2).sum())
    spread = max(float(((observed - expected) ** 2 - expected).sum()) / total, 1e-4) if total > 0 else 1e-4
    prior = 1.0 / spread
    return (observed + prior) / (expected + prior), prior


def nested_effects(observed: Floats, expected: Floats, area: Ints) -> tuple[Floats, Floats]:
    """Factors of authorities, each shrunk towards its sub-region's, and those towards London's, 1.

    ``area`` is each authority's sub-region. Gives the factors and how uncertain each is, as a share of
    itself (the standard deviation of a gamma with so many events behind it).
    """
    count = int(area.max()) + 1 if len(area) else 0
    wide, _ = effects(np.bincount(area, observed, count), np.bincount(area, expected, count))
    within, prior = effects(observed, expected * wide[area])
    return wide[area] * within, 1.0 / np.sqrt(np.maximum(observed + prior, 1.0))
