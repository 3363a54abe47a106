"""Where a region's authorities place children, fitted to the published counts received."""

from __future__ import annotations

from math import exp

import numpy as np

from sufficiency.reference import tables
from sufficiency.synthetic.places import Places
from sufficiency.synthetic.targets import REGION, YearTargets

# Of placements outside the authority but within 20 miles, the share in another of the region: London's, taken for all.
SHARE_INSIDE = 0.87
NEAR_MILES = 21.0
DECAY_MILES = 6.0
FAR_DECAY_MILES = 55.0


def read_pull() -> dict[str, float]:
    """How much more than its size a district outside London draws placements; 1 if not listed."""
    return {row["district_code"]: float(row["pull"]) for row in tables.records("synthetic_districts")}


class Flows:
    """For each authority of ``region`` and year, weights of the districts its children are placed in.

    What draws London's children far away is known district by district, and few of those placed far are in London;
    of another region nothing is, and whoever is placed far may be anywhere but at home.
    """

    def __init__(self, places: Places, targets: dict[str, dict[int, YearTargets]], region: str = REGION) -> None:
        self.places = places
        self.is_far_outside = region == REGION
        self.pull = read_pull() if self.is_far_outside else {}
        self.left_out = {places.authority_of[d] for d, pull in self.pull.items() if not pull}
        self.boroughs = sorted(code for code in targets if code in places.centre)
        others = [d for d in places.districts if places.authority_of[d] not in targets]
        centres = np.array([places.centre[code] for code in self.boroughs])
        # London's middle is Westminster.
        self.middle = places.centre["E09000033"] if self.is_far_outside else tuple(np.median(centres, axis=0))
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
        if not received.any():  # of a small part of a region nobody may take another's children
            received = np.ones(len(self.boroughs))
        size = np.array([self.places.count(d) * self.pull.get(d, 1.0) for d in self.rim])
        inside = (SHARE_INSIDE if self.rim else 1.0) * sent.sum()
        wanted = np.concatenate(
            [received * inside / received.sum(), size * (sent.sum() - inside) / max(size.sum(), 1.0)]
        )
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

    def is_left_out(self, authority: str, own: str) -> bool:
        """Whether no home there takes a child of ``own`` for whom no place is kept."""
        return authority in (self.boroughs if self.is_far_outside else (own,)) or authority in self.left_out

    def far(self, borough: str) -> dict[str, float]:
        """Weights of districts for ordinary placements more than 20 miles from the borough."""
        weights = {}
        for district in self.others if self.is_far_outside else [*self.others, *self.boroughs]:
            miles = self.places.miles_between(borough, district)
            if miles > 14 and district != borough:
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
