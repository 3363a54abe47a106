"""Where children live: a disc at each place, the borough they come from, and the ring of 20 miles about it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pydeck as pdk

from sufficiency.plurals import counted
from sufficiency.presentation import formatting, geography
from sufficiency.presentation.charts import palette
from sufficiency.presentation.geography import Position
from sufficiency.presentation.maps import canvas, map_rows, outlines
from sufficiency.presentation.maps.captions import Key
from sufficiency.result import Result

# Degrees of a map at the least, some 20 miles: two neighbours alone do not show where they are.
LEAST_WIDE, LEAST_HIGH = 0.48, 0.3
RING_MILES = 20  # DfE: more than 20 miles from home is distant
LARGEST, LEAST = 22, 3.5  # pixels
NEAR_MAP_MILES = 160  # a view no wider than this has its borders drawn finer
SECTOR = "placement_sector"
CLASSES = ("20 miles or less", "Over 20 miles")
FAR = "Half or more of them over 20 miles from home"
NEAR = "Half or more of them 20 miles or less, or not known"


def places(
    result: Result, homes: Sequence[str] = (), *, theme: str = "light", width: int = canvas.WIDTH, height: int = 0
) -> canvas.Deck:
    """A disc at each authority (or postcode sector) children live in, its area in step with how many.

    ``result`` is of the view ``placement_hosts`` or ``placement_sectors``; ``homes`` are the codes of the
    authorities they come from, filled in, and where it is one, with a ring of 20 miles about its middle. The map
    is fitted to what is drawn: ``width`` and ``height`` in pixels.
    """
    discs, home = located(result), middle(homes)
    circle = geography.ring(home, RING_MILES) if home else []
    around = box([disc["place"] for disc in discs] + circle)
    near, far = colours(theme)
    most = max((disc["value"] for disc in discs), default=1.0)
    for disc in discs:
        disc["radius"] = round(max(LEAST, LARGEST * math.sqrt(disc["value"] / most)), 1)
        disc["colour"] = [*canvas.rgb(far if disc["is_far"] else near), 225]
    where = borders_for(around)
    own = [part for part in geography.polygons(geography.ENGLAND) if part["authority_code"] in homes]
    layers = [
        pdk.Layer(
            "SolidPolygonLayer",
            own if home else [],
            id="home",
            get_polygon="polygon",
            position_format="'XY'",
            get_fill_color=[*canvas.rgb(palette.ramp("category", theme)[1]), 90],
        ),
        canvas.borders(where, theme),
        canvas.lines("ring", outlines.lines(zip(circle, circle[1:], strict=False)), "text", theme, 1.5),
        canvas.discs("places", discs, "outline", theme),
    ]
    return canvas.compose(layers, where, theme, width, box=around, height=height or canvas.HEIGHT)


def located(result: Result) -> list[dict[str, Any]]:
    """A record a row that has a place on the map and a figure: largest first, so that small discs stay on top."""
    column = map_rows.measure_of(result, "child_count")
    is_sector = SECTOR in result.rows
    discs = []
    for row in map_rows.rows_of(result, column):
        cells = row["cells"]
        host = str(cells["host_authority_code"])
        place = (geography.sector_centre(str(cells[SECTOR])) if is_sector else None) or geography.centre(host)
        if place is None or not row["value"]:
            continue
        miles = cells["median_distance_miles"]
        name = str(cells["host_authority_name"])
        known = not formatting.missing(miles)
        far = f"; half live {formatting.text(miles, 'miles')} or more from home" if known else ""
        discs.append(
            {
                "place": place,
                "value": row["value"],
                "is_far": known and miles > RING_MILES,
                "name": f"{cells[SECTOR]} in {name}" if is_sector else name,
                "text": f"{children(row['text'])}{far}",
                "host_authority_code": host,
            }
        )
    return sorted(discs, key=lambda disc: -disc["value"])


def places_legend(result: Result, homes: Sequence[str] = (), *, theme: str = "light") -> list[Key]:
    """What discs, colours and ring mean, and how many children are not on the map."""
    (near, far), discs = colours(theme), located(result)
    what = "postcode sector" if SECTOR in result.rows else "authority"
    keys = [Key("", f"A disc is one {what}: the larger, the more children")]
    kinds = {disc["is_far"] for disc in discs}
    keys += [Key(near, NEAR)] * (False in kinds) + [Key(far, FAR)] * (True in kinds)
    if middle(homes):
        keys.append(Key("", f"Line: {RING_MILES} miles from the middle of {geography.name(homes[0])}"))
    shown = result.known("child_count").rows["child_count"].sum()
    left = int(round(shown - sum(disc["value"] for disc in discs)))
    if left:
        keys.append(Key("", f"Not on the map: {left:,}, placed where is not known, or outside England"))
    return keys


def describe_places(result: Result) -> str:
    """The map in words: the places where most live, and those furthest."""
    discs = located(result)
    most = "; ".join(f"{disc['name']} {disc['text']}" for disc in discs[:5])
    named = f"Most: {most}" if most else "No place can be shown"
    return (
        f"Map of where these children live, {counted(len(discs), 'place')}. {named}. "
        f"As at {formatting.day(result.as_at)}. The same figures are in the table."
    )


def colours(theme: str) -> tuple[str, str]:
    """Those of the two classes of distance in every chart."""
    named = palette.series(CLASSES, theme, ordered=True)
    return named[CLASSES[0]], named[CLASSES[1]]


def children(text: str) -> str:
    """'1 child', '12 children', of a count in words."""
    return "1 child" if text == "1" else f"{text} children"


def middle(homes: Sequence[str]) -> Position | None:
    """The middle of the authority that children come from, where it is one."""
    return geography.centre(homes[0]) if len(homes) == 1 else None


def box(points: Sequence[Position]) -> geography.Box:
    """West, south, east and north of what is drawn; the region where nothing is."""
    if not points:
        return geography.box(geography.home())
    across, up = [x for x, _ in points], [y for _, y in points]
    (west, east), (south, north) = (_at_least(ends, least) for ends, least in ((across, LEAST_WIDE), (up, LEAST_HIGH)))
    wide, high, edge = east - west, north - south, 0.06
    return (west - edge * wide, south - edge * high, east + edge * wide, north + edge * high)


def _at_least(along: Sequence[float], least: float) -> tuple[float, float]:
    """From the lowest to the highest, and as far again on both sides as is short of ``least``."""
    short = max(0.0, least - (max(along) - min(along))) / 2
    return min(along) - short, max(along) + short


def borders_for(box: geography.Box) -> str:
    """Which of England's borders a view of ``box`` stands on: drawn finer where it is of a part of it; the
    region's own, the finest, where it is within it."""
    west, south, east, north = geography.box(geography.home())
    rim = (north - south) / 10  # what lies beyond the region by so little is the frame's edge
    if west - rim <= box[0] and south - rim <= box[1] and box[2] <= east + rim and box[3] <= north + rim:
        return geography.home()
    miles = (box[3] - box[1]) * geography.METRES_A_DEGREE / geography.METRES_A_MILE
    return outlines.NEAR if miles < NEAR_MAP_MILES else geography.ENGLAND
