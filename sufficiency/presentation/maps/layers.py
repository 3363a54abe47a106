"""Draws the maps: areas shaded by class, flows from home to host, places by authority."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

import pydeck as pdk

from sufficiency.presentation import formatting, geography
from sufficiency.presentation.charts import classes, palette
from sufficiency.presentation.maps import canvas, map_rows, outlines, places
from sufficiency.result import Result

WIDEST_ARC, LARGEST_POINT = 9, 18  # pixels
CURVE, LEAN = 0.25, 25  # an arc's height as a share of its length, and its lean in degrees
PIECES = 30  # straight pieces an arc is drawn in
RING = 0.018  # degrees between the points of one authority's kinds of provision


def deck(
    result: Result,
    measure: str | None = None,
    *,
    area: str | None = None,
    theme: str = "light",
    whole: bool | None = None,
    width: int = canvas.WIDTH,
) -> canvas.Deck:
    """Authorities shaded by ``measure`` in up to five classes of like size; withheld ones hatched, and those without
    a row the other way, for the lowest class is as pale as the page.

    ``area`` is the column of ONS codes (by default the first that ends in authority_code) and
    ``measure`` a figure (by default the chart line's, or the first). ``whole`` asks for the whole
    of England; by default it is drawn when an area lies outside the region. ``width`` is the pixels
    it is first fitted to, ``HEIGHT`` high. A place that is marked has an outline. Raises ValueError where an area
    has two rows.
    """
    column, rows = map_rows.areas(result, measure, area)
    where = map_rows.where(rows, whole)
    cut = classes.quantile([row["value"] for row in rows.values()], column.unit, theme)
    drawn = [_shaded(part, rows.get(part["authority_code"]), cut, theme) for part in geography.polygons(where)]
    hatched = outlines.lines(
        line for code, row in rows.items() if row["value"] is None for line in geography.hatching(code, where)
    )
    empty = outlines.lines(
        line
        for code in geography.features(where)
        if code not in rows
        for line in geography.hatching(code, where, is_rising=True)
    )
    layers = [_areas(drawn), canvas.borders(where, theme), canvas.lines("withheld", hatched, "muted", theme, 1.2)]
    if empty:
        layers.append(canvas.lines("without_rows", empty, "quiet", theme, 1))
    own = [code for code, row in rows.items() if row["name"] in result.marked]
    if own:
        around = outlines.lines(line for code in own for line in geography.outline(code, where))
        layers.append(canvas.lines("marked", around, "text", theme, 3))
    return canvas.compose(layers, where, theme, width)


def flows(
    result: Result,
    measure: str | None = None,
    *,
    theme: str = "light",
    threshold: float | None = None,
    whole: bool | None = None,
    is_fitted: bool = False,
    width: int = canvas.WIDTH,
) -> canvas.Deck:
    """Arcs from home to host authority, wider for more children, of ``threshold`` and over.

    Home and host are the view's first two columns of authority codes. Flows that stay at home,
    flows that are withheld and flows under the threshold are not drawn. The map is of England or the region, or where
    it ``is_fitted`` of as much as the arcs span.
    """
    column, pairs = map_rows.flows(result, measure)
    least = map_rows.threshold(pairs) if threshold is None else threshold
    shown = [flow for flow in pairs if flow["value"] >= least]
    where = map_rows.where({code: {} for flow in shown for code in flow["codes"]}, whole)
    around = places.box([flow[end] for flow in shown for end in ("from", "to")]) if is_fitted else None
    where = places.borders_for(around) if around else where
    most = max((flow["value"] for flow in shown), default=1.0)
    arcs = [
        {
            "from": flow["from"],
            "to": flow["to"],
            "name": flow["name"],
            "width": max(1.0, WIDEST_ARC * flow["value"] / most),
            "text": places.children(formatting.text(flow["value"], column.unit)),
        }
        for flow in shown
    ]
    layers = [
        canvas.borders(where, theme),
        pdk.Layer(
            "ArcLayer",
            arcs,
            id="flows",
            get_source_position="from",
            get_target_position="to",
            get_width="width",
            get_height=CURVE,
            get_tilt=LEAN,
            num_segments=PIECES,
            pickable=True,
            auto_highlight=True,
            get_source_color=[*canvas.rgb(palette.ramp("category", theme)[0]), 210],
            get_target_color=[*canvas.rgb(palette.ramp("category", theme)[3]), 210],
        ),
    ]
    return canvas.compose(layers, where, theme, width, box=around)


def points(
    result: Result,
    measure: str | None = None,
    *,
    area: str | None = None,
    kind: str | None = None,
    theme: str = "light",
    whole: bool | None = None,
    near: Collection[str] = (),
    width: int = canvas.WIDTH,
) -> canvas.Deck:
    """A disc at each authority, or each postcode sector where the rows have one, its area in step with ``measure``
    (places, homes); ``kind`` names a column whose values take a colour and a disc each, set round the centre. It is
    fitted to the authorities of the codes ``near``, or without any to all of the region or England."""
    column, code_column = map_rows.measure_of(result, measure), map_rows.area_column(result, area)
    kinds = map_rows.kinds(result, kind)
    colours = palette.series(kinds, theme) if kind else {"": palette.surface("primary", theme)}
    # The place that somebody chose stands out among the others.
    name, marked = f"{code_column.removesuffix('_code')}_name", palette.ramp("category", theme)[3]
    discs = []
    for row in map_rows.rows_of(result, column):
        centre, called = map_rows.located(row["cells"], code_column)
        if centre and row["value"]:
            label = str(row["cells"][kind]) if kind else ""
            discs.append(
                {
                    "place": _round(centre, kinds.index(label), len(kinds)),
                    "value": row["value"],
                    "colour": [*canvas.rgb(marked if row["cells"].get(name) in result.marked else colours[label]), 225],
                    "text": row["text"],
                    "name": f"{called} {label}".strip(),
                }
            )
    most = max((point["value"] for point in discs), default=1.0)
    for point in discs:
        point["radius"] = max(2.5, LARGEST_POINT * math.sqrt(point["value"] / most))
    where = map_rows.where({str(code): {} for code in result.rows[code_column]}, whole)
    around = outlines.lines(
        line
        for code in geography.features(where)
        if geography.name(code) in result.marked
        for line in geography.outline(code, where)
    )
    layers = [canvas.borders(where, theme), canvas.discs("points", discs, "background", theme)]
    if around:  # also a place without a disc is seen
        layers.insert(1, canvas.lines("marked", around, "text", theme, 2))
    return canvas.compose(layers, where, theme, width, box=geography.around(frozenset(near), where))


def _shaded(
    part: dict[str, Any], row: dict[str, Any] | None, cut: tuple[classes.Class, ...], theme: str
) -> dict[str, Any]:
    value = row["value"] if row else None
    blank = palette.surface("panel" if row else "background", theme)
    fill = classes.of(value, cut).colour if value is not None else blank
    return {**part, "text": row["text"] if row else "no figure", "fill": canvas.rgb(fill)}


def _areas(drawn: list[dict[str, Any]]) -> pdk.Layer:
    """Areas without outlines: those of their own took most of a map's time."""
    return pdk.Layer(
        "SolidPolygonLayer",
        drawn,
        id="areas",
        get_polygon="polygon",
        position_format="'XY'",
        get_fill_color="fill",
        pickable=True,
        auto_highlight=True,
        highlight_color=[244, 106, 37, 90],
    )


def _round(centre: tuple[float, float], place: int, count: int) -> tuple[float, float]:
    if count == 1:
        return centre
    angle = 2 * math.pi * place / count
    return centre[0] + 1.6 * RING * math.cos(angle), centre[1] + RING * math.sin(angle)
