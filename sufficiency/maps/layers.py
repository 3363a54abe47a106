"""Draws the maps: areas shaded by class, flows from home to host, places by authority."""

from __future__ import annotations

import json
import math
from typing import Any

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from sufficiency import figures, geography
from sufficiency.charts import classes, palette
from sufficiency.maps import outlines, reading
from sufficiency.result import Result

WIDTH, HEIGHT = 700, 460  # pixels; what a map is first fitted to
EDGE = 0.94  # share of the width or height that the areas fill
TILE = 512  # pixels the whole world takes at zoom 0
WIDEST_ARC, LARGEST_POINT = 9, 18  # pixels
CURVE, LEAN = 0.25, 25  # an arc's height as a share of its length, and its lean in degrees
PIECES = 30  # straight pieces an arc is drawn in
RING = 0.018  # degrees between the points of one authority's kinds of provision


class Deck(pdk.Deck):
    """A deck that writes itself without white space, in a fifth of the letters."""

    def to_json(self) -> str:
        return json.dumps(self, default=default_serialize, separators=(",", ":"))


def deck(
    result: Result,
    measure: str | None = None,
    *,
    area: str | None = None,
    theme: str = "light",
    whole: bool | None = None,
    width: int = WIDTH,
) -> Deck:
    """Authorities shaded by ``measure`` in up to five classes of like size; withheld ones hatched.

    ``area`` is the column of ONS codes (by default the first that ends in authority_code) and
    ``measure`` a figure (by default the chart line's, or the first). ``whole`` asks for the whole
    of England; by default it is drawn when an area lies outside London. ``width`` is the pixels
    it is first fitted to, ``HEIGHT`` high. Raises ValueError where an area has two rows.
    """
    column, rows = reading.areas(result, measure, area)
    where = reading.where(rows, whole)
    cut = classes.quantile([row["value"] for row in rows.values()], column.unit, theme)
    drawn = [_shaded(part, rows.get(part["authority_code"]), cut, theme) for part in
             geography.polygons(where)]  # fmt: skip
    hatched = outlines.lines(
        line for code, row in rows.items() if row["value"] is None
        for line in geography.hatching(code, where)
    )  # fmt: skip
    layers = [_areas(drawn), _borders(where, theme),
              _lines("withheld", hatched, "muted", theme, 1.2)]  # fmt: skip
    return _deck(layers, where, theme, width)


def flows(
    result: Result,
    measure: str | None = None,
    *,
    theme: str = "light",
    threshold: float | None = None,
    whole: bool | None = None,
    width: int = WIDTH,
) -> Deck:
    """Arcs from home to host authority, wider for more children, of ``threshold`` and over.

    Home and host are the view's first two columns of authority codes. Flows that stay at home,
    flows that are withheld and flows under the threshold are not drawn.
    """
    column, found = reading.flows(result, measure)
    least = reading.threshold(found) if threshold is None else threshold
    shown = [flow for flow in found if flow["value"] >= least]
    where = reading.where({code: {} for flow in shown for code in flow["codes"]}, whole)
    most = max((flow["value"] for flow in shown), default=1.0)
    arcs = [
        {"from": flow["from"], "to": flow["to"], "name": flow["name"],
         "width": max(1.0, WIDEST_ARC * flow["value"] / most),
         "text": figures.text(flow["value"], column.unit)}
        for flow in shown
    ]  # fmt: skip
    layers = [_borders(where, theme), pdk.Layer(
        "ArcLayer", arcs, id="flows", get_source_position="from", get_target_position="to",
        get_width="width", get_height=CURVE, get_tilt=LEAN, num_segments=PIECES, pickable=True,
        auto_highlight=True,
        get_source_color=[*_rgb(palette.ramp("category", theme)[0]), 210],
        get_target_color=[*_rgb(palette.ramp("category", theme)[3]), 210],
    )]  # fmt: skip
    return _deck(layers, where, theme, width)


def points(
    result: Result,
    measure: str | None = None,
    *,
    area: str | None = None,
    kind: str | None = None,
    theme: str = "light",
    whole: bool | None = None,
    width: int = WIDTH,
) -> Deck:
    """A disc at each authority, its area in step with ``measure`` (places, homes); ``kind`` names a
    column whose values take a colour and a disc each, set round the centre."""
    column, code_column = reading.measure_of(result, measure), reading.area_column(result, area)
    kinds = reading.kinds(result, kind)
    colours = palette.series(kinds, theme) if kind else {"": palette.surface("primary", theme)}
    found = []
    for row in reading.rows_of(result, column):
        centre = geography.centre(str(row["cells"][code_column]))
        if centre and row["value"]:
            label = str(row["cells"][kind]) if kind else ""
            found.append({
                "place": _round(centre, kinds.index(label), len(kinds)), "value": row["value"],
                "colour": [*_rgb(colours[label]), 225], "text": row["text"],
                "name": f"{geography.name(str(row['cells'][code_column]))} {label}".strip(),
            })  # fmt: skip
    most = max((point["value"] for point in found), default=1.0)
    for point in found:
        point["radius"] = max(2.5, LARGEST_POINT * math.sqrt(point["value"] / most))
    where = reading.where({str(code): {} for code in result.rows[code_column]}, whole)
    layers = [_borders(where, theme), pdk.Layer(
        "ScatterplotLayer", found, id="points", get_position="place", get_radius="radius",
        radius_units="'pixels'", get_fill_color="colour", pickable=True, stroked=True,
        get_line_color=_rgb(palette.surface("background", theme)), line_width_min_pixels=1,
    )]  # fmt: skip
    return _deck(layers, where, theme, width)


