"""A still map of authorities shaded by class, for pages that print and for files."""

from __future__ import annotations

from typing import Any

from sufficiency.presentation import formatting, geography
from sufficiency.presentation.charts import classes, marks, palette
from sufficiency.presentation.charts.drawing import Drawing, Records
from sufficiency.presentation.charts.frame import Frame

HEIGHT = {geography.LONDON_MAP: 440}
TALL = 620  # of any other map, which is less wide than high


def area_map(frame: Frame, theme: str) -> Drawing:
    """Authorities in up to five classes with their breaks in the legend; withheld ones hatched, and those of
    which there is no row the other way.

    The region's authorities carry their figures. The whole of England is drawn when any area lies
    outside the region.
    """
    by_code = {record["area"]: record for record in frame.records}
    area = geography.area_for(code for code in by_code if code in geography.features(geography.ENGLAND))
    unit = frame.columns["value"].unit
    cut = classes.quantile([record["value"] for record in frame.records], unit, theme)
    drawn = [
        {**_feature(feature, by_code.get(code), cut), frame.columns["area"].name: code}
        for code, feature in geography.features(area).items()
    ]
    figures = _figures(frame, cut, area, theme)
    empty = [code for code in geography.features(area) if code not in by_code]
    data = {
        "others": [feature for feature in drawn if not feature["class"]],
        "shown": [feature for feature in drawn if feature["class"]],
        "withheld": _lines([code for code, r in by_code.items() if r["value"] is None], area),
        "without_rows": _lines(empty, area, is_rising=True),
        "marked": [feature for feature in drawn if feature["name"] in frame.marked],
        **_scale(area),
        "hatched": [figure for figure in figures if figure["hatched"]],
        "figures": figures,
    }
    said = {
        "classes": tuple((c.words, c.colour) for c in cut),
        "layers": frozenset(name for name, records in data.items() if records),
        "height": HEIGHT.get(area, TALL),
        "tips": marks.tip({"Area": "name", frame.columns["value"].meaning: "text"}),
    }
    over = marks.heading(frame)
    if empty:
        note = f"lines rising to the right: {formatting.small(marks.without_rows(frame.leaves_out))}"
        over = over._replace(notes=marks.in_lines([" ".join(over.notes), note]))
    return Drawing("map", over, data, said)


def _scale(area: str) -> dict[str, Records]:
    """A line of round length with its length; north is up, as a region's shape says."""
    start, end, words = geography.scale_bar(area)
    line = {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [start, end]}}
    return {"scale": [line], "scale_words": [{"longitude": end[0], "latitude": end[1], "text": words}]}


def _feature(feature: dict[str, Any], record: dict[str, Any] | None, cut: tuple[classes.Class, ...]) -> dict[str, Any]:
    value = record["value"] if record else None
    return {
        "type": "Feature",
        "geometry": feature["geometry"],
        "name": feature["properties"]["authority_name"],
        "text": record["value_text"] if record else "no figure",
        "class": classes.of(value, cut).words if value is not None else "",
    }


def _lines(codes: list[str], area: str, *, is_rising: bool = False) -> list[dict[str, Any]]:
    return [
        {"type": "Feature", "geometry": {"type": "MultiLineString", "coordinates": lines}}
        for code in codes
        if (lines := geography.hatching(code, area, is_rising=is_rising))
    ]


def _figures(frame: Frame, cut: tuple[classes.Class, ...], area: str, theme: str) -> list[dict[str, Any]]:
    """The figure at each authority's centre in the region, in the ink that its shade asks for."""
    if area == geography.ENGLAND:
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
