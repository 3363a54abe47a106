"""A database that is copied from a template holds what one that is created view by view holds."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from sufficiency.database import comparators, scope, template
from sufficiency.database.scope import Scope
from sufficiency.database.template import Templates
from sufficiency.snapshot.store import Snapshot
from tests.conftest import TWO, TWO_AUTHORITIES, snapshot_of

HELD = {
    "views": "select view_name, sql from duckdb_views() where not internal",
    "tables": "select schema_name, table_name, sql from duckdb_tables()",
    "macros": "select function_name, parameters, macro_definition from duckdb_functions() where not internal",
}


def held(database: Scope) -> dict[str, list[tuple[object, ...]]]:
    """Every view, table and macro of a database, and the rows of its reference tables."""
    with database.cursor() as cursor:
        everything = {kind: sorted(map(_put, cursor.execute(sql).fetchall()), key=repr) for kind, sql in HELD.items()}
        for schema, table, _ in everything["tables"]:
            if schema == "ref":
                everything[f"ref.{table}"] = sorted(cursor.execute(f"from ref.{table}").fetchall(), key=repr)
    return everything


def _put(row: tuple[object, ...]) -> tuple[object, ...]:
    """The columns that a ``*`` leaves out have no order, and the engine says them in any."""
    text = str(row[-1])
    return *row[:-1], re.sub(r"EXCLUDE \(([^)]*)\)", lambda found: str(sorted(found[1].split(", "))), text)


@pytest.fixture
def templates(monkeypatch: pytest.MonkeyPatch) -> Iterator[Templates]:
    """A process that has opened no database yet."""
    templates = Templates()
    monkeypatch.setattr(scope, "TEMPLATES", templates)
    yield templates
    templates.forget()


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    """Two small authorities."""
    folder = tmp_path / "snapshots" / "two"
    folder.mkdir(parents=True)
    return snapshot_of(folder, TWO_AUTHORITIES)


def copied(templates: Templates) -> int:
    """How many views the template has; 0 where there is none."""
    return len(templates._kept.built.digests) if templates._kept else 0


def test_a_database_that_is_copied_is_the_one_that_would_be_created(templates: Templates, snapshot: Snapshot) -> None:
    created = Scope(snapshot)
    assert not copied(templates)
    with_template = [Scope(snapshot), Scope(snapshot)]
    assert copied(templates) > 100
    for database in with_template:
        assert held(database) == held(created)
        assert database.columns == created.columns and database.problems == created.problems


def test_an_authoritys_own_database_takes_no_view_of_everybodys_children(
    templates: Templates, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    london = Scope(snapshot)
    with monkeypatch.context() as patch:
        patch.setattr(scope, "TEMPLATES", Templates())
        created = comparators.of_authority(TWO[0], london)
    Scope(snapshot)
    databases = [comparators.of_authority(TWO[0], london) for _ in range(2)]
    assert copied(templates)
    shared = {view.name for view in london.catalogue.views.values() if view.shared}
    assert shared & templates._kept.built.digests.keys(), "the template is London's, and has shared views"
    for database in databases:
        assert held(database) == held(created)


def test_what_has_changed_since_is_as_its_file_says(
    templates: Templates, snapshot: Snapshot, views: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        Scope(snapshot, sql=views)
    assert copied(templates)
    areas, [mart, *_] = views / "staging" / "stg_areas.sql", sorted((views / "marts").glob("*.sql"))
    areas.write_text(areas.read_text(encoding="utf-8").replace("::integer", "::bigint", 1), encoding="utf-8")
    (views / "macros" / "own.sql").write_text("create or replace macro own_number() as (7);", encoding="utf-8")
    mart.unlink()
    database = Scope(snapshot, sql=views)
    assert database.columns["stg_areas"]["display_order"] == "BIGINT" and mart.stem not in database.columns
    monkeypatch.setattr(scope, "TEMPLATES", Templates())
    created = Scope(snapshot, sql=views)
    assert held(database) == held(created) and database.columns == created.columns


def test_a_template_that_was_cleared_away_is_done_without_and_made_again(
    templates: Templates, snapshot: Snapshot
) -> None:
    created, _ = Scope(snapshot), Scope(snapshot)
    shutil.rmtree(templates._kept.place.name)
    assert held(Scope(snapshot)) == held(created) and not copied(templates)
    for _ in range(2):
        assert held(Scope(snapshot)) == held(created)
    assert copied(templates)


@pytest.mark.parametrize("error", [OSError("no space"), duckdb.IOException("no space")])
def test_a_disk_that_takes_no_template_is_asked_once(
    templates: Templates, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    asked = []

    def refuse(*given: object) -> None:
        asked.append(given)
        raise error

    monkeypatch.setattr(template, "_make", refuse)
    databases = [Scope(snapshot) for _ in range(4)]
    assert len(asked) == 1 and not copied(templates)
    assert held(databases[3]) == held(databases[0])
