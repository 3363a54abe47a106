"""Where London's boroughs place children, fitted to the published counts received."""

from __future__ import annotations

from math import exp

import numpy as np

from sufficiency.reference import tables
from sufficiency.synthetic.places import Places
from sufficiency.synthetic.targets import Published, YearTargets

# Of London's placements outside the borough but within 20 miles, the share in another borough.
SHARE_IN_LONDON = 0.87
NEAR_MILES = 21.0
DECAY_MILES = 6.0
FAR_DECAY_MILES = 55.0


def read_pull() -> dict[str, float]:
    """How much more than its size a district outside London draws placements; 1 if not listed."""
    return {row["district_code"]: float(row["pull"]) for row in tables.records("synthetic_districts")}


class Flows:
    """For each borough and year, weights of the districts its children are placed in."""

    def __init__(self, places: Places, published: Published, targets: dict[str, dict[int, YearTargets]]) -> None:
        self.places = places
        self.pull = read_pull()
        self.left_out = {places.authority_of[d] for d, pull in self.pull.items() if not pull}
        self.boroughs = sorted(code for code in places.districts if code.startswith("E09"))
        others = [d for d in places.districts if not d.startswith("E09")]
        self.rim = [d for d in others if min(places.miles_between(d, b) for b in self.boroughs) < NEAR_MILES]
        self.others = others
        self.near: dict[int, dict[str, dict[str, float]]] = {}
        for year in next(iter(targets.values())):
            self.add(year, {area: targets[area][year] for area in targets})

    def add(self, year: int, targets: dict[str, YearTargets]) -> None:
        """Fit one year more, to what boroughs send and receive in it."""
        self.near[year] = self._near(targets)

    def _near(self, year: dict[str, YearTargets]) -> dict[str, dict[str, float]]:
        """Balance a matrix with distance decay to what boroughs send and receive (IPF)."""
        ends = self.boroughs + self.rim
        sent = np.array([self._sent(year[b]) for b in self.boroughs], dtype=float)
        received = np.array([year[b].counts["placed_in_area"]["others"] for b in self.boroughs])
        size = np.array([self.places.count(d) * self.pull.get(d, 1.0) for d in self.rim])
        inside = SHARE_IN_LONDON * sent.sum()
        wanted = np.concatenate([received * inside / received.sum(), size * (sent.sum() - inside) / size.sum()])
        miles = np.array([[self.places.miles_between(a, b) for b in ends] for a in self.boroughs])
        matrix = np.exp(-miles / DECAY_MILES)
        matrix[miles > NEAR_MILES] *= 1e-3
        np.fill_diagonal(matrix, 0.0)
        for _ in range(200):
            matrix *= (sent / matrix.sum(axis=1))[:, None]
            matrix *= (wanted / np.maximum(matrix.sum(axis=0), 1e-9))[None, :]
        matrix[:, : len(self.boroughs)] = _whole(matrix[:, : len(self.boroughs)])
        return {
            borough: dict(zip(ends, (float(v) for v in row), strict=True))
            for borough, row in zip(self.boroughs, matrix, strict=True)
        }

    @staticmethod
    def _sent(target: YearTargets) -> float:
        cells = target.counts["distance_locality"]
        return max(cells["2"] + cells["6"], 0.5)

    def far(self, borough: str) -> dict[str, float]:
        """Weights of districts for ordinary placements more than 20 miles from the borough."""
        weights = {}
        for district in self.others:
            miles = self.places.miles_between(borough, district)
            if miles > 14:
                size = self.places.count(district) * self.pull.get(district, 1.0)
                weights[district] = size * exp(-miles / FAR_DECAY_MILES)
        return weights


def _whole(matrix: np.ndarray) -> np.ndarray:
    """Whole numbers whose columns sum to nearly what they did, by rounding running sums.

    Each column starts from its own fixed fraction, so that neighbouring years round alike.
    """
    start = (np.arange(matrix.shape[1]) * 0.381966) % 1.0
    running = np.floor(np.cumsum(matrix, axis=0) + start)
    return np.diff(running, axis=0, prepend=np.floor(start)[None, :])
