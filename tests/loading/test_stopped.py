"""An import that is killed, short of room or not alone: what is served is whole, and nothing is mixed."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from sufficiency import invented
from sufficiency.__main__ import main
from sufficiency.loading import lock, state
from sufficiency.snapshot import ledger, store, units
from sufficiency.web import context, server
from tests.loading.conftest import CODES, NAMES, WHO, load, write_return

# Loads a folder in a process of its own. With a second argument it kills itself, as kill -9 would, before
# the file operation of that number; it prints each operation's number and kind.
LOADER = """
import os, signal, sys
from pathlib import Path
from sufficiency import settings
from sufficiency.loading.ingest import Wanted, ingest
fatal = int(sys.argv[2]) if len(sys.argv) > 2 else -1
root, count = str(settings.data_folder()), 0
def watch(event, args):
    global count
    if event in ("open", "os.mkdir", "os.rename", "os.remove") and str(args[0]).startswith(root):
        if count == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        os.write(1, f"{count} {event}\\n".encode())
        count += 1
sys.addaudithook(watch)
ingest(Path(sys.argv[1]), Wanted("a test", is_synthetic=True))
"""
posix = pytest.mark.skipif(os.name != "posix", reason="kill -9 and file limits are POSIX")


def elsewhere(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    """Run LOADER to its end."""
    command = [sys.executable, "-c", LOADER, *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2], **options
    )  # type: ignore[call-overload,no-any-return]


@pytest.fixture
def late(tmp_path: Path) -> Path:
    """Camden's return of 2025, forty children."""
    write_return(tmp_path / "late", "Camden", 2025, range(100, 140), started=2024)
    invented.seal(tmp_path / "late")
    return tmp_path / "late"


def is_whole(first: str) -> bool:
    """Whether what is served is sound and is the state before or the one after; True where it is that before."""
    current = store.read(store.current_name() or "")
    store.verify(current)
    held = {f"{CODES[name]}/2024" for name in NAMES}
    assert set(current.units) in (held, held | {f"{CODES['Camden']}/2025"})
    for digest in current.units.values():
        unit = units.read(digest)
        assert all(unit.read(table) is not None for table in unit.tables)
    ledger.read()
    return current.id == first


@posix
def test_an_import_killed_at_any_file_operation_leaves_what_was_served_or_what_is_new(loaded: Path, late: Path) -> None:
    first = store.current_name() or ""
    steps = [line.split()[1] for line in elsewhere(late).stdout.splitlines() if line[:1].isdigit()]
    renames = [number for number, step in enumerate(steps) if step == "os.rename"]
    assert len(steps) > 60 and not is_whole(first)
    points = sorted({*renames[-2:], *random.Random(903).sample(range(len(steps)), 6)})
    for number in points:
        store.point(first)
        killed = elsewhere(late, number)
        assert killed.returncode == -9, killed.stderr
        assert is_whole(first) or number > renames[-1], number
    store.point(first)
    assert elsewhere(late).returncode == 0 and not is_whole(first)
    left = [path.name for root in (units.folder(), store.folder()) for path in root.glob(".*~*~*~*")]
    assert left == [], "what the dead left behind is cleared"


def drafts_left() -> list[str]:
    """Names of what is half-written among units and snapshots."""
    return [path.name for root in (units.folder(), store.folder()) for path in root.glob(".*~*~*~*")]


@posix
@pytest.mark.parametrize("opens", ["command", "server"])
def test_what_a_killed_import_left_goes_when_a_command_or_the_server_starts(
    opens: str, loaded: Path, late: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = store.current_name() or ""
    steps = [line.split()[1] for line in elsewhere(late).stdout.splitlines() if line[:1].isdigit()]
    moved = [number for number, step in enumerate(steps) if step == "os.rename"]
    store.point(first)
    for digest in set(units.digests()) - set(store.read(first).units.values()):
        shutil.rmtree(units.folder() / digest)
    assert elsewhere(late, moved[0]).returncode == -9
    assert any(name.startswith(".unit~") for name in drafts_left()), "or nothing was there to clear"
    # A process of today may have the number that the dead one had.
    (name,) = (name for name in drafts_left() if name.startswith(".unit~"))
    kind, host, _, chance = name.rsplit("~", 3)
    (units.folder() / name).rename(units.folder() / f"{kind}~{host}~{os.getpid()}~{chance}")
    with lock.held("an import that goes on", is_private=False):
        _open(opens, monkeypatch)
        assert drafts_left(), "what an import that lives is writing is left alone"
    _open(opens, monkeypatch)
    assert drafts_left() == []


def _open(opens: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start a command, or what the server does before the first visit."""
    if opens == "command":
        assert CliRunner().invoke(main, ["snapshots"]).exit_code == 0
        return

    async def begin() -> None:
        async with server.warm(None):
            pass

    monkeypatch.setattr(context, "SERVING", SimpleNamespace(start=lambda: None))
    # In a thread of its own: a browser test before it may have left its event loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(begin())).result()


@posix
def test_a_disk_that_takes_no_more_leaves_what_was_served(loaded: Path, late: Path) -> None:
    import resource

    first = store.current_name() or ""
    failed = elsewhere(late, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1500, 1500)))
    assert failed.returncode == 1 and ("OSError" in failed.stderr or "SnapshotError" in failed.stderr)
    assert is_whole(first)
    assert load(late).snapshot is not None


def test_of_two_imports_at_once_both_count_or_one_is_told_to_wait(loaded: Path, late: Path, tmp_path: Path) -> None:
    write_return(tmp_path / "other", "Barnet", 2025, range(0, 40), started=2024)
    invented.seal(tmp_path / "other")
    both = [
        subprocess.Popen(
            [sys.executable, "-c", LOADER, str(folder)],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for folder in (late, tmp_path / "other")
    ]
    said = [process.communicate(timeout=120)[1] for process in both]
    loaded_keys = set(store.read(store.current_name() or "").units) - {f"{CODES[name]}/2024" for name in NAMES}
    assert len(loaded_keys) == [process.returncode for process in both].count(0) > 0
    assert all("another import is running (a test, process" in text for text in said if "Busy" in text)
    assert len(state.served(is_synthetic=True, who=WHO).units) == 5 + len(loaded_keys)
