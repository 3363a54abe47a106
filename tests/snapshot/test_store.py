"""Snapshots: whole or not there, checked bit by bit, and one pointer that never names a half."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pytest

from sufficiency.snapshot import atomic_write, store
from sufficiency.snapshot.store import SnapshotError

# Writes the tables of the current snapshot as another one, in a process of its own. With a second
# argument it kills itself, as kill -9 would, before the file operation of that number; it prints
# each operation's number and kind.
WRITER = """
import os, signal, sys
from pathlib import Path
import pyarrow.parquet as pq
from sufficiency.snapshot import store
old = store.read(store.current_name())
tables = {t: pq.read_table(old.file(t)) for t in old.tables}
fatal = int(sys.argv[2]) if len(sys.argv) > 2 else -1
root, count = str(store.folder()), 0
def watch(event, args):
    global count
    if event in ("open", "os.mkdir", "os.rename", "os.remove") and str(args[0]).startswith(root):
        if count == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        os.write(1, f"{count} {event}\\n".encode())
        count += 1
sys.addaudithook(watch)
store.write(tables, is_synthetic=True, name=sys.argv[1])
"""
posix = pytest.mark.skipif(os.name != "posix", reason="kill -9 and file limits are POSIX")


@pytest.fixture
def first(data_folder: Path, two_tables: Mapping[str, pa.Table]) -> store.Snapshot:
    """A data folder with one snapshot, which is current."""
    return store.write(two_tables, is_synthetic=True, name="first")


def write_elsewhere(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run WRITER to its end."""
    return subprocess.run(
        [sys.executable, "-c", WRITER, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        **options,
    )


def hidden() -> list[str]:
    """What lies in the snapshots folder that is no snapshot and no pointer."""
    return sorted(path.name for path in store.folder().glob(".*"))


def test_a_snapshot_written_is_current_whole_and_says_what_it_holds(
    first: store.Snapshot, two_tables: Mapping[str, pa.Table]
) -> None:
    assert store.current_name() == "first" and store.names() == ["first"]
    assert first.authorities == ("E09000003", "E09000007") and first.return_years == (2024, 2025)
    assert first.as_at.isoformat() == "2025-03-31"
    rows = {table: entry["rows"] for table, entry in first.tables.items()}
    assert rows == {table: held.num_rows for table, held in two_tables.items()}
    store.verify(first)
    assert hidden() == []


def test_tables_without_a_single_return_are_no_snapshot(data_folder: Path, two_tables: Mapping[str, pa.Table]) -> None:
    empty = {table: held.slice(0, 0) for table, held in two_tables.items()}
    with pytest.raises(SnapshotError, match="nothing was accepted"):
        store.write(empty, is_synthetic=True)
    assert not data_folder.exists() and store.current_name() is None


@posix
def test_a_process_killed_at_any_file_operation_leaves_the_current_snapshot_as_it_was(first: store.Snapshot) -> None:
    lines = write_elsewhere("rehearsal").stdout.splitlines()
    steps = [line.split()[1] for line in lines]
    renames = [number for number, step in enumerate(steps) if step == "os.rename"]
    assert len(steps) > 20 and len(renames) == 2, steps
    others = set(range(len(steps))) - set(renames)
    points = sorted({*renames, renames[0] + 1, *random.Random(903).sample(sorted(others), 7)})
    store.point("first")
    for number in points:
        killed = write_elsewhere(f"killed{number}", str(number))
        assert killed.returncode == -9, killed.stderr
        reached = number > renames[-1]
        assert store.current_name() == (f"killed{number}" if reached else "first"), number
        store.verify(store.read(store.current_name()))
        for name in store.names():
            store.verify(store.read(name))
        store.point("first")
    assert write_elsewhere("after").returncode == 0
    assert store.current_name() == "after"
    assert hidden() == [], "what the dead left behind is cleared"


def test_each_of_300_flipped_bits_is_noticed(first: store.Snapshot) -> None:
    chance = random.Random(7)
    files = sorted(first.folder.iterdir())
    assert len(files) == len(first.tables) + 1
    noticed = 0
    for _ in range(300):
        path = chance.choice(files)
        sound = path.read_bytes()
        spoilt = bytearray(sound)
        spoilt[chance.randrange(len(sound))] ^= 1 << chance.randrange(8)
        path.write_bytes(spoilt)
        try:
            store.verify(store.read("first"))
        except SnapshotError as error:
            noticed += path.stem in str(error) or path.name in str(error)
        path.write_bytes(sound)
    assert noticed == 300
    store.verify(store.read("first"))


@posix
def test_a_disk_that_takes_no_more_leaves_the_old_snapshot_and_nothing_else(first: store.Snapshot) -> None:
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1500, 1500))

    failed = write_elsewhere("large", preexec_fn=limit)
    assert failed.returncode == 1
    assert "SnapshotError: the snapshot could not be written" in failed.stderr
    assert store.current_name() == "first" and store.names() == ["first"] and hidden() == []
    store.verify(store.read("first"))


