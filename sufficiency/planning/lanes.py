"""Simulated children: each child of each run is a lane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sufficiency.planning import random_keys
from sufficiency.planning.children import Flags, Ints
from sufficiency.planning.model import Model

COLUMNS = ("place", "run", "age", "kind", "care", "carer", "alone", "far", "hard", "first", "key")


@dataclass
class Lanes:
    """Columns of equal length: authority, run, age, time in care and in the placement in months, its kind, whether
    unaccompanied, far from home and of the followed cohort (0 or 1), and ``first``: the kind of the
    placement at the beginning while it is still open, else -1; ``key`` is what a child's chance comes from."""

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
    key: random_keys.Keys

    def change(self, kept: Flags, others: Sequence[Lanes]) -> None:
        """Let go of all lanes but those ``kept``, and put ``others`` beside them."""
        rows = np.flatnonzero(kept)
        for name in COLUMNS:
            parts = [getattr(self, name).take(rows), *(getattr(other, name) for other in others)]
            setattr(self, name, np.concatenate(parts))


def begin(model: Model, runs: int, base: int, takes_part: Flags) -> Lanes:
    """Today's children of authorities that take part, in each of ``runs``."""
    some = takes_part[model.today.authority]
    now = model.today.where(some)
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
    # A child's number is the same whoever else takes part.
    number = np.tile(np.flatnonzero(some), runs) + run.astype(np.int64) * len(some)
    return Lanes(place, run, age, kind, care, carer, alone, far, hard, first, random_keys.keys(base, number))
