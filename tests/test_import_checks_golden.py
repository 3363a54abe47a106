"""Golden cases of the checks of an import: given these rows, a check counts these. A new case needs no Python.

``tests/import_checks/<code>/<case>/`` holds ``unit.csv`` (what came), one CSV for each table given
(``sent.episodes.csv``; only the columns that matter), ``expect.csv`` (every row; any of the columns; figures to the
decimals written) and a README.md with the arithmetic in words.
"""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest

from sufficiency.loading import check_database, import_checks

FOLDER = Path(__file__).parent / "import_checks"
CASES = sorted(path.parent for path in FOLDER.glob("*/*/expect.csv"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_the_check_counts_what_is_expected(case: Path) -> None:
    check = import_checks.checks()[case.parent.name]
    with duckdb.connect() as con:
        check_database.empty(con)
        check_database.refer(con, [import_checks.sql(check)])
        for path in sorted(case.glob("*.csv")):
            if path.stem != "expect":
                con.execute(f"insert into {path.stem} by name select * from read_csv('{path}')")
        made = con.sql(f"select * from ({import_checks.sql(check)}) order by unit_key, subject")
        rows = [dict(zip(made.columns, row, strict=True)) for row in made.fetchall()]
    with (case / "expect.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    assert len(rows) == len(expected), rows
    for row, wanted in zip(rows, expected, strict=True):
        assert {name: _text(row[name], like) for name, like in wanted.items()} == wanted


def test_every_check_has_a_golden_case_that_says_its_arithmetic() -> None:
    assert sorted(import_checks.checks()) == sorted({case.parent.name for case in CASES})
    assert [str(case) for case in CASES if not (case / "README.md").exists()] == []


def _text(value: object, like: str) -> str:
    """A value as text, a number to as many decimals as ``like`` has."""
    if isinstance(value, float):
        return f"{value:.{len(like.partition('.')[2])}f}"
    return "" if value is None else str(value)
