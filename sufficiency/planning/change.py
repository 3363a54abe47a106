"""What a scenario changes in the simulation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sufficiency.planning.children import Flags, Floats, Ints
from sufficiency.planning.risks import YEAR

# Time in care in months from which a stay is called long.
LONG = 24


@dataclass(frozen=True)
class Change:
    """What is otherwise than in the forecast.

    ``entries`` are factors of how many come, by band (the age bands in their order, then unaccompanied
    children; empty for as many as in the forecast); ``step_down`` is the share of children in residential
    placements who move to fostering within a year besides those who do anyway, ``long_stays`` by what share
    children who have been in care for ``LONG`` months leave more often.
    ``only`` are the authorities that are simulated, by position; empty for all.
    """

    entries: tuple[float, ...] = ()
    step_down: float = 0.0
    long_stays: float = 0.0
    only: tuple[int, ...] = ()

    @property
    def monthly_step_down(self) -> float:
        """The chance within a month that makes ``step_down`` within a year."""
        return float(1.0 - (1.0 - min(self.step_down, 1.0)) ** (1.0 / YEAR))

    def factors(self, bands: int) -> Floats:
        """The factor of how many come in each of ``bands``."""
        return np.array(self.entries or (1.0,) * bands)

    def leaving(self, care: Ints) -> Floats:
        """By what the chance of leaving is multiplied after so many months in care."""
        return np.where(care >= LONG, 1.0 + self.long_stays, 1.0).astype(np.float32)

    def takes_part(self, places: int) -> Flags:
        """Which of so many authorities are simulated."""
        is_changed = np.full(places, not self.only)
        is_changed[list(self.only)] = True
        return is_changed


NOTHING = Change()
