"""Outlines of authorities with their centres and hatching, read once from the boundary files."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any

from sufficiency import settings
from sufficiency.reference import regions, tables

Position = tuple[float, float]
Box = tuple[float, float, float, float]  # west, south, east and north edges in degrees
LONDON_MAP, ENGLAND = "london", "england"
SCALE_MILES = {LONDON_MAP: 5, ENGLAND: 50}
ROUND_MILES = (1, 2, 5, 10, 20, 50, 100)
METRES_A_MILE, METRES_A_DEGREE = 1609.344, 111_320  # a degree of latitude, or of the equator
HATCH_LINES = 80  # diagonal lines across the whole area


def home() -> str:
    """The map of the region that is served: the name of a file of its own, or the region's code."""
    region = tables.region()
    return region["outlines"] or region["region_code"]


@lru_cache
def features(area: str = LONDON_MAP) -> Mapping[str, dict[str, Any]]:
    """GeoJSON features by authority code, of ``london``, ``england`` or a region's code (longitude, latitude)."""
    if area not in SCALE_MILES:
        return {code: features(ENGLAND)[code] for code in sorted(regions.members()[area])}
    path = settings.REFERENCE / "boundaries" / f"{area}.geojson"
    collection = json.loads(path.read_text(encoding="utf-8"))
    return {feature["properties"]["authority_code"]: feature for feature in collection["features"]}


def area_for(codes: Iterable[str]) -> str:
    """The map of the region that is served when every code is of it, else ``england``."""
    return home() if all(code in features(home()) for code in codes) else ENGLAND


@cache
def name(code: str) -> str:
    """An authority's name; the code itself where no outline has it."""
    feature = features(ENGLAND).get(code)
    return feature["properties"]["authority_name"] if feature else code


@cache
def centre(code: str) -> Position | None:
    """A point well inside an authority's largest part: the middle of its widest span, or None."""
    feature = features(ENGLAND).get(code) and (features(LONDON_MAP).get(code) or features(ENGLAND).get(code))
    if not feature:
        return None
    ring = max(_exteriors(feature), key=_size)
    bottom, top = min(y for _, y in ring), max(y for _, y in ring)
    best = (0.0, ring[0])
    for i in range(1, 24):
        y = bottom + (top - bottom) * i / 24
        crossings = sorted(_crossings(ring, y))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            middle = 1 - abs(i - 12) / 16  # a span near the waist is better than one at the edge
            best = max(best, ((right - left) * middle, ((left + right) / 2, y)))
    return round(best[1][0], 4), round(best[1][1], 4)


@lru_cache
def _sectors() -> Mapping[str, list[float]]:
    path = settings.REFERENCE / "boundaries" / "sectors.json"
    middles: dict[str, list[float]] = json.loads(path.read_text(encoding="utf-8"))["sectors"]
    return middles


def sector_centre(sector: str) -> Position | None:
    """The middle of a postcode sector (``SW1A 1``) in degrees; None where the directory has no such sector."""
    middle = _sectors().get(sector)
    return (middle[0], middle[1]) if middle else None


def ring(centre: Position, miles: float, corners: int = 90) -> list[Position]:
    """A circle of so many miles about ``centre``, as a closed line of so many corners."""
    reach = miles * METRES_A_MILE / METRES_A_DEGREE
    slope = math.cos(math.radians(centre[1]))
    turns = (2 * math.pi * corner / corners for corner in range(corners + 1))
    return [
        (round(centre[0] + reach * math.cos(turn) / slope, 4), round(centre[1] + reach * math.sin(turn), 4))
        for turn in turns
    ]


@lru_cache
def box(area: str) -> Box:
    """West, south, east and north edges in degrees."""
    return _held([p for feature in features(area).values() for r in _exteriors(feature) for p in r])


def _held(points: list[Position]) -> Box:
    return (min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points))


@lru_cache
def bordering(code: str, area: str = LONDON_MAP) -> tuple[str, ...]:
    """The codes of the authorities of a map that share a piece of their outline with one; none of one not on it."""
    mine = {frozenset(edge) for edge in outline(code, area)}
    others = sorted(set(features(area)) - {code})
    return tuple(other for other in others if any(frozenset(edge) in mine for edge in outline(other, area)))


@lru_cache
def around(codes: frozenset[str], area: str = LONDON_MAP) -> Box | None:
    """The box that just holds authorities of a map; None where it has none of them, or they reach to all its edges."""
    rings = [ring for code in codes & features(area).keys() for ring in _exteriors(features(area)[code])]
    held = _held([point for ring in rings for point in ring]) if rings else None
    return held if held != box(area) else None


