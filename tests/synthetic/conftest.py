"""A few small authorities of the invented London, made once for these tests."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from sufficiency.settings import REFERENCE
from sufficiency.synthetic import synthesise

AUTHORITIES = ("E09000001", "E09000020", "E09000021")
YEARS = range(2022, 2028)
Rows = list[dict[str, str]]


def read(path: Path) -> Rows:
    """A CSV file as rows by column."""
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def tables(root: Path, name: str) -> dict[tuple[str, int], Rows]:
    """One table's rows by authority and year."""
    found = {}
    for path in sorted(root.glob(f"E*/*/{name}.csv")):
        found[path.parts[-3], int(path.parts[-2])] = read(path)
    return found


def code_list(column: str, year: int) -> set[str]:
    """The codes of a column that are valid in a return year."""
    return {
        row["code"]
        for row in read(REFERENCE / "codes.csv")
        if row["return_column"] == column
        and row["group_name"] != "Repair"
        and (not row["first_return_year"] or int(row["first_return_year"]) <= year)
        and (not row["last_return_year"] or int(row["last_return_year"]) >= year)
    }


def by_child(rows: Rows) -> dict[str, Rows]:
    """Rows grouped by child."""
    grouped: dict[str, Rows] = defaultdict(list)
    for row in rows:
        grouped[row["CHILD"]].append(row)
    return grouped


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    """Returns without an error, of the six years to 2026-27, and the case systems' feeds of their last day and the week
    before it."""
    out = tmp_path_factory.mktemp("london")
    fed = {"feeds": AUTHORITIES, "feed_days": 0, "feed_weeks": 2}
    synthesise(out, authorities=AUTHORITIES, last_year=2027, years=6, contradictions=0, **fed)
    return out
