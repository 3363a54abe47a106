"""The borders that every map shares, as files of their own: a browser asks for each of them once.

They are public boundaries and hold nothing about children, so that anyone may ask for them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from functools import lru_cache

from sufficiency.presentation import geography
from sufficiency.presentation.geography import METRES_A_DEGREE, Position
from sufficiency.reference import regions

ROOM = "outlines"  # the first part of their addresses
NEAR = "england-near"  # England's borders, drawn finer for a map of a part of it
# How wide a border is drawn: nine tenths of a pixel of a map that fits a desk's screen.
WIDTH_METRES = {geography.LONDON_MAP: 90, geography.ENGLAND: 1300, NEAR: 380}

Line = tuple[Position, Position]


def lines(paths: Iterable[Line]) -> list[dict[str, Position]]:
    """Straight lines as a map's layer takes them: ``a`` and ``b`` in longitude and latitude."""
    return [{"a": start, "b": end} for start, end in paths]


def borders(area: str) -> list[dict[str, list[float]]]:
    """Each edge between areas as a narrow strip, four corners in one flat list of degrees.

    A browser without a graphics card draws 1,000 strips in a third of the time of 1,000 lines,
    which it draws one by one.
    """
    of = geography.ENGLAND if area == NEAR else area
    return [{"polygon": _strip(edge, _width(area) / 2)} for edge in geography.edges(of)]


def _width(area: str) -> float:
    """Metres: of a region without outlines of its own as much of its height as of England's."""
    if area in WIDTH_METRES:
        return WIDTH_METRES[area]
    (_, low, _, high), (_, south, _, north) = geography.box(area), geography.box(geography.ENGLAND)
    return WIDTH_METRES[geography.ENGLAND] * (high - low) / (north - south)


def _strip(edge: Line, half: float) -> list[float]:
    (x0, y0), (x1, y1) = edge
    slope = math.cos(math.radians(y0))  # a degree east is shorter than one north
    east, north = (x1 - x0) * slope, y1 - y0
    share = half / METRES_A_DEGREE / (math.hypot(east, north) or 1.0)
    x, y = -north * share / slope, east * share
    corners = (x0 + x, y0 + y, x1 + x, y1 + y, x1 - x, y1 - y, x0 - x, y0 - y)
    return [round(number, 5) for number in corners]


def address(area: str) -> str:
    """Where a page finds the borders of a map."""
    return f"{ROOM}/{area}-borders.json"


@lru_cache
def file(name: str) -> str | None:
    """The JSON called ``name``, the last part of an address; None for any other name."""
    wanted = {address(area): area for area in {*WIDTH_METRES, *regions.members()}}
    area = wanted.get(f"{ROOM}/{name}")
    return json.dumps(borders(area), separators=(",", ":")) if area else None
