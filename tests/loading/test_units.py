"""One late return changes itself alone, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from sufficiency.loading.withdrawal import withdraw
from sufficiency.snapshot import ledger, store
from sufficiency.snapshot.store import SnapshotError
from tests.loading.conftest import CODES, NAMES, WHO, load, rows, write_return

LATE = f"authority_code = '{CODES['Camden']}' and return_year = 2025"


def test_a_late_return_leaves_all_others_as_they_were_and_is_taken_back(loaded: Path, tmp_path: Path) -> None:
    before = store.read(store.current_name() or "")
    tables = [name for name in before.tables if name != ledger.TABLE]
    held = {table: rows(table) for table in tables}
    assert len(held["header"]) == len(held["episodes"]) == 200 and len(before.units) == 5

    late = tmp_path / "late"
    write_return(late, "Camden", 2025, range(100, 140), started=2024)
    outcome = load(late)
    assert outcome.snapshot is not None and outcome.loaded == (f"{CODES['Camden']}/2025",) and outcome.held == {}
    after = outcome.snapshot
    assert after.authorities == before.authorities and len(after.units) == 6
    assert {key: after.units[key] for key in before.units} == before.units
    for table in tables:
        is_sent = {"authority_code", "return_year"} <= set(_columns(table))
        others = rows(table, f"not coalesce({LATE}, false)") if is_sent else rows(table)
        assert others == held[table], table
    assert len(rows("episodes", LATE)) == 40
    assert {row[2] for row in rows("header", LATE)} == {
        row[2] for row in rows("header", f"authority_code = '{CODES['Camden']}' and return_year = 2024")
    }, "the same child has the same number in both"
    assert after.content != before.content

    again = withdraw(f"{CODES['Camden']}/2025", who=WHO, because="sent too early")
    assert again.content == before.content and again.units == before.units
    assert {t: said for t, said in again.tables.items() if t != "ledger"} == {
        t: said for t, said in before.tables.items() if t != "ledger"
    }, "every file is the same to the byte"
    acts = [(entry.act, entry.name.key) for entry in ledger.read()]
    assert acts[5:] == [("loaded", f"{CODES['Camden']}/2025"), ("withdrawn", f"{CODES['Camden']}/2025")]
    assert ledger.read()[-1].because == "sent too early"


def _columns(table: str) -> list[str]:
    import pyarrow.parquet as pq

    return list(pq.read_schema(store.read(store.current_name() or "").file(table)).names)


def test_one_by_one_comes_to_the_same_as_all_at_once(
    loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = store.read(store.current_name() or "").content
    monkeypatch.setenv("SUFFICIENCY_DATA", str(tmp_path / "other"))
    for number, name in reversed(list(enumerate(NAMES))):
        part = tmp_path / name
        write_return(part, name, 2024, range(number * 100, number * 100 + 40))
        load(part)
    found = store.read(store.current_name() or "")
    assert len(found.units) == 5 and found.content == at_once


def test_a_correction_replaces_its_unit_and_says_what_it_replaced(loaded: Path, tmp_path: Path) -> None:
    write_return(tmp_path / "again", "Camden", 2024, range(100, 139))
    outcome = load(tmp_path / "again")
    assert outcome.replaced == (f"{CODES['Camden']}/2024",) and len(rows("header")) == 199
    entry = ledger.read()[-1]
    assert (entry.act, entry.row_count, entry.replaced_row_count) == ("loaded", 78, 80)
    assert sorted(entry.files or {}) == ["Camden/2024/episodes.csv", "Camden/2024/header.csv"]
    assert all(len(digest) == 64 for digest in (entry.files or {}).values())


def test_all_serves_the_folder_and_nothing_else(loaded: Path, tmp_path: Path) -> None:
    write_return(tmp_path / "one", "Camden", 2024, range(100, 140))
    outcome = load(tmp_path / "one", is_whole=True)
    assert outcome.snapshot is not None and outcome.snapshot.authorities == (CODES["Camden"],)


def test_what_is_not_there_cannot_be_withdrawn_and_the_last_return_stays(loaded: Path) -> None:
    current = store.current_name()
    with pytest.raises(SnapshotError, match="not among what is served"):
        withdraw("E09000007/1999", who=WHO)
    for name in NAMES[:-1]:
        withdraw(f"{CODES[name]}/2024", who=WHO)
    with pytest.raises(SnapshotError, match="nothing would be left"):
        withdraw(f"{CODES[NAMES[-1]]}/2024", who=WHO)
    assert store.current_name() != current


def test_an_earlier_state_is_gone_on_from_when_it_is_served_again(loaded: Path, tmp_path: Path) -> None:
    first = store.current_name() or ""
    write_return(tmp_path / "late", "Camden", 2025, range(100, 140), started=2024)
    load(tmp_path / "late")
    store.point(first)
    write_return(tmp_path / "other", "Barnet", 2025, range(0, 40), started=2024)
    made = load(tmp_path / "other").snapshot
    assert made is not None and f"{CODES['Camden']}/2025" not in made.units and len(made.units) == 6
