"""The places that a forecast is of: authorities, areas of each grouping, London."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sufficiency import choices
from sufficiency.planning.children import Flags, Floats, Ints
from sufficiency.reference import areas as groups
from sufficiency.reference import tables

AUTHORITY, AREA, LONDON = "authority", "area", "london"


@dataclass(frozen=True)
class Place:
    """One place: its level, the grouping and name of an area or the code of an authority, and which
    of the authorities belong to it."""

    level: str
    grouping: str
    area_name: str
    authority_code: str
    members: Flags


def of(authorities: tuple[str, ...]) -> list[Place]:
    """Every authority, every area of every grouping that has some of them, and London."""
    names = {row["authority_code"]: row["authority_name"] for row in tables.records("authorities")}
    places = [
        Place(AUTHORITY, "", names.get(code, code), code, np.array([code == other for other in authorities]))
        for code in authorities
    ]
    areas: dict[tuple[str, str], set[str]] = {}
    for row in groups.offered():
        if row["grouping"] not in ("borough", "whole"):
            areas.setdefault((row["grouping"], row["area_name"]), set()).add(row["authority_code"])
    for (grouping, name), codes in areas.items():
        members = np.array([code in codes for code in authorities])
        if members.any():
            places.append(Place(AREA, grouping, name, "", members))
    places.append(Place(LONDON, "", tables.named(), "", np.ones(len(authorities), dtype=bool)))
    return places


def sub_regions(authorities: tuple[str, ...]) -> Ints:
    """Each authority's area of the usual grouping, by number; those of none are one together."""
    rows = groups.offered()
    of_code = {r["authority_code"]: r["area_name"] for r in rows if r["grouping"] == choices.default_grouping()}
    names = sorted({of_code.get(code, "") for code in authorities})
    return np.array([names.index(of_code.get(code, "")) for code in authorities])


def sums(counts: Floats, places: list[Place]) -> Floats:
    """``counts`` of authorities (the first axis) added up to ``places``; an authority that is NaN is left
    out of wholes, where at least one is not."""
    known = ~np.isnan(counts)
    members = np.array([place.members for place in places], dtype=float)
    total = np.tensordot(members, np.where(known, counts, 0.0), axes=1)
    return np.where(np.tensordot(members, known.astype(float), axes=1) > 0, total, np.nan)
