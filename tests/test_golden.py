"""Golden cases: given these rows, each view returns those rows. A new case needs no Python.

``tests/views/<view>/<case>/`` holds one CSV for each input given (any view that ``<view>`` reads,
directly or not, with only the columns that matter), ``expect.csv`` (any of the view's columns; an
empty cell is null; a number is compared to the decimals written), optionally ``choices.csv``
(choice, value) and a README.md with the arithmetic in words.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from sufficiency import choices, settings
from sufficiency.database.scope import Scope

VIEWS = Path(__file__).parent / "views"
CASES = sorted(path.parent for path in VIEWS.glob("*/*/expect.csv"))
NOT_INPUTS = {"expect", "choices"}
# The views that hold the joining rules: each must be tested, as each mart must.
RULES = {"int_episodes_submitted", "int_episodes_closed", "int_episodes", "int_stays", "int_moves", "everyone"}


@pytest.fixture
def cursor(empty_scope: Scope) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor whose changes to the database are undone after the test."""
    with empty_scope.cursor() as found:
        found.execute("begin")
        yield found
        found.execute("rollback")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_the_view_returns_the_rows_expected(case: Path, empty_scope: Scope, cursor: duckdb.DuckDBPyConnection) -> None:
    name = case.parent.name
    assert name in empty_scope.columns, empty_scope.problems.get(name, f"no view is called {name}")
    inputs = [path for path in sorted(case.glob("*.csv")) if path.stem not in NOT_INPUTS]
    for path in inputs:
        _give(cursor, path, _types(empty_scope, path.stem))
    _let_through(cursor, empty_scope, name, {path.stem for path in inputs})
    _choose(cursor, case / "choices.csv", empty_scope)
    expected = _text(case / "expect.csv")
    types = empty_scope.columns[name]
    assert set(expected.columns) <= set(types), set(expected.columns) - set(types)
    cursor.register("expected_text", expected)
    made = ", ".join(_rounded(c, types[c], expected[c], c) for c in expected.columns)
    wanted = ", ".join(_rounded(c, types[c], expected[c], f"cast({c} as {types[c]})") for c in expected.columns)
    cursor.execute(f"create temp table made as select {made} from {name}")
    cursor.execute(f"create temp table wanted as select {wanted} from expected_text")
    extra = cursor.sql("select * from made except all select * from wanted").df()
    lacking = cursor.sql("select * from wanted except all select * from made").df()
    assert extra.empty and lacking.empty, (
        f"{name}, {case.name}\nnot expected:\n{extra.to_string()}\nlacking:\n{lacking.to_string()}"
    )


def test_every_mart_and_every_joining_rule_has_a_golden_case(empty_scope: Scope) -> None:
    files = {path.stem for path in (settings.sql_folder() / "marts").glob("*.sql")}
    assert sorted((files | RULES) - {case.parent.name for case in CASES}) == []


def test_every_golden_case_says_its_arithmetic_in_words() -> None:
    silent = [case for case in CASES if not (case / "README.md").exists()]
    assert [f"{case.parent.name}/{case.name}" for case in silent] == []


def _let_through(cursor: duckdb.DuckDBPyConnection, scope: Scope, name: str, given: set[str]) -> None:
    """Turn the stored views between the inputs and the view to plain ones, so that rows flow."""
    views, reads = scope.catalogue.views, scope.catalogue.reads
    wanted, reached = {name}, set(given)
    for view in reversed(scope.catalogue.order):
        if view in wanted and view not in given:
            wanted |= reads[view]
    for view in scope.catalogue.order:
        # The view itself may read what was sent, which is no view.
        if view in wanted - given and (view == name or reads[view] & reached):
            reached.add(view)
            if views[view].stored:
                cursor.execute(f"drop table {view}")
                cursor.execute(f"create view {view} as {views[view].sql}")


def _types(scope: Scope, name: str) -> dict[str, str]:
    """Columns and types of an input: a view, or ``raw.table`` or ``ref.table``."""
    if name in scope.columns:
        return scope.columns[name]
    with scope.cursor() as cursor:
        return {row[0]: row[1] for row in cursor.execute(f"describe {name}").fetchall()}


def _text(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""])


def _give(cursor: duckdb.DuckDBPyConnection, path: Path, types: dict[str, str]) -> None:
    """Put the rows of a CSV in place of the input it is named for."""
    rows = _text(path)
    unknown = set(rows.columns) - set(types)
    assert not unknown, f"{path.stem} has no column {', '.join(sorted(unknown))}"
    cursor.execute(f"drop {_kind(cursor, path.stem)} {path.stem}")
    columns = ", ".join(f'"{column}" {kind}' for column, kind in types.items())
    cursor.execute(f"create table {path.stem} ({columns})")
    cursor.register("given", rows)
    cursor.execute(f"insert into {path.stem} by name select * from given")
    cursor.unregister("given")


def _kind(cursor: duckdb.DuckDBPyConnection, name: str) -> str:
    found = cursor.execute("select 1 from duckdb_views() where view_name = ?", [name]).fetchall()
    return "view" if found else "table"


def _choose(cursor: duckdb.DuckDBPyConnection, path: Path, scope: Scope) -> None:
    chosen = {"as_at": [scope.snapshot.as_at.isoformat()], "grouping": [choices.default_grouping()]}
    if path.exists():
        with path.open(encoding="utf-8", newline="") as handle:
            given: dict[str, list[str]] = {}
            for row in csv.DictReader(handle):
                given.setdefault(row["choice"], []).append(row["value"])
        chosen |= given
    for choice, values in chosen.items():
        cursor.execute(f"set variable {choice} = ?", [values[0] if choice == "as_at" else values])


def _rounded(column: str, kind: str, written: pd.Series, value: str) -> str:
    if kind == "VARCHAR":
        return f"nullif({value}, '') as {column}"
    if kind not in ("DOUBLE", "FLOAT") and not kind.startswith("DECIMAL"):
        return f"{value} as {column}"
    decimals = max((len(text.partition(".")[2]) for text in written.dropna()), default=0)
    return f"round({value}::double, {decimals}) as {column}"
