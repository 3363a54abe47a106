"""Stored views are made once, kept beside the snapshot, and never served stale, damaged or another's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sufficiency import query, settings
from sufficiency.catalogue import lineage, loader, parsed
from sufficiency.catalogue.parsed import Parsed
from sufficiency.database import comparators
from sufficiency.database.scope import Scope
from sufficiency.reference import tables
from sufficiency.snapshot import store, stored
from sufficiency.snapshot.store import Snapshot
from tests import stored_once
from tests.conftest import TWO, TWO_AUTHORITIES, snapshot_of, tables_of

OPEN = """
import sys
from pathlib import Path
from sufficiency.database.scope import Scope
from sufficiency.snapshot import store
{first}
scope = Scope(store.read("two"), sql=Path(sys.argv[1]))
assert not scope.problems
"""
# Says when a file is whole but has not got its name, and then waits to be killed.
HANG = """
import os, time
from sufficiency.snapshot import stored
def hang(*paths):
    print("writing", flush=True)
    time.sleep(600)
stored.os.replace = hang
"""


@pytest.fixture(autouse=True)
def made_here() -> Iterator[None]:
    """Nothing is taken from what another test has made."""
    with stored_once.not_at_all():
        yield


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    """A snapshot of two authorities beside which nothing has been stored yet."""
    (tmp_path / "snapshot").mkdir()
    return snapshot_of(tmp_path / "snapshot", TWO_AUTHORITIES)


def opened(snapshot: Snapshot, views: Path) -> tuple[Scope, list[str]]:
    """London's database, and what had to be made for it."""
    made: list[str] = []
    return Scope(snapshot, sql=views, say=made.append), made


def rows(scope: Scope, sql: str) -> list[tuple[object, ...]]:
    """What one query gives."""
    with scope.cursor() as cursor:
        found: list[tuple[object, ...]] = cursor.execute(sql).fetchall()
    return found


def files(snapshot: Snapshot, view: str = "*") -> list[Path]:
    """The files of a stored view."""
    return sorted((snapshot.folder / stored.FOLDER).glob(f"{view}~*.parquet"))


EVERYONE = "select * from everyone order by all"


def test_what_was_stored_is_taken_and_the_same_as_what_would_be_made(snapshot: Snapshot, views: Path) -> None:
    first, made = opened(snapshot, views)
    assert any("month about each child" in said for said in made)
    second, again = opened(snapshot, views)
    assert again == []
    whole = Scope(snapshot, sql=views, is_whole=True)
    assert rows(first, EVERYONE) == rows(second, EVERYONE) == rows(whole, EVERYONE) != []
    assert first.columns["everyone"] == whole.columns["everyone"]
    # What only stored views read is not in memory.
    assert "raw.episodes" not in {f"{schema}.{name}" for schema, name in relations(second)}
    assert "raw.episodes" in {f"{schema}.{name}" for schema, name in relations(whole)}


def test_a_database_for_one_view_holds_no_more_than_that_reads_and_what_it_reads_later(
    snapshot: Snapshot, views: Path
) -> None:
    opened(snapshot, views)
    path = views / "marts" / "small.sql"
    path.write_text(
        "/*\ntitle: Small\nsummary: S.\ngrain: one row\nsource: X.\ncolumns:\n  unit | text | Unit\n*/\n"
        "select min(unit) as unit from ref.units\n",
        encoding="utf-8",
    )
    scope = Scope(snapshot, sql=views, marts=("small",))
    held = {f"{schema}.{name}" for schema, name in relations(scope)}
    assert "ref.units" in held and "ref.age_bands" not in held and "raw.episodes" not in held
    assert len(rows(scope, "from small")) == 1
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("min(unit)", "min(age_band)").replace("ref.units", "ref.age_bands"), encoding="utf-8")
    scope.refresh()
    held = {f"{schema}.{name}" for schema, name in relations(scope)}
    assert scope.problems == {} and "ref.age_bands" in held and "ref.units" not in held


def relations(scope: Scope) -> list[tuple[object, ...]]:
    """Schema and name of each table and view."""
    return rows(scope, "select table_schema, table_name from information_schema.tables")