@lru_cache
def edges(area: str) -> tuple[tuple[Position, Position], ...]:
    """Every straight piece of an outline once, though two neighbours share it."""
    edges: dict[frozenset[Position], tuple[Position, Position]] = {}
    for feature in features(area).values():
        for part in feature["geometry"]["coordinates"]:
            for ring in part:
                points = [(x, y) for x, y in ring]
                for pair in zip(points, points[1:], strict=False):
                    edges[frozenset(pair)] = pair
    return tuple(edges.values())


@lru_cache
def outline(code: str, area: str = LONDON_MAP) -> tuple[tuple[Position, Position], ...]:
    """Every straight piece of one authority's outline; none where the map does not hold it."""
    feature = features(area).get(code)
    rings = _exteriors(feature) if feature else []
    return tuple(pair for ring in rings for pair in zip(ring, ring[1:], strict=False))


@lru_cache
def polygons(area: str) -> tuple[dict[str, Any], ...]:
    """Each separate part of an authority: its code, its name and its positions in one flat list.

    A part with holes has the list as ``positions`` and where each hole begins as ``holeIndices``.
    """
    polygons = []
    for code, feature in features(area).items():
        for part in feature["geometry"]["coordinates"]:
            flat = [number for ring in part for position in ring for number in position]
            starts = list(accumulate(2 * len(ring) for ring in part[:-1]))
            polygons.append(
                {
                    "authority_code": code,
                    "name": feature["properties"]["authority_name"],
                    "polygon": {"positions": flat, "holeIndices": starts} if starts else flat,
                }
            )
    return tuple(polygons)


@lru_cache
def scale_bar(area: str) -> tuple[Position, Position, str]:
    """The two ends of a line of round length in the map's corner, and its length in words."""
    return scale_in(box(area), SCALE_MILES.get(area) or round_miles(box(area)))


def round_miles(box: Box) -> int:
    """A round length that is about a fifth of a map's width."""
    west, south, east, _ = box
    across = (east - west) * METRES_A_DEGREE * math.cos(math.radians(south)) / METRES_A_MILE
    return max((miles for miles in ROUND_MILES if miles <= across / 4), default=ROUND_MILES[0])


def scale_in(box: Box, miles: int) -> tuple[Position, Position, str]:
    """A line of so many miles in the lower right corner of ``box``: its two ends, and its length in words."""
    west, south, east, _ = box
    degrees = miles * METRES_A_MILE / (METRES_A_DEGREE * math.cos(math.radians(south)))
    start = (round(east - degrees, 4), round(south, 4))
    return start, (round(east, 4), start[1]), f"{miles} mile{'' if miles == 1 else 's'}"


@lru_cache
def hatching(code: str, area: str = LONDON_MAP, *, is_rising: bool = False) -> tuple[tuple[Position, Position], ...]:
    """Diagonal line segments that fill an authority's outline: falling to the right, as a withheld figure is drawn, or
    where it ``is_rising`` the other way, as an area without any row is.

    Lines are spaced evenly over the whole area, so that neighbours' hatching meets.
    """
    feature = features(area).get(code)
    if not feature:
        return ()
    west, south, east, north = box(area)
    slope = math.cos(math.radians((south + north) / 2))  # a degree east is shorter than one north
    step = ((east - west) * slope + (north - south)) / HATCH_LINES
    slope = -slope if is_rising else slope
    strokes = []
    for part in feature["geometry"]["coordinates"]:
        turned = [[(x * slope + y, y) for x, y in ring] for ring in part]
        lowest = min(u for ring in turned for u, _ in ring)
        highest = max(u for ring in turned for u, _ in ring)
        u = math.ceil(lowest / step) * step
        while u < highest:
            ys = sorted(c for ring in turned for c in _crossings([(y, x) for x, y in ring], u))
            for low, high in zip(ys[::2], ys[1::2], strict=False):
                strokes.append((((u - low) / slope, low), ((u - high) / slope, high)))
            u += step
    return tuple(((round(x1, 4), round(y1, 4)), (round(x2, 4), round(y2, 4))) for (x1, y1), (x2, y2) in strokes)


def _exteriors(feature: dict[str, Any]) -> list[list[Position]]:
    geometry = feature["geometry"]
    parts = geometry["coordinates"]
    parts = [parts] if geometry["type"] == "Polygon" else parts
    return [[(x, y) for x, y in part[0]] for part in parts]


def _size(ring: list[Position]) -> float:
    pairs = zip(ring, ring[1:], strict=False)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def _crossings(ring: list[Position], level: float) -> list[float]:
    """Where a ring crosses the horizontal at ``level``, by its first coordinate."""
    return [
        x0 + (level - y0) * (x1 - x0) / (y1 - y0)
        for (x0, y0), (x1, y1) in zip(ring, ring[1:], strict=False)
        if (y0 <= level) != (y1 <= level)
    ]
