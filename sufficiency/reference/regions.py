"""Regions that may be served: which authorities each holds, and which one a snapshot is of."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sufficiency import settings
from sufficiency.reference import tables
from sufficiency.reference.tables import Row

ENGLAND = "E92000001"


@tables.derived_from("region_authorities")
def members() -> Mapping[str, frozenset[str]]:
    """By region's code, the ONS codes of its authorities."""
    codes_of: dict[str, set[str]] = {}
    for row in tables.records("region_authorities"):
        codes_of.setdefault(row["region_code"], set()).add(row["authority_code"])
    return {code: frozenset(codes) for code, codes in codes_of.items()}


def named(code: str) -> Row:
    """The row of ``data/reference/regions.csv`` of one code; raises ValueError where there is none."""
    rows = {row["region_code"]: row for row in tables.records("regions")}
    if code not in rows:
        raise ValueError(f"{code} is no region; regions.csv has {', '.join(sorted(rows))}")
    return rows[code]


def of(authorities: Collection[str]) -> Row:
    """The region that ``authorities`` have sent for.

    The one that ``SUFFICIENCY_REGION`` names; else the smallest that holds more than half of them (the usual one
    with half), else England. Where none is known at all, the usual one. Raises ValueError for a name that is none.
    """
    if asked := settings.region():
        return named(asked)
    usual = tables.records("regions")[0]
    held = {code: len(codes.intersection(authorities)) for code, codes in members().items()}
    if 2 * held[usual["region_code"]] >= len(authorities) or not held[ENGLAND]:
        return usual
    most = [code for code in held if 2 * held[code] > len(authorities)]
    return named(min(most, key=lambda code: len(members()[code]), default=ENGLAND))
