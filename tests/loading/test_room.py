"""A disk with too little room: an import is refused before anything is written, and says how much is needed."""

from __future__ import annotations

import errno
import io
import os
import re
import shutil
import zipfile
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from sufficiency import invented, settings
from sufficiency.__main__ import main
from sufficiency.disclosure import gate
from sufficiency.loading import arrivals, by_page, drafts, holding, room, withdrawal
from sufficiency.loading.by_page import Arrived, Loader
from sufficiency.loading.ingest import Wanted
from sufficiency.snapshot import atomic_write, ledger, store, units
from tests.loading.conftest import CODES, WHO, load, write_return

Usage = namedtuple("Usage", ("total", "used", "free"))
ADMINISTRATOR = Loader("admin@london.gov.uk", "", gate.LONDON_7_5)
PLACE = f"{CODES['Camden']}/2025"


def of_size(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    """A disk on which so many bytes are free."""
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Usage(free, 0, free))


def tree(root: Path) -> dict[str, bytes]:
    """Every file under ``root`` with what it holds."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def late(tmp_path: Path) -> Path:
    """Camden's return of 2025, forty children."""
    write_return(tmp_path / "late", "Camden", 2025, range(100, 140), started=2024)
    invented.seal(tmp_path / "late")
    return tmp_path / "late"


def amounts(said: str) -> list[float]:
    """The MB that a refusal names: what is needed, twice as much, and what is free."""
    return [float(number.replace(",", "")) for number in re.findall(r"([\d,.]+) MB", said)]


def test_a_command_refuses_what_has_not_twice_the_room_before_anything_is_written(
    loaded: Path, late: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(loaded)
    of_size(monkeypatch, 3_900_000)
    report = tmp_path / "problems.csv"
    ended = CliRunner().invoke(main, ["ingest", str(late), "--synthetic", "--report", str(report)])
    assert ended.exit_code == 2 and not report.exists()
    assert amounts(ended.output) == [2.0, 4.0, 3.9]
    assert "Make room on that disk" in ended.output and "SUFFICIENCY_DATA" in ended.output
    assert ended.output.rstrip().endswith("The current snapshot is as it was.")
    assert tree(loaded) == before
    of_size(monkeypatch, 4_000_001)
    assert load(late).snapshot is not None


def test_the_first_import_is_refused_before_there_is_a_data_folder(
    data_folder: Path, late: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_size(monkeypatch, 0)
    with pytest.raises(room.NoRoom, match=r"0.0 MB is free"):
        load(late)
    assert not data_folder.exists()


def test_a_page_refuses_before_what_was_dropped_is_laid_out(
    loaded: Path, late: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = [Arrived(path.name, path.read_bytes()) for path in (late / "Camden" / "2025").iterdir()]
    before = tree(loaded)
    of_size(monkeypatch, 100_000)
    with pytest.raises(room.NoRoom) as refused:
        by_page.compare(sent, PLACE, ADMINISTRATOR, lambda doing, share: None)
    said = by_page.words(refused.value)
    assert said.startswith("There is too little room on the disk of the data folder") and amounts(said) == [2, 4, 0.1]
    assert tree(loaded) == before and not drafts.incoming().exists()


STEPS: dict[str, Callable[[], object]] = {
    "held load": lambda: holding.load([PLACE], Wanted(WHO, accepted=("children_published",), because="invented")),
    "withdraw": lambda: withdrawal.withdraw(f"{CODES['Camden']}/2024", who=WHO),
    "put back": lambda: by_page.put_back(f"{CODES['Camden']}/2024", ADMINISTRATOR, "", lambda doing, share: None),
}


@pytest.mark.parametrize("step", STEPS)
def test_whatever_makes_a_snapshot_needs_the_room_for_it(
    step: str, loaded: Path, late: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(late, is_held=True)
    before = tree(loaded)
    with monkeypatch.context() as small:
        of_size(small, 100_000)
        with pytest.raises(room.NoRoom):
            STEPS[step]()
    assert tree(loaded) == before
    if step != "put back":
        STEPS[step]()


def test_what_is_needed_grows_with_what_is_sent_and_with_what_is_served(
    loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "IN").mkdir()
    (tmp_path / "IN" / "a.csv").write_bytes(b"x" * 30_000_000)
    assert room.of_files(tmp_path / "IN") == 30_000_000
    # A workbook counts as what is packed in it, but never as more than a workbook can hold.
    with zipfile.ZipFile(tmp_path / "IN" / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("sheet1.xml", b"0123456789" * 1_000_000)
    size = (tmp_path / "IN" / "b.xlsx").stat().st_size
    assert room.of_files(tmp_path / "IN") == 30_000_000 + room.MOST_RATIO * size
    (tmp_path / "IN" / "c.xlsx").write_bytes(b"no workbook")
    (tmp_path / "IN" / "d.csv").symlink_to(tmp_path / "IN" / "a.csv")
    assert room.of_files(tmp_path / "IN") == 30_000_000 + room.MOST_RATIO * size + 11
    of_size(monkeypatch, 10**9)
    room.demand(400_000_000)
    (store.folder() / (store.current_name() or "") / "stored").mkdir(exist_ok=True)
    (store.folder() / (store.current_name() or "") / "stored" / "view.parquet").write_bytes(b"x" * 100_000_000)
    with pytest.raises(room.NoRoom):
        room.demand(400_000_000)


def test_a_zip_counts_as_what_it_unpacks_to_but_never_as_more_than_is_taken() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.csv", b"x" * 1_000_000)
    assert arrivals.unpacked([Arrived("sent.zip", buffer.getvalue()), Arrived("b.csv", b"12345")]) == 1_000_005
    assert arrivals.unpacked([Arrived("sent.zip", b"no zip")]) == 6
    monster = Arrived("sent.zip", buffer.getvalue())
    assert arrivals.unpacked([monster] * 2000) == settings.UNPACKED_MB * 1_000_000


def test_where_the_system_does_not_say_what_is_free_the_import_is_tried(
    loaded: Path, late: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(place: Path) -> Usage:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr(shutil, "disk_usage", refused)
    assert load(late).snapshot is not None


@pytest.mark.parametrize("place", ["unit", "writing"])
def test_a_disk_that_fills_up_all_the_same_keeps_nothing_of_the_import(
    place: str, loaded: Path, late: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program took the room meanwhile: what was written of two units goes, and it is said what to do."""
    write_return(late, "Barnet", 2025, range(0, 40), started=2024)
    invented.seal(late)
    before, first = tree(loaded), store.current_name()
    puts = {"unit": 0, "writing": 0}
    put = atomic_write.put

    def full(draft: Path, target: Path) -> None:
        kind = draft.name.removeprefix(".").partition("~")[0]
        puts[kind] += 1
        if kind == place and puts[kind] == {"unit": 2, "writing": 1}[kind]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        put(draft, target)

    monkeypatch.setattr(atomic_write, "put", full)
    ended = CliRunner().invoke(main, ["ingest", str(late), "--synthetic"])
    assert ended.exit_code == 2, ended.output
    assert "the disk of the data folder is full. Make room" in ended.output
    assert store.current_name() == first and len(units.digests()) == 5
    assert tree(loaded) == before
    monkeypatch.setattr(atomic_write, "put", put)
    assert load(late).snapshot is not None and len(ledger.read()) == 7
