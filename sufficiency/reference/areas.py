"""Groupings of authorities into areas, of which London has several."""

from __future__ import annotations

from collections.abc import Mapping

from sufficiency.reference import tables


@tables.derived_from("area_groupings")
def groupings() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """By grouping and name of area, the ONS codes of the authorities in it."""
    found: dict[str, dict[str, set[str]]] = {}
    for row in tables.records("area_groupings"):
        found.setdefault(row["grouping"], {}).setdefault(row["area_name"], set()).add(row["authority_code"])
    return {name: {area: frozenset(areas[area]) for area in sorted(areas)} for name, areas in found.items()}


def area_of(authority: str, grouping: str) -> str:
    """The area of ``grouping`` an authority lies in; '' when the grouping leaves it out."""
    areas = groupings().get(grouping, {})
    return next((area for area, codes in areas.items() if authority in codes), "")
