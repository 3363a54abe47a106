"""Snapshots of other formats: older ones open and say what they lack, newer ones are refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from sufficiency import query, settings
from sufficiency.cli.snapshots import snapshots
from sufficiency.database import raw_tables
from sufficiency.database.scope import Scope
from sufficiency.reference.tables import BrokenReference
from sufficiency.result import EXACT
from sufficiency.snapshot import format, store
from tests.snapshot import format_1

NOT_KEPT_THEN = {
    "header": ("is_care_leaver",),
    "provision_register": ("closed_date", "setting_number", "setting_category", "postcode_sector"),
    "ledger": (),
    "found_placements": (),
    "sufficiency_index": (),
    "vacancies": (),
    "feed_children": (),
    "feed_episodes": (),
    "feed_missing": (),
    "feed_outcomes": (),
}


@pytest.fixture
def older(data_folder: Path) -> Path:
    """Where a snapshot of format 1 lies, which is the current one."""
    folder = data_folder / "snapshots" / "older"
    format_1.write(folder)
    store.point("older")
    return folder


def test_a_snapshot_of_format_1_opens_and_gives_its_figures(older: Path) -> None:
    found = store.read("older")
    # Who is a care leaver, and closing dates and settings of the register, were not kept then.
    assert found.format == 1 and found.lacks == NOT_KEPT_THEN
    scope = Scope(found)
    assert scope.problems == {}
    # Five children, of whom one left on 31 October 2024.
    shown = query.fetch(scope, ["placement_distance"], {}, profile=EXACT)["placement_distance"].rows
    counts = shown.groupby("authority_name")["child_count"].sum()
    assert dict(counts) == {"Barnet": 2, "Camden": 2}
    scope.close()
    own = Scope(found, "E09000007")
    with own.cursor() as cursor:
        assert cursor.execute("select distinct authority_code from raw.episodes").fetchall() == [("E09000007",)]
    own.close()


def test_what_an_older_snapshot_lacks_is_empty_and_is_said(data_folder: Path) -> None:
    without = ["dolo", "missing", "episodes.host_authority_code", "episodes.distance_miles"]
    format_1.write(data_folder / "snapshots" / "older", without=without)
    store.point("older")
    found = store.read("older")
    lacks = {"episodes": ("host_authority_code", "distance_miles"), "missing": (), "dolo": ()}
    assert found.lacks == {**lacks, **NOT_KEPT_THEN}
    assert found.shortfall == (
        "This snapshot was made by an earlier version of the tool and lacks is_care_leaver of header; "
        "host_authority_code, distance_miles of episodes; the table missing; the table dolo; the table "
        "found_placements; the table feed_children; the table feed_episodes; the table feed_missing; the table "
        "feed_outcomes; closed_date, "
        "setting_number, setting_category, postcode_sector of provision_register; the "
        "table vacancies; the table sufficiency_index; the table ledger. "
        "Figures that need them are empty until the returns are ingested again."
    )
    listed = CliRunner().invoke(snapshots)
    assert listed.exit_code == 0 and found.shortfall in listed.output
    con = duckdb.connect()
    con.execute("create schema raw")
    raw_tables.create(con, found)
    for table in format.declared().values():
        described = con.execute(f"describe raw.{table.name}").fetchall()
        assert {row[0]: row[1] for row in described} == table.columns
    assert con.execute("select count(*), count(distance_miles) from raw.episodes").fetchall() == [(10, 0)]
    assert con.execute("select count(*) from raw.missing").fetchall() == [(0,)]
    scope = Scope(found)
    assert scope.problems == {}, "every view stands on what is there"
    scope.close()


def test_an_older_snapshot_without_the_authority_gives_no_row_to_one_authority(data_folder: Path) -> None:
    format_1.write(data_folder / "snapshots" / "older", without=["oc2.authority_code"])
    con = duckdb.connect()
    con.execute("create schema raw")
    raw_tables.create(con, store.read("older"), "E09000003")
    assert con.execute("select count(*) from raw.oc2").fetchall() == [(0,)]
    assert con.execute("select count(*) from raw.episodes").fetchall() == [(6,)]


@pytest.mark.parametrize("of_authority", ["", "E09000003"])
def test_columns_are_filled_by_name_and_what_is_not_declared_is_not_read(older: Path, of_authority: str) -> None:
    con = duckdb.connect()
    old, new = older / "dolo.parquet", older / "new.parquet"
    con.execute(
        f"copy (select 'secret' as unknown, 7::bigint as child_id, 'E09000003' as authority_code from range(1)) "
        f"to '{new}' (format parquet)"
    )
    shutil.copy(new, older / "stranger.parquet")
    new.replace(old)
    manifest = json.loads((older / store.MANIFEST).read_text())
    manifest["tables"]["stranger"] = manifest["tables"]["dolo"]
    del manifest["sha256"]
    format_1.sign(older, manifest)
    con.execute("create schema raw")
    raw_tables.create(con, store.read("older"), of_authority)
    held = con.execute("select * from raw.dolo").df()
    assert list(held.columns) == list(format.declared()["dolo"].columns)
    assert held["child_id"].tolist() == [7] and held["authority_code"].tolist() == ["E09000003"]
    assert con.execute("select count(*) from duckdb_tables() where table_name = 'stranger'").fetchall() == [(0,)]


def test_an_unknown_field_of_the_manifest_is_passed_over(older: Path) -> None:
    manifest = json.loads((older / store.MANIFEST).read_text())
    del manifest["sha256"]
    manifest["tables"]["header"]["unknown"] = [1]
    format_1.sign(older, {**manifest, "ledger": {"of": "a later version"}, "format": 2})
    found = store.read("older")
    assert found.format == 2
    store.verify(found)


def test_a_newer_format_is_refused_in_those_words(older: Path) -> None:
    manifest = json.loads((older / store.MANIFEST).read_text())
    # A newer tool may sum its manifest in another way, and name tables as it likes.
    newer = {**manifest, "format": format.FORMAT + 1, "tables": {"feeds/daily": {}}, "sha256": "other"}
    (older / store.MANIFEST).write_text(json.dumps(newer))
    said = (
        f"snapshot older: manifest.json says format {format.FORMAT + 1}, which is newer than this tool reads "
        f"({format.FORMAT}); upgrade the tool"
    )
    with pytest.raises(store.SnapshotError) as refused:
        store.read("older")
    assert str(refused.value) == said
    listed = CliRunner().invoke(snapshots)
    assert listed.exit_code == 1 and said in listed.output


@pytest.mark.parametrize("written_in", ["2", None, [1], {}, 0, -1, True, 1.5])
def test_a_format_that_is_no_number_is_damage(older: Path, written_in: object) -> None:
    manifest = json.loads((older / store.MANIFEST).read_text())
    del manifest["sha256"]
    format_1.sign(older, {**manifest, "format": written_in})
    with pytest.raises(store.SnapshotError, match=r"manifest\.json is damaged"):
        store.read("older")


def test_what_is_written_now_says_its_format_and_lacks_nothing(data_folder: Path, two_tables: dict) -> None:
    made = store.write(two_tables, is_synthetic=True, name="new")
    assert json.loads((made.folder / store.MANIFEST).read_text())["format"] == format.FORMAT == 2
    assert made.lacks == {} and made.shortfall == ""


def test_the_demonstration_lacks_nothing() -> None:
    """A column declared since would be said to be lacking on every page: make the demonstration again."""
    assert store.read(settings.DEMONSTRATION).lacks == {}


def test_public_tables_are_those_that_nobody_sends_about_a_child() -> None:
    public = {table.name for table in format.declared().values() if table.is_public}
    assert public == {
        "provision_register",
        "framework_register",
        "published_figures",
        "population",
        "sufficiency_index",
        "vacancies",
    }
    for table in format.declared().values():
        assert not (table.is_public and "child_id" in table.columns), table.name


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("snapshot_tables", "dolo,Deprivation of liberty orders,authority", "dolo,Orders,somebody", "'somebody'"),
        ("snapshot_tables", "population,Children aged 0 to 17,public", "population,Children,authority", "population"),
        ("snapshot_tables", "dolo,", "dola,", "'dola' is missing"),
        ("snapshot_tables", "table_name,", "name,", "'table_name' is missing"),
        ("snapshot_columns", "header,4,sex,VARCHAR", "header,4,sex,VARCHAR) as x; drop", "cannot be a column"),
    ],
)
def test_a_declaration_that_will_not_do_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, old: str, new: str, said: str
) -> None:
    for name in ("snapshot_tables", "snapshot_columns"):
        shutil.copy(settings.REFERENCE / f"{name}.csv", tmp_path)
    path = tmp_path / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(settings, "REFERENCE", tmp_path)
    with pytest.raises(BrokenReference, match=f"data/reference/{table}.csv|{table}") as broken:
        format.declared()
    assert said in str(broken.value)
