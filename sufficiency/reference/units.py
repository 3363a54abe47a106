"""The closed list of units that a column may be declared in."""

from __future__ import annotations

import csv
from functools import lru_cache

from sufficiency import settings


@lru_cache
def units() -> dict[str, dict[str, str]]:
    """The closed list of units, by code: name, suffixes of column names, decimals, step."""
    with (settings.REFERENCE / "units.csv").open(encoding="utf-8", newline="") as handle:
        return {row["unit"]: row for row in csv.DictReader(handle)}