@pytest.mark.parametrize("kind", [errno.ENOSPC, errno.EACCES, errno.EROFS])
@pytest.mark.parametrize("call", ["mkdir", "replace", "fsync"])
def test_an_error_of_the_disk_is_said_in_words_and_changes_nothing(
    first: store.Snapshot, two_tables: Mapping[str, pa.Table], monkeypatch: pytest.MonkeyPatch, kind: int, call: str
) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise OSError(kind, os.strerror(kind))

    with monkeypatch.context() as patched:
        patched.setattr(os, call, refuse)
        with pytest.raises(SnapshotError, match=os.strerror(kind)):
            store.write(two_tables, is_synthetic=True, name="second")
    assert store.current_name() == "first" and store.names() == ["first"] and hidden() == []


def test_two_processes_may_ingest_at_once(first: store.Snapshot) -> None:
    command = [sys.executable, "-c", WRITER]
    root = Path(__file__).parents[2]
    both = [subprocess.Popen([*command, name], cwd=root, stdout=subprocess.DEVNULL) for name in ("left", "right")]
    assert [process.wait(60) for process in both] == [0, 0]
    assert store.names() == ["first", "left", "right"]
    assert store.current_name() in ("left", "right") and hidden() == []
    for name in store.names():
        store.verify(store.read(name))


def test_what_another_process_is_still_trying_is_left_to_it(
    first: store.Snapshot, two_tables: Mapping[str, pa.Table]
) -> None:
    """Of two at once one took the other's snapshot for what a killed import had left, and removed it."""
    for name, process in (("tried", os.getpid()), ("killed", 2**30)):
        (store.folder() / name).mkdir()
        said = f".{store.UNTRIED}~{socket.gethostname()}~{process}~abcd"
        (store.folder() / name / store.UNTRIED).write_text(said, encoding="utf-8")
    store.write(two_tables, is_synthetic=True, name="second")
    assert store.names() == ["first", "second"]
    assert (store.folder() / "tried").exists() and (store.folder() / "killed").exists() is (os.name != "posix")


def test_half_written_folders_are_no_snapshots(first: store.Snapshot) -> None:
    (store.folder() / "half").mkdir()
    whole_but_hidden = store.folder() / ".writing~elsewhere~1~abcd"
    whole_but_hidden.mkdir()
    (whole_but_hidden / store.MANIFEST).write_text("{}")
    assert store.names() == ["first"]


def test_without_a_pointer_the_demonstration_is_served(
    first: store.Snapshot, two_tables: Mapping[str, pa.Table]
) -> None:
    store.write(two_tables, is_synthetic=True, name="demonstration")
    store.point("first")
    (store.folder() / store.POINTER).unlink()
    assert store.current_name() == "demonstration"


def test_what_is_killed_before_it_is_tried_to_the_end_is_never_served(
    data_folder: Path, two_tables: Mapping[str, pa.Table]
) -> None:
    """A first import into a folder without a pointer: the newest snapshot there would be served in its place."""
    seen = []

    def prepare(made: store.Snapshot) -> None:
        seen.append((store.names(), store.current_name()))
        shutil.copytree(made.folder, store.folder() / "killed")

    store.write(two_tables, is_synthetic=True, name="one", prepare=prepare)
    assert seen == [([], None)]
    assert store.names() == ["one"] and store.current_name() == "one" and (store.folder() / "killed").exists()
    store.write(two_tables, is_synthetic=True, name="two", is_alone=True)
    assert not (store.folder() / "killed").exists(), "nothing of real children is left by who was killed"