def test_a_change_of_sql_macro_or_reference_makes_what_it_touches_anew(
    snapshot: Snapshot, views: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scope, made = opened(snapshot, views)
    made.clear()
    details = views / "intermediate" / "int_stay_details.sql"
    text = details.read_text(encoding="utf-8")
    details.write_text(text.replace("coalesce(c.sex, 'U') as sex", "'X' as sex"), encoding="utf-8")
    scope.refresh()
    assert any("every stay" in said for said in made)
    assert rows(scope, "select distinct sex from everyone") == [("X",)]
    details.write_text(text, encoding="utf-8")
    made.clear()
    scope.refresh()
    assert made == [] and rows(scope, "select distinct sex from everyone order by 1") == [("F",), ("M",)]
    measures = views / "macros" / "measures.sql"
    macro = measures.read_text(encoding="utf-8")
    assert "as (miles > 20)" in macro
    measures.write_text(macro.replace("as (miles > 20)", "as (miles > 5)"), encoding="utf-8")
    scope.refresh()
    assert made and rows(scope, "select min(distance_miles) from everyone where is_distant") == [(6.0,)]
    made.clear()
    reference = tmp_path / "reference"
    reference.mkdir()
    for path in settings.REFERENCE.glob("*.csv"):
        (reference / path.name).write_bytes(path.read_bytes())
    bands = reference / "age_bands.csv"
    bands.write_text(bands.read_text(encoding="utf-8").replace("16 and over", "Sixteen and over"), encoding="utf-8")
    monkeypatch.setattr(settings, "REFERENCE", reference)
    tables.rows(reference, "age_bands")
    after, made = opened(snapshot, views)
    assert made and ("Sixteen and over",) in rows(after, "select distinct age_band from everyone")


@pytest.mark.parametrize("damage", ["a bit", "the end", "all"])
def test_a_damaged_table_is_made_again_and_never_served(snapshot: Snapshot, views: Path, damage: str) -> None:
    sound = rows(opened(snapshot, views)[0], EVERYONE)
    (path,) = files(snapshot, "int_child_months")
    content = bytearray(path.read_bytes())
    if damage == "a bit":
        content[len(content) // 2] ^= 1
    path.write_bytes(content if damage == "a bit" else content[:-9] if damage == "the end" else b"")
    scope, made = opened(snapshot, views)
    assert made != [] and rows(scope, EVERYONE) == sound
    assert files(snapshot, "int_child_months") != [] and opened(snapshot, views)[1] == []


def test_a_disk_that_takes_nothing_more_costs_time_and_no_figure(
    snapshot: Snapshot, views: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(stored, "write", full)
    scope, _ = opened(snapshot, views)
    assert scope.problems == {} and files(snapshot) == []
    assert query.fetch(scope, ["placement_distance"], {}, profile="exact")


def test_one_authority_takes_its_own_rows_of_what_is_stored_and_they_are_those_it_would_make(
    snapshot: Snapshot, views: Path
) -> None:
    london, _ = opened(snapshot, views)
    own = comparators.of_authority(TWO[0], london)
    whole = Scope(snapshot, TWO[0], sql=views, is_whole=True)
    for view in ("everyone", "int_events", "int_published_parts", "int_repairs"):
        assert sorted(map(str, rows(own, f"from {view}"))) == sorted(map(str, rows(whole, f"from {view}")))
    for schema, name in relations(own):
        columns = {row[0] for row in rows(own, f"describe {schema}.{name}")}
        if {"authority_code", "child_id"} <= columns:
            assert rows(own, f"from {schema}.{name} where authority_code <> '{TWO[0]}'") == [], name


def test_real_data_is_its_owners_alone_in_stored_tables_too(snapshot: Snapshot, views: Path) -> None:
    real = replace(snapshot, is_synthetic=False)
    opened(real, views)
    assert {path.stat().st_mode & 0o777 for path in files(real)} == {0o600}
    assert (real.folder / stored.FOLDER).stat().st_mode & 0o777 == 0o700


def test_files_of_other_sql_go_once_nobody_has_taken_them_for_an_hour(snapshot: Snapshot, views: Path) -> None:
    opened(snapshot, views)
    (old,) = files(snapshot, "int_stay_details")
    (same,) = files(snapshot, "int_month_ends")
    renamed = old.with_name(old.name.replace("int_stay_details", "int_renamed"))
    renamed.write_bytes(old.read_bytes())
    details = views / "intermediate" / "int_stay_details.sql"
    text = details.read_text(encoding="utf-8")
    details.write_text(text.replace("coalesce(c.sex, 'U') as sex", "'X' as sex"), encoding="utf-8")
    opened(snapshot, views)
    assert old.exists() and renamed.exists(), "another checkout may be served from them"
    age(old, renamed, same)
    # A process with the SQL of before takes its own again, which are then in use.
    details.write_text(text, encoding="utf-8")
    assert opened(snapshot, views)[1] == []
    assert old.exists() and not renamed.exists() and same.exists()
    age(old, *files(snapshot))
    details.write_text(text.replace("coalesce(c.sex, 'U') as sex", "'X' as sex"), encoding="utf-8")
    assert opened(snapshot, views)[1] == []
    assert not old.exists() and len(files(snapshot, "int_stay_details")) == 1 and same.exists()
    assert not list((snapshot.folder / stored.FOLDER).glob(".removing~*"))


def test_what_was_parsed_is_found_beside_the_snapshot_and_a_damaged_file_is_not_taken(
    snapshot: Snapshot, views: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parses: list[str] = []
    node = lineage.node

    def counted(sql: str) -> object:
        parses.append(sql)
        return node(sql)

    def anew() -> list[str]:
        """What another process parses to open the same database."""
        monkeypatch.setattr(parsed, "KNOWN", Parsed())
        loader.at.cache_clear()
        parses.clear()
        assert opened(snapshot, views)[0].problems == {}
        return list(parses)

    monkeypatch.setattr(lineage, "node", counted)
    whole = len(anew())
    assert whole > 150 and anew() == []
    mart = views / "marts" / "placement_distance.sql"
    mart.write_text(mart.read_text(encoding="utf-8") + "\n-- Changed.\n", encoding="utf-8")
    # The view itself, and what lies under it whose rows its conditions are looked for in.
    assert 0 < len(anew()) < whole / 2
    (path,) = (snapshot.folder / stored.FOLDER).glob("parsed~*.json")
    path.write_bytes(path.read_bytes()[:-9])
    assert len(anew()) > 150 and anew() == []


def age(*paths: Path) -> None:
    """Nobody has taken these files for longer than they are kept."""
    for path in paths:
        os.utime(path, (0, path.stat().st_mtime - stored.UNUSED_SECONDS - 60))


def test_a_file_taken_at_the_moment_it_is_removed_is_put_back(
    snapshot: Snapshot, views: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(snapshot, views)
    (path,) = files(snapshot, "int_month_ends")
    age(path)
    replace_file = os.replace

    def taken_first(source: Path, target: Path) -> None:
        if source == path:
            os.utime(path)
        replace_file(source, target)

    monkeypatch.setattr(stored.os, "replace", taken_first)
    stored.clear(snapshot, ())
    assert path.exists()


def test_two_processes_that_store_at_once_both_end_well_and_one_killed_leaves_what_is_served(
    data_folder: Path, views: Path, tmp_path: Path
) -> None:
    (tmp_path / "made").mkdir()
    made = store.write(tables_of(tmp_path / "made", TWO_AUTHORITIES), is_synthetic=True, name="two")
    command = [sys.executable, "-c", OPEN.format(first=HANG), str(views)]
    environment = {**os.environ, "PYTHONPATH": str(settings.ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as process:
        assert process.stdout and process.stdout.readline() == "writing\n"
        process.send_signal(signal.SIGKILL)
    assert files(made) == [] and list((made.folder / stored.FOLDER).glob(".storing~*"))
    store.verify(store.read(store.current_name() or ""))
    command[2] = OPEN.format(first="")
    both = [subprocess.Popen(command, env=environment) for _ in range(2)]
    assert [process.wait(300) for process in both] == [0, 0]
    assert not list((made.folder / stored.FOLDER).glob(".storing~*"))
    assert opened(made, views)[1] == []
