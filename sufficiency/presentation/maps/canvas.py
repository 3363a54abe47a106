"""What every map stands on: its size and view, lines, a scale in miles, and the deck they make."""

from __future__ import annotations

import json
import math
from typing import Any

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from sufficiency.presentation import geography
from sufficiency.presentation.charts import palette
from sufficiency.presentation.maps import outlines

WIDTH, HEIGHT = 700, 460  # pixels; what a map is first fitted to
EDGE = 0.94  # share of the width or height that the areas fill
TILE = 512  # pixels the whole world takes at zoom 0


class Deck(pdk.Deck):
    """A deck that writes itself without white space, in a fifth of the letters.

    ``needs`` is across how many pixels all that it is fitted to is seen, and ``tall`` down how many: in a narrower
    frame it is drawn smaller, and in one of that height nothing stands empty over and under it. ``scale`` is how long
    the line in its corner is, in words, which are not drawn: they would be as small as the map. None is sent.
    """

    __slots__ = ("needs", "scale", "tall")
    needs: int
    tall: int
    scale: str

    def to_json(self) -> str:
        return json.dumps(self, default=default_serialize, separators=(",", ":"))


def lines(name: str, lines: list[dict[str, Any]], colour: str, theme: str, width: float) -> pdk.Layer:
    """Straight lines, so many pixels wide."""
    return pdk.Layer(
        "LineLayer",
        lines,
        id=name,
        get_source_position="a",
        get_target_position="b",
        get_width=width,
        get_color=rgb(palette.surface(colour, theme)),
    )


def borders(where: str, theme: str) -> pdk.Layer:
    """Each edge between areas, drawn once. Maps of places and flows stand on it alone: to fill the
    areas behind them took half of the time that a browser without a graphics card drew."""
    return pdk.Layer(
        "SolidPolygonLayer",
        outlines.address(where),
        id="borders",
        get_polygon="polygon",
        position_format="'XY'",
        get_fill_color=rgb(palette.surface("rule", theme)),
    )


def discs(name: str, records: list[dict[str, Any]], edge: str, theme: str) -> pdk.Layer:
    """A disc at the ``place`` of each record, of its ``radius`` in pixels and its ``colour``; ``edge`` names the
    surface its line is of."""
    return pdk.Layer(
        "ScatterplotLayer",
        records,
        id=name,
        get_position="place",
        get_radius="radius",
        radius_units="'pixels'",
        get_fill_color="colour",
        pickable=True,
        stroked=True,
        get_line_color=rgb(palette.surface(edge, theme)),
        line_width_min_pixels=1,
    )


def compose(
    layers: list[pdk.Layer],
    where: str,
    theme: str,
    width: int,
    *,
    box: geography.Box | None = None,
    height: int = HEIGHT,
) -> Deck:
    """Layers, a scale under them, and a view that just holds ``box``: by default all of the area ``where``."""
    style = {
        "backgroundColor": palette.surface("text", theme),
        "borderRadius": "4px",
        "color": palette.surface("background", theme),
        "fontSize": "14px",
    }
    around = box or geography.box(where)
    seen = view(around, width, height)
    bar = geography.scale_in(box, geography.round_miles(box)) if box else geography.scale_bar(where)
    deck = Deck(
        map_provider=None,
        layers=[*layers, scale(bar, theme)],
        initial_view_state=seen,
        views=[pdk.View(type="MapView", controller={"scrollZoom": False, "dragRotate": False})],
        tooltip={"html": "<b>{name}</b><br/>{text}", "style": style},
    )
    across, down = _share_of_world(around)
    deck.needs, deck.tall = (math.ceil(TILE * 2**seen.zoom * share / EDGE) for share in (across, down))
    deck.scale = bar[2]
    return deck


def scale(bar: tuple[geography.Position, geography.Position, str], theme: str) -> pdk.Layer:
    """A line of round length in the corner under the areas."""
    return lines("scale", outlines.lines([bar[:2]]), "muted", theme, 2)


def view(box: geography.Box, width: int, height: int) -> pdk.ViewState:
    """The middle of ``box``, at the zoom at which it just fits (Web Mercator)."""
    west, south, east, north = box
    across, down = _share_of_world(box)
    middle = math.degrees(2 * math.atan(math.exp((_turn(south) + _turn(north)) / 2)) - math.pi / 2)
    zoom = round(math.log2(EDGE / TILE * min(width / across, height / down)), 2)
    return pdk.ViewState(longitude=(west + east) / 2, latitude=middle, zoom=zoom)


def _share_of_world(box: geography.Box) -> tuple[float, float]:
    """How much of the world's width and height ``box`` takes (Web Mercator)."""
    west, south, east, north = box
    return (east - west) / 360, (_turn(north) - _turn(south)) / (2 * math.pi)


def _turn(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


def rgb(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
