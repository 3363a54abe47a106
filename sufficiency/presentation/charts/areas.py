"""A still map of authorities shaded by class, for pages that print and for files."""

from __future__ import annotations

from typing import Any

from sufficiency.presentation import geography
from sufficiency.presentation.charts import classes, datasets, marks, palette
from sufficiency.presentation.charts.datasets import Spec
from sufficiency.presentation.charts.frame import Frame

NARROW = 520  # pixels, below which London's figures would run into each other
HEIGHT = {geography.LONDON_MAP: 440, geography.ENGLAND: 620}


def area_map(frame: Frame, theme: str) -> Spec:
    """Authorities in up to five classes with their breaks in the legend; withheld ones hatched.

    London's authorities carry their figures. The whole of England is drawn when any area lies
    outside London.
    """
    by_code = {record["area"]: record for record in frame.records}
    area = geography.area_for(code for code in by_code if code in geography.features(geography.ENGLAND))
    unit = frame.columns["value"].unit
    cut = classes.quantile([record["value"] for record in frame.records], unit, theme)
    outline = palette.surface("rule", theme)
    drawn = [
        {**_feature(feature, by_code.get(code), cut), frame.columns["area"].name: code}
        for code, feature in geography.features(area).items()
    ]
    shown = [feature for feature in drawn if feature["class"]]
    others = [feature for feature in drawn if not feature["class"]]
    hatched = [code for code, r in by_code.items() if r["value"] is None]
    legend = {
        "title": None,
        "columns": 3,
        "direction": "horizontal",
        "orient": "bottom",
        "symbolType": "square",
        "symbolSize": 220,
        "symbolStrokeWidth": 1,
        "symbolStrokeColor": palette.surface("outline", theme),
    }
    words = [c.words for c in cut]
    colour = {
        "field": "class",
        "type": "nominal",
        "sort": words,
        "legend": legend,
        "scale": {"domain": words, "range": [c.colour for c in cut]},
    }
    tips = [{"field": "name", "title": "Area"}, {"field": "text", "title": frame.columns["value"].meaning}]
    shape = {"type": "geoshape", "stroke": outline, "strokeWidth": 0.8}
    layers = [
        {
            "data": datasets.data("others", others),
            "mark": {**shape, "fill": palette.surface("panel", theme)},
            "encoding": {"tooltip": tips},
        },
        {"data": datasets.data("shown", shown), "mark": shape, "encoding": {"color": colour, "tooltip": tips}},
        {
            "data": datasets.data("withheld", _lines(hatched, area)),
            "mark": {
                "type": "geoshape",
                "filled": False,
                "strokeWidth": 1.1,
                "stroke": palette.surface("muted", theme),
            },
        },
        *_scale(area, theme),
        *_written(_figures(frame, cut, area, theme), theme),
    ]
    return {
        "title": marks.heading(frame),
        "height": HEIGHT[area],
        "projection": {"type": "mercator"},
        "layer": [layer for layer in layers if layer["data"]["values"]],
    }


def _scale(area: str, theme: str) -> list[Spec]:
    """A line of round length with its length; north is up, as London's shape says."""
    start, end, words = geography.scale_bar(area)
    muted = palette.surface("muted", theme)
    line = {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [start, end]}}
    place = [{"longitude": end[0], "latitude": end[1], "text": words}]
    return [
        {
            "data": datasets.data("scale", [line]),
            "mark": {"type": "geoshape", "filled": False, "stroke": muted, "strokeWidth": 2},
        },
        {
            "data": datasets.data("scale_words", place),
            "mark": {"type": "text", "align": "right", "dy": -9, "fontSize": 12, "color": muted},
            "encoding": {
                "longitude": {"field": "longitude", "type": "quantitative"},
                "latitude": {"field": "latitude", "type": "quantitative"},
                "text": {"field": "text"},
            },
        },
    ]


def _feature(feature: dict[str, Any], record: dict[str, Any] | None, cut: tuple[classes.Class, ...]) -> dict[str, Any]:
    value = record["value"] if record else None
    return {
        "type": "Feature",
        "geometry": feature["geometry"],
        "name": feature["properties"]["authority_name"],
        "text": record["value_text"] if record else "no figure",
        "class": classes.of(value, cut).words if value is not None else "",
    }


def _lines(codes: list[str], area: str) -> list[dict[str, Any]]:
    return [
        {"type": "Feature", "geometry": {"type": "MultiLineString", "coordinates": geography.hatching(code, area)}}
        for code in codes
        if geography.hatching(code, area)
    ]


def _written(figures: list[dict[str, Any]], theme: str) -> list[Spec]:
    """Figures at their places, where the map is wide enough; symbols clear of their hatching."""
    place = {
        "longitude": {"field": "longitude", "type": "quantitative"},
        "latitude": {"field": "latitude", "type": "quantitative"},
        "text": {"field": "text"},
        "color": {"field": "ink", "type": "nominal", "scale": None},
    }
    text = {"type": "text", "fontSize": {"expr": f"width < {NARROW} ? 0 : 12"}}
    panel = palette.surface("panel", theme)
    halo = {**text, "stroke": panel, "strokeWidth": 6, "strokeJoin": "round"}
    hatched = [figure for figure in figures if figure["hatched"]]
    return [
        {"data": datasets.data("hatched", hatched), "mark": halo, "encoding": place},
        {"data": datasets.data("figures", figures), "mark": text, "encoding": place},
    ]


def _figures(frame: Frame, cut: tuple[classes.Class, ...], area: str, theme: str) -> list[dict[str, Any]]:
    """The figure at each London authority's centre, in the ink that its shade asks for."""
    if area != geography.LONDON_MAP:
        return []
    figures = []
    for record in frame.records:
        centre = geography.centre(record["area"])
        if centre:
            shade = classes.of(record["value"], cut).colour if record["value"] is not None else ""
            ink = palette.ink(shade) if shade else palette.surface("text", theme)
            figures.append(
                {
                    "longitude": centre[0],
                    "latitude": centre[1],
                    "ink": ink,
                    "text": record["value_short"],
                    "hatched": not shade,
                }
            )
    return figures
