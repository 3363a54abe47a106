"""Groupings of authorities into areas, of which a region has several."""

from __future__ import annotations

from collections.abc import Mapping

from sufficiency.reference import tables


@tables.derived_from("area_groupings", "region_authorities")
def offered() -> tuple[tables.Row, ...]:
    """The rows of area_groupings.csv that the region which is served offers, of its own authorities."""
    region = tables.region()["region_code"]
    own = {row["authority_code"] for row in tables.records("region_authorities") if row["region_code"] == region}
    return tuple(
        row
        for row in tables.records("area_groupings")
        if row["authority_code"] in own and row["region_code"] in ("", region)
    )


@tables.derived_from("area_groupings", "region_authorities")
def groupings() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """By grouping and name of area, the ONS codes of the authorities in it."""
    members: dict[str, dict[str, set[str]]] = {}
    for row in offered():
        members.setdefault(row["grouping"], {}).setdefault(row["area_name"], set()).add(row["authority_code"])
    return {name: {area: frozenset(areas[area]) for area in sorted(areas)} for name, areas in members.items()}


def area_of(authority: str, grouping: str) -> str:
    """The area of ``grouping`` an authority lies in; '' when the grouping leaves it out."""
    areas = groupings().get(grouping, {})
    return next((area for area, codes in areas.items() if authority in codes), "")
