"""Maps as drawings for files, which nobody can move about in: the same rows, colours and legend as on the page."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sufficiency.presentation import formatting, geography
from sufficiency.presentation.charts import palette
from sufficiency.presentation.maps import captions, map_rows
from sufficiency.presentation.maps.places import (
    RING_MILES,
    box,
    colours,
    describe_places,
    located,
    middle,
    places_legend,
)
from sufficiency.presentation.maps.still_canvas import StillCanvas
from sufficiency.result import EXACT, Result

PLACES, FLOWS, POINTS = "places", "flows", "points"
LARGEST, LEAST, WIDEST = 15.0, 2.2, 6.0  # points: the radius of discs, and the widest line
NAMED = 6  # places with their names


@dataclass(frozen=True)
class Still:
    """Which map stands for a Result in a file, as the page draws it.

    ``kind`` is of places that children live in, of flows or of points; ``homes`` are the codes of the authorities that
    children come from, ``measure`` the figure drawn, ``is_whole`` asks for all England, and one of flows that
    ``is_fitted`` shows as much as they span; one of points is fitted to the authorities of the codes ``near``.
    """

    kind: str
    homes: tuple[str, ...] = ()
    measure: str = "child_count"
    is_whole: bool | None = None
    is_fitted: bool = False
    near: tuple[str, ...] = ()

    def words(self, result: Result) -> str:
        """The map for who cannot see it."""
        if self.kind == PLACES:
            return describe_places(result)
        if self.kind == FLOWS:
            return captions.describe_flows(result, self.measure)
        return captions.describe(result, self.measure)

    def svg(self, result: Result, wide: int, tall: int) -> str:
        """The map as an SVG drawing of so many points, its legend at the right, or below it where it is narrow."""
        draw = {PLACES: _places, FLOWS: _flows, POINTS: _points}[self.kind]
        return draw(self, result, wide, tall)

    def finding(self, result: Result) -> str:
        """What the largest flow is, which postcode sector has most, or how many live where they come from; '' of other
        maps, whose charts say it."""
        if self.kind == PLACES:
            return self._at_home(result)
        if self.kind == POINTS and map_rows.SECTOR in result.rows:
            return captions.title(result, self.measure)
        if self.kind != FLOWS:
            return ""
        column, flows = map_rows.flows(result, self.measure)
        largest = sorted(flows, key=lambda flow: -flow["value"])[:2]
        if not largest or len({flow["value"] for flow in largest}) < len(largest):
            return ""
        home, host = (geography.name(code) for code in largest[0]["codes"])
        said = formatting.text(largest[0]["value"], column.unit)
        if len({flow["codes"][0] for flow in flows}) == 1:
            whose = formatting.own(home)
            return f"Of {whose} children placed elsewhere more live in {host} than in any other authority: {said}"
        return f"The most children placed in another authority here go from {home} to {host}: {said} children"

    def _at_home(self, result: Result) -> str:
        """'64 of Camden's 206 children live in Camden itself'; '' of several authorities or where a count is protected,
        of which no sum may be told."""
        counts = result.rows.groupby("host_authority_code")["child_count"].sum(min_count=1)
        if len(self.homes) != 1 or result.profile != EXACT or result.rows["child_count"].isna().any():
            return ""
        [code], every = self.homes, int(counts.sum())
        home, here = geography.name(code), int(counts.get(code, 0))
        said = f"{here:,} of {formatting.own(home)} {every:,} children live in {home} itself"
        return said if every > 1 else ""


def _places(still: Still, result: Result, wide: int, tall: int) -> str:
    discs, home = located(result), middle(still.homes)
    circle = geography.ring(home, RING_MILES) if home else []
    paper = StillCanvas(wide, tall, box([disc["place"] for disc in discs] + circle))
    paper.borders(geography.ENGLAND, [code for code in still.homes if home])
    near, far = colours("light")
    most = max((disc["value"] for disc in discs), default=1.0)
    paper.line(circle, palette.surface("text", "light"), 1.4, dash="5 3")
    for disc in discs:
        radius = max(LEAST, LARGEST * math.sqrt(disc["value"] / most))
        paper.disc(disc["place"], radius, far if disc["is_far"] else near)
    largest = [disc for disc in discs if disc["value"] > 1]
    named = largest if len({disc["value"] for disc in discs[:NAMED]}) > 1 else []
    for disc in named[:NAMED]:
        paper.name(disc["place"], str(disc["name"]))
    return paper.svg(places_legend(result, still.homes))


def _flows(still: Still, result: Result, wide: int, tall: int) -> str:
    _, flows = map_rows.flows(result, still.measure)
    least = map_rows.threshold(flows)
    shown = [flow for flow in flows if flow["value"] >= least]
    where = map_rows.where({code: {} for flow in shown for code in flow["codes"]}, still.is_whole)
    around = geography.box(where)
    if still.is_fitted:
        where, around = geography.ENGLAND, box([flow[end] for flow in shown for end in ("from", "to")])
    inside = geography.features(where)
    paper = StillCanvas(wide, tall, around)
    paper.borders(where, [])
    inks = palette.ramp("category", "light")
    most = max((flow["value"] for flow in shown), default=1.0)
    for flow in sorted(shown, key=lambda flow: flow["value"]):
        paper.arc(flow["from"], flow["to"], max(0.8, WIDEST * flow["value"] / most), (inks[0], inks[3]))
    for flow in sorted(shown, key=lambda flow: -flow["value"])[:NAMED]:
        for code, end in zip(flow["codes"], (flow["from"], flow["to"]), strict=True):
            if code in inside:
                paper.name(end, geography.name(str(code)))
    return paper.svg(captions.flows_legend(result, still.measure))


def _points(still: Still, result: Result, wide: int, tall: int) -> str:
    column, codes = map_rows.measure_of(result, still.measure), map_rows.area_column(result, None)
    rows = [row for row in map_rows.rows_of(result, column) if row["value"]]
    where = map_rows.where({str(code): {} for code in result.rows[codes]}, still.is_whole)
    west, south, east, north = around = geography.around(frozenset(still.near), where) or geography.box(where)
    paper = StillCanvas(wide, tall, around)
    paper.borders(where, [])
    most = max((row["value"] for row in rows), default=1.0)
    ink, marked = palette.surface("primary", "light"), palette.ramp("category", "light")[3]
    discs = [(row, *map_rows.located(row["cells"], codes)) for row in sorted(rows, key=lambda r: -r["value"])]
    own = {at for at, (row, _, _) in enumerate(discs) if geography.name(str(row["cells"][codes])) in result.marked}
    for at, (row, place, _) in enumerate(discs):
        if place:
            size = max(LEAST, LARGEST * math.sqrt(row["value"] / most))
            paper.disc(place, size, marked if at in own else ink)
    # What lies beyond the frame has no name in it.
    seen = [
        at
        for at, (_, place, _) in enumerate(discs)
        if place and west <= place[0] <= east and south <= place[1] <= north
    ]
    for at in sorted(seen, key=lambda at: at not in own)[:NAMED]:
        row, place, name = discs[at]
        if place:
            paper.name(place, f"{name} {formatting.short(row['value'], column.unit)}")
    return paper.svg(captions.points_legend(result, still.measure))