def _shaded(part: dict[str, Any], row: dict[str, Any] | None, cut: tuple[classes.Class, ...],
            theme: str) -> dict[str, Any]:  # fmt: skip
    value = row["value"] if row else None
    fill = classes.of(value, cut).colour if value is not None else palette.surface("panel", theme)
    return {**part, "text": row["text"] if row else "no figure", "fill": _rgb(fill)}


def _areas(drawn: list[dict[str, Any]]) -> pdk.Layer:
    """Areas without outlines: those of their own took most of a map's time."""
    return pdk.Layer(
        "SolidPolygonLayer", drawn, id="areas", get_polygon="polygon", position_format="'XY'",
        get_fill_color="fill", pickable=True, auto_highlight=True,
        highlight_color=[244, 106, 37, 90],
    )  # fmt: skip


def _borders(where: str, theme: str) -> pdk.Layer:
    """Each edge between areas, drawn once. Maps of places and flows stand on it alone: to fill the
    areas behind them took half of the time that a browser without a graphics card drew."""
    return pdk.Layer(
        "SolidPolygonLayer", outlines.address(where), id="borders",
        get_polygon="polygon", position_format="'XY'",
        get_fill_color=_rgb(palette.surface("rule", theme)),
    )  # fmt: skip


def _lines(name: str, lines: list[dict[str, Any]], colour: str, theme: str,
           width: float) -> pdk.Layer:  # fmt: skip
    """Straight lines, so many pixels wide."""
    return pdk.Layer(
        "LineLayer", lines, id=name, get_source_position="a", get_target_position="b",
        get_width=width, get_color=_rgb(palette.surface(colour, theme)),
    )  # fmt: skip


def _deck(layers: list[pdk.Layer], where: str, theme: str, width: int) -> Deck:
    style = {
        "backgroundColor": palette.surface("text", theme), "borderRadius": "4px",
        "color": palette.surface("background", theme), "fontSize": "14px",
    }  # fmt: skip
    return Deck(
        map_provider=None, layers=[*layers, *_scale(where, theme)],
        initial_view_state=_view(where, width),
        views=[pdk.View(type="MapView", controller={"scrollZoom": False, "dragRotate": False})],
        tooltip={"html": "<b>{name}</b><br/>{text}", "style": style},
    )  # fmt: skip


def _scale(where: str, theme: str) -> list[pdk.Layer]:
    """A line of round length with its length, in the corner under the areas."""
    start, end, words = geography.scale_bar(where)
    muted = _rgb(palette.surface("muted", theme))
    return [
        _lines("scale", outlines.lines([(start, end)]), "muted", theme, 2),
        pdk.Layer("TextLayer", [{"place": end, "text": words}], id="scale_words",
                  get_position="place", get_text="text", get_size=13, get_color=muted,
                  get_text_anchor="'end'", get_pixel_offset=[0, -10],
                  font_family="'Arial, sans-serif'"),
    ]  # fmt: skip


def _view(where: str, width: int) -> pdk.ViewState:
    """The middle of the area, at the zoom at which it just fits (Web Mercator)."""
    west, south, east, north = geography.box(where)
    turn = [math.log(math.tan(math.pi / 4 + math.radians(y) / 2)) for y in (south, north)]
    across = width * EDGE / TILE / ((east - west) / 360)
    down = HEIGHT * EDGE / TILE / ((turn[1] - turn[0]) / (2 * math.pi))
    middle = math.degrees(2 * math.atan(math.exp(sum(turn) / 2)) - math.pi / 2)
    zoom = round(math.log2(min(across, down)), 2)
    return pdk.ViewState(longitude=(west + east) / 2, latitude=middle, zoom=zoom)


def _round(centre: tuple[float, float], place: int, count: int) -> tuple[float, float]:
    if count == 1:
        return centre
    angle = 2 * math.pi * place / count
    return centre[0] + 1.6 * RING * math.cos(angle), centre[1] + RING * math.sin(angle)


def _rgb(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
