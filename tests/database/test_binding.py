"""A view that was found sound before is bound when it is first read; one that has changed is tried at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sufficiency.catalogue import parsed
from sufficiency.catalogue.parsed import Parsed
from sufficiency.database import comparators
from sufficiency.database.scope import Scope
from tests.conftest import TWO, TWO_AUTHORITIES, snapshot_of

UNBOUND = "select view_name from duckdb_views() where not internal and not is_bound"


def unbound(scope: Scope) -> set[str]:
    """The views of a database that nobody has read yet, nor tried."""
    with scope.cursor() as cursor:
        return {row[0] for row in cursor.execute(UNBOUND).fetchall()}


def described(scope: Scope, name: str) -> dict[str, str]:
    """The columns of a view as the engine works them out now."""
    with scope.cursor() as cursor:
        return {row[0]: row[1] for row in cursor.execute(f"describe {name}").fetchall()}


@pytest.fixture
def first(tmp_path: Path, views: Path, monkeypatch: pytest.MonkeyPatch) -> Scope:
    """The first database that this process opens, of a snapshot beside which nothing is known yet."""
    monkeypatch.setattr(parsed, "KNOWN", Parsed())
    folder = tmp_path / "snapshots" / "two"
    folder.mkdir(parents=True)
    return Scope(snapshot_of(folder, TWO_AUTHORITIES), sql=views)


def test_the_second_database_binds_nothing_again_and_says_the_same_columns(first: Scope) -> None:
    second = Scope(first.snapshot, sql=first.sql_folder)
    assert not unbound(first) and len(unbound(second)) > 30
    assert second.columns == first.columns and not second.problems
    for name, columns in second.columns.items():
        assert described(second, name) == columns, name
    assert not unbound(second)


def test_an_authoritys_views_are_not_taken_for_londons_whose_types_differ(first: Scope) -> None:
    beside = [comparators.of_authority(code, first) for code in TWO]
    assert not unbound(beside[0]) and unbound(beside[1])
    assert beside[0].columns == beside[1].columns
    for name, columns in beside[1].columns.items():
        assert described(beside[1], name) == columns, name


def test_what_another_process_found_out_is_taken_from_beside_the_snapshot(
    first: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsed, "KNOWN", Parsed())
    assert len(unbound(Scope(first.snapshot, sql=first.sql_folder))) > 30


def test_a_view_that_no_longer_binds_is_told_at_once_and_those_that_do_go_on(first: Scope, views: Path) -> None:
    second = Scope(first.snapshot, sql=views)
    areas = views / "staging" / "stg_areas.sql"
    areas.write_text(
        areas.read_text(encoding="utf-8").replace("select", "select g.no_such_column,", 1), encoding="utf-8"
    )
    second.refresh()
    assert "no_such_column" in second.problems["stg_areas"]
    assert "stg_areas" in second.problems["chosen_authorities"]
    assert "stg_areas" not in second.columns and second.columns["int_month_ends"]


def test_a_view_whose_columns_are_others_now_is_bound_again_with_all_that_read_it(first: Scope, views: Path) -> None:
    second = Scope(first.snapshot, sql=views)
    areas = views / "staging" / "stg_areas.sql"
    areas.write_text(areas.read_text(encoding="utf-8").replace("::integer", "::bigint", 1), encoding="utf-8")
    second.refresh()
    assert not second.problems and second.columns["stg_areas"]["display_order"] == "BIGINT"
    for name, columns in second.columns.items():
        assert described(second, name) == columns, name
