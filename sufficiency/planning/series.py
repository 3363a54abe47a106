"""The series that are forecast, and how they are counted from simulated children."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sufficiency.planning import settings
from sufficiency.planning.children import Children, Floats, Ints
from sufficiency.planning.risks import Shape


class Series(NamedTuple):
    """One series: the division it is of, and the category. ``is_flow`` is True for what happened in the
    twelve months to a date, False for children at the date."""

    kind: str
    category: str
    is_flow: bool = False


ALL = Series("All", "All children looked after")
FAR = Series("Distance", "Over 20 miles from home")
ALONE = Series("Unaccompanied", "Unaccompanied children")
STARTED = Series("In twelve months", "Started", True)
CEASED = Series("In twelve months", "Ceased", True)
ADULT = Series("In twelve months", "Ceased on turning 18", True)
STILL = "Of today's placements still open"
AGE, PLACEMENT, COHORT = "Age", "Placement", "Need cohort"


def stocks() -> list[Series]:
    """Series of children at a date that follow from their cell alone, in order."""
    ages = [Series(AGE, band) for band in settings.bands()]
    return [ALL, *ages, *(Series(PLACEMENT, kind) for kind in settings.kinds()), FAR, ALONE]


def still() -> list[Series]:
    """Placements open at the beginning that are open yet, all and by kind at the beginning."""
    return [Series(STILL, "All"), *(Series(STILL, kind) for kind in settings.kinds())]


def every(cohorts: tuple[str, ...]) -> list[Series]:
    """All series in the order in which they are counted; ``cohorts`` are the codes of need cohorts."""
    return [*stocks(), *(Series(COHORT, code) for code in cohorts), *still(), STARTED, CEASED, ADULT]


@dataclass(frozen=True)
class Cells:
    """The cells in which children are counted: age group × kind × unaccompanied × far × complex."""

    shape: Shape

    @property
    def count(self) -> int:
        """How many cells there are."""
        return self.shape.groups * self.shape.kinds * 8

    def of(self, group: Ints, kind: Ints, alone: Ints, far: Ints, hard: Ints) -> Ints:
        """The cell of each child."""
        return (((group * self.shape.kinds + kind) * 2 + alone) * 2 + far) * 2 + hard

    def membership(self) -> Floats:
        """Which cells belong to each of :func:`stocks`: a row a series, a column a cell, 0 or 1."""
        bands = settings.bands()
        of_group = np.array([bands.index(band) for _, _, band in settings.ages()])
        cell = np.arange(self.count)
        far, alone, kind = cell // 2 % 2, cell // 4 % 2, cell // 8 % self.shape.kinds
        band = of_group[cell // (8 * self.shape.kinds)]
        rows = [np.ones(self.count)]
        rows += [band == wanted for wanted in range(len(bands))]
        rows += [kind == wanted for wanted in range(self.shape.kinds)]
        return np.array([*rows, far == 1, alone == 1], dtype=float)

    def rows(self, children: Children) -> Ints:
        """The cell of each row of ``children``."""
        return self.of(
            children.group,
            children.kind,
            children.is_unaccompanied.astype(np.int64),
            children.is_far.astype(np.int64),
            children.is_complex.astype(np.int64),
        )
