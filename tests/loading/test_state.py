"""What an import goes on from: units, a snapshot without any, the invented London, another key."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sufficiency.loading import lock, state
from sufficiency.loading.ingest import OtherKey, Wanted, ingest
from sufficiency.loading.withdrawal import withdraw
from sufficiency.snapshot import ledger, store, units
from sufficiency.snapshot.store import SnapshotError
from tests.loading.conftest import CODES, HEADER, WHO, load, rows, write_return

CAMDEN = CODES["Camden"]
# Forty children are far fewer than DfE has published for a whole authority.
REAL = Wanted(WHO, accepted=("children_published",), because="a small part, to try")


@pytest.fixture
def late(tmp_path: Path) -> Path:
    """Camden's return of 2025."""
    write_return(tmp_path / "late", "Camden", 2025, range(100, 140), started=2024)
    return tmp_path / "late"


def current() -> store.Snapshot:
    """The snapshot served."""
    return store.read(store.current_name() or "")


def test_a_snapshot_without_units_is_gone_on_from_and_its_rows_stay(loaded: Path, late: Path) -> None:
    made = current()
    held = {table: rows(table) for table in ("header", "episodes", "submissions")}
    tables = {table: pq.read_table(made.file(table)) for table in made.tables}
    shutil.rmtree(loaded)
    store.write(tables, is_synthetic=True, name="older")
    assert current().units == {}
    load(late)
    assert len(current().units) == 6
    is_old = f"not (authority_code = '{CAMDEN}' and return_year = 2025)"
    assert {table: rows(table, is_old) for table in held} == held
    assert [entry.act for entry in ledger.read()] == ["adopted"] * 5 + ["loaded"]


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_a_unit_that_is_gone_or_damaged_is_made_again_of_the_snapshots_rows(
    loaded: Path, late: Path, damage: str
) -> None:
    held = rows("episodes")
    lost = units.read(current().units[f"{CAMDEN}/2024"])
    if damage == "gone":
        shutil.rmtree(lost.folder)
    else:
        (lost.folder / units.SAID).write_text("{}")
    load(late)
    assert rows("episodes", "return_year = 2024") == held
    assert [entry.act for entry in ledger.read()][-2:] == ["adopted", "loaded"]


def test_a_table_of_a_unit_that_has_changed_is_never_served_and_stops_no_import(loaded: Path, late: Path) -> None:
    held = rows("episodes")
    unit = units.read(current().units[f"{CAMDEN}/2024"])
    path = unit.folder / "episodes.parquet"
    spoilt = bytearray(path.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    path.write_bytes(spoilt)
    with pytest.raises(SnapshotError, match=r"episodes\.parquet is missing or has changed"):
        unit.read("episodes")
    outcome = load(late)
    assert f"{CAMDEN}/2024" in outcome.afresh and "load those returns again" in outcome.afresh
    assert rows("episodes", "return_year = 2024") == held, "made again of the snapshot's own rows"
    assert units.is_whole(current().units[f"{CAMDEN}/2024"])


def test_a_unit_and_the_snapshot_of_it_that_are_both_damaged_are_named(loaded: Path, late: Path) -> None:
    before = current()
    shutil.rmtree(units.read(before.units[f"{CAMDEN}/2024"]).folder)
    before.file("episodes").write_bytes(b"PAR1")
    with pytest.raises(
        SnapshotError, match=r"episodes\.parquet is missing or has changed since it was written; restore"
    ):
        load(late)
    assert store.current_name() == before.id


def test_real_returns_take_the_place_of_the_invented_london_and_nothing_of_it_stays(
    loaded: Path, late: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUFFICIENCY_KEY", "9f2c4be1a07d5836ce19bb40d6e85713")
    outcome = ingest(late, REAL)
    assert outcome.snapshot is not None and not outcome.snapshot.is_synthetic
    assert list(outcome.snapshot.units) == [f"{CAMDEN}/2025"] and "no longer served" in outcome.afresh
    assert len(rows("header")) == 40
    unit = units.read(outcome.snapshot.units[f"{CAMDEN}/2025"]).folder
    for path in (unit, *unit.iterdir(), units.folder(), ledger.path()):
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_invented_returns_are_never_put_beside_real_ones(
    data_folder: Path, late: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUFFICIENCY_KEY", "9f2c4be1a07d5836ce19bb40d6e85713")
    monkeypatch.setenv("SUFFICIENCY_SQL", str(tmp_path / "sql"))
    ingest(late, REAL)
    before = store.current_name()
    write_return(tmp_path / "invented", "Barnet", 2025, range(40))
    with pytest.raises(state.Mixing, match="about real children"):
        load(tmp_path / "invented")
    assert store.current_name() == before


def test_another_key_is_refused_because_no_child_would_be_known_again(
    data_folder: Path, late: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUFFICIENCY_SQL", str(tmp_path / "sql"))
    monkeypatch.setenv("SUFFICIENCY_KEY", "9f2c4be1a07d5836ce19bb40d6e85713")
    ingest(late, REAL)
    monkeypatch.setenv("SUFFICIENCY_KEY", "03d86a1be97c52f4487ae1cc9b5f60d2")
    write_return(tmp_path / "other", "Barnet", 2025, range(40))
    with pytest.raises(OtherKey, match="restore the key"):
        ingest(tmp_path / "other", REAL)


def _numbered(folder: Path, year: int, ids: list[str], began: str) -> None:
    place = folder / "Camden" / str(year)
    place.mkdir(parents=True)
    header = [f"{child},F,{1 + at % 28:02d}/06/2011,MWBC,,," for at, child in enumerate(ids)]
    episodes = [f"{child},{began},S,C2,N1,U4,PR1,,,,NW1 1AA,NW1 2DB,SC000001" for child in ids]
    (place / "header.csv").write_text("\n".join([HEADER, *header]) + "\n")
    columns = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
    (place / "episodes.csv").write_text("\n".join([columns, *episodes]) + "\n")


@pytest.mark.parametrize("shorter", [2024, 2025])
def test_ids_that_lost_their_zeros_in_one_unit_are_the_same_children_in_both(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shorter: int
) -> None:
    monkeypatch.setenv("SUFFICIENCY_SQL", str(tmp_path / "sql"))
    for year in (2024, 2025):
        ids = [f"00{n}" if year != shorter else f"{n}" for n in range(5000, 5030)]
        _numbered(tmp_path / str(year), year, ids, "10/03/2023")
        load(tmp_path / str(year))
    first, second = ({row[2] for row in rows("header", f"return_year = {year}")} for year in (2024, 2025))
    assert first == second and len(first) == 30
    made = current()
    withdraw(f"{CAMDEN}/2025", who=WHO)
    assert len(rows("header")) == 30 and current().content != made.content


def test_a_lock_names_its_owner_and_goes_with_them(data_folder: Path) -> None:
    data_folder.mkdir()
    with (
        lock.held("A Person", is_private=False),
        pytest.raises(lock.Busy, match=r"another import is running \(A Person, process \d+ on \S+, since 20"),
        lock.held("B Person", is_private=False),
    ):
        pass
    with lock.held("B Person", is_private=False):
        pass


def test_a_line_of_the_ledger_that_was_not_ended_is_no_entry_and_a_damaged_one_is_named(
    loaded: Path, late: Path
) -> None:
    with ledger.path().open("a") as file:
        file.write('{"act": "lo')
    assert len(ledger.read()) == 5
    load(late)
    assert len(ledger.read()) == 6
    ledger.path().write_text(ledger.path().read_text().replace('"act"', "act", 1))
    with pytest.raises(SnapshotError, match="line 1 is damaged"):
        ledger.read()