def test_a_name_is_never_used_again_for_other_content(
    first: store.Snapshot, two_tables: Mapping[str, pa.Table]
) -> None:
    store.write(two_tables, is_synthetic=True, name="second")
    again = store.write(two_tables, is_synthetic=True, name="first")
    assert again == first and store.current_name() == "first", "the same content is only pointed to"
    store.point("second")
    fewer = {**two_tables, "missing": two_tables["missing"].slice(0, 1)}
    for tables, is_synthetic in ((fewer, True), (two_tables, False)):
        with pytest.raises(SnapshotError, match="there is a snapshot first already, with other content; give another"):
            store.write(tables, is_synthetic=is_synthetic, name="first")
    first.file("missing").write_bytes(b"")
    with pytest.raises(SnapshotError, match="with other content"):
        store.write(two_tables, is_synthetic=True, name="first")
    assert store.current_name() == "second" and store.names() == ["first", "second"] and hidden() == []
    store.verify(store.read("second"))


@posix
def test_drafts_of_dead_processes_go_and_those_of_living_ones_stay(
    first: store.Snapshot, two_tables: Mapping[str, pa.Table]
) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    own = atomic_write.name("writing")
    gone = own.replace(f"~{os.getpid()}~", f"~{dead.pid}~")
    elsewhere = own.replace(own.split("~")[1], "another-machine").replace(f"~{os.getpid()}~", f"~{dead.pid}~")
    old = elsewhere.replace("another", "an-old")
    for name in (own, gone, elsewhere, old):
        (store.folder() / name).mkdir()
    aged = time.time() - atomic_write.DRAFT_SECONDS - 60
    os.utime(store.folder() / old, (aged, aged))
    store.write(two_tables, is_synthetic=True, name="second")
    assert hidden() == sorted([own, elsewhere])


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"id": "first"}', "\x00", '{"tables": {}, "sha256": "0"}'])
def test_a_damaged_manifest_is_named(first: store.Snapshot, text: str) -> None:
    (first.folder / store.MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(SnapshotError, match=r"snapshot first: manifest\.json is damaged"):
        store.read("first")


def test_a_manifest_edited_by_hand_is_damaged(first: store.Snapshot) -> None:
    path = first.folder / store.MANIFEST
    fields = json.loads(path.read_text())
    for change in ({"is_synthetic": False}, {"as_at": "2025-03-30"}, {"extra": 1}):
        path.write_text(json.dumps({**fields, **change}))
        with pytest.raises(SnapshotError, match="damaged"):
            store.read("first")


@pytest.mark.parametrize("text", ["", "  ", "../first", "/etc", ".first", "first\nsecond", "a b"])
def test_a_damaged_pointer_is_named_and_leads_nowhere(first: store.Snapshot, text: str) -> None:
    (store.folder() / store.POINTER).write_text(text)
    with pytest.raises(SnapshotError, match="current is damaged"):
        store.current_name()


def test_a_pointer_to_a_snapshot_that_is_gone_says_so(first: store.Snapshot) -> None:
    store.point("lost")
    with pytest.raises(SnapshotError, match="there is no snapshot lost"):
        store.read(store.current_name())


@pytest.mark.parametrize("name", ["../out", "a/b", ".hidden", "a b", "a~b"])
def test_a_name_that_could_lead_elsewhere_is_refused(
    data_folder: Path, two_tables: Mapping[str, pa.Table], name: str
) -> None:
    with pytest.raises(SnapshotError, match="is not a name for a snapshot"):
        store.write(two_tables, is_synthetic=True, name=name)
    assert not data_folder.exists()


@posix
def test_real_childrens_rows_are_their_owners_alone(data_folder: Path, two_tables: Mapping[str, pa.Table]) -> None:
    made = store.write(two_tables, is_synthetic=False, name="real")
    modes = {path.name: path.stat().st_mode & 0o777 for path in made.folder.iterdir() if path.is_file()}
    assert set(modes.values()) == {0o600}, modes
    assert made.folder.stat().st_mode & 0o777 == 0o700
