"""Names beside points: each drawn only where the chart is wide enough for it to stand clear of those before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sufficiency.presentation.charts.drawing import Records

LETTER, LINE, GAP = 6.2, 15, 6  # pixels: a letter's width at 12 pixels, the height of a name, and between two
ABOVE, BELOW = -12, 14  # pixels from a point to the middle of its name
SIDE = 0.15  # the share of the width at either edge in which a name reaches inwards
WIDEST = 4000  # pixels: no chart is as wide, so two names of one place are never drawn together


class Place(NamedTuple):
    """Where a name stands: its point as a share of the width, how far it reaches from there, and its height."""

    at: float
    left: float  # pixels, below nought
    right: float
    up: float  # pixels from the top to the middle of its letters

    def width_beside(self, other: Place) -> float:
        """How wide, in pixels, a chart must be for the two to stand apart."""
        if abs(self.up - other.up) >= LINE:
            return 0
        first, second = sorted((self, other))
        overlap = first.right - second.left + GAP
        apart = second.at - first.at
        return min(overlap / apart, WIDEST) if apart > 0 else WIDEST


def placed(named: Records, most: tuple[float, float], height: float, taken: Sequence[Place] = ()) -> Records:
    """The records with ``align``, ``dy`` and ``least_width``: the narrowest chart with room for the name, in pixels.

    ``most`` is where the axes of ``x`` and ``y`` end, both from nought; ``taken`` is where other words stand. The
    first records have the first choice; a name stands on the side of its point that is free in a narrower chart.
    """
    stand, told = list(taken), []
    for record in named:
        ways = [(dy, _place(record, most, height, dy)) for dy in (ABOVE, BELOW)]
        needs = [_need(place, stand, height) for _, place in ways]
        best = needs.index(min(needs))
        dy, place = ways[best]
        stand.append(place)
        told.append({**record, "dy": dy, "align": _align(place.at), "least_width": needs[best]})
    return told


def at_right(words: str, share: float, height: float) -> Place:
    """Where words stand that end at the right edge, over a line at this share of the height."""
    return Place(1, -LETTER * len(words), 0, height * (1 - share) - LINE / 2)


def _place(record: dict[str, Any], most: tuple[float, float], height: float, dy: float) -> Place:
    at, wide = record["x"] / most[0], LETTER * len(record["label"])
    left = {"left": 0.0, "center": wide / 2, "right": wide}[_align(at)]
    return Place(at, -left, wide - left, height * (1 - record["y"] / most[1]) + dy)


def _need(place: Place, stand: Sequence[Place], height: float) -> float:
    """How wide a chart must be for a name to stand there, clear of what ``stand``s already."""
    if not LINE / 2 <= place.up <= height - LINE / 2:
        return WIDEST
    return max((place.width_beside(other) for other in stand), default=0)


def _align(at: float) -> str:
    return "left" if at < SIDE else "right" if at > 1 - SIDE else "center"
