"""The closed list of units that a column may be declared in."""

from __future__ import annotations

from collections.abc import Mapping

from sufficiency.reference import tables


@tables.derived_from("units")
def units() -> dict[str, Mapping[str, str]]:
    """The closed list of units, by code: name, suffixes of column names, decimals, step."""
    return {row["unit"]: row for row in tables.records("units")}
