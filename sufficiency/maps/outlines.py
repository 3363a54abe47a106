"""Outlines that every map shares, as files of their own: a browser asks for each of them once.

They are public boundaries and hold nothing about children, so that anyone may ask for them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from sufficiency import geography
from sufficiency.geography import Position

ROOM = "outlines"  # the first part of their addresses

Line = tuple[Position, Position]


def lines(found: Iterable[Line]) -> list[dict[str, Position]]:
    """Straight lines as a map's layer takes them: ``a`` and ``b`` in longitude and latitude."""
    return [{"a": start, "b": end} for start, end in found]


KINDS: dict[str, Callable[[str], Sequence[dict[str, Any]]]] = {
    "areas": geography.polygons,
    "edges": lambda area: lines(geography.edges(area)),
}


def address(area: str, kind: str) -> str:
    """Where a page finds the ``areas`` or ``edges`` of ``london`` or ``england``."""
    return f"{ROOM}/{area}-{kind}.json"


@lru_cache
def file(name: str) -> str | None:
    """The JSON called ``name``, the last part of an address; None for any other name."""
    wanted = {address(area, kind): (area, kind) for area in geography.SCALE_MILES for kind in KINDS}
    found = wanted.get(f"{ROOM}/{name}")
    return json.dumps(KINDS[found[1]](found[0]), separators=(",", ":")) if found else None
