"""The statistical neighbours of England's authorities, and that they are as DfE has them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sufficiency import settings

PUBLISHED = settings.ROOT.parent / "shared" / "reference" / "statistical_neighbours_england_2025.csv"


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def test_each_authority_has_ten_others_as_neighbours() -> None:
    authorities = {r["authority_code"] for r in rows(settings.REFERENCE / "authorities.csv")}
    found: dict[str, list[str]] = {}
    for row in rows(settings.REFERENCE / "statistical_neighbours.csv"):
        found.setdefault(row["authority_code"], []).append(row["neighbour_code"])
        assert row["source"].startswith("DfE")
    assert sum(code.startswith("E09") for code in found) == 33 and len(found) == 153
    for code, neighbours in found.items():
        assert len(set(neighbours)) == 10 and code not in neighbours
        assert {code, *neighbours} <= authorities


@pytest.mark.skipif(not PUBLISHED.exists(), reason="DfE's list is not at hand")
def test_they_are_dfes_and_in_its_order() -> None:
    ours = [
        (row["authority_code"], int(row["neighbour_rank"]), row["neighbour_code"])
        for row in rows(settings.REFERENCE / "statistical_neighbours.csv")
    ]
    theirs = {(row["area_code"], int(row["rank"]), row["neighbour_code"]) for row in rows(PUBLISHED)}
    assert set(ours) == theirs and len(ours) == len(theirs)
