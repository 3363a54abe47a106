"""Room on the disk: what is to be written must find twice the room it takes, or nothing of it is begun.

How much that is follows from what was sent and from the snapshot that is served: the new one holds all of it again. An
import of London's six years, 42 MB of files, came to 20 MB of units and 16 MB of snapshot with its stored tables.
"""

from __future__ import annotations

import contextlib
import errno
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path

from sufficiency import settings
from sufficiency.returns import folders
from sufficiency.snapshot import store, units
from sufficiency.snapshot.store import SnapshotError
from sufficiency.snapshot.units import Unit

TIMES = 2
# Stored tables and manifests of the smallest snapshot, in bytes.
LEAST = 2_000_000
# What each file takes besides its bytes: most are smaller than a block of the disk.
BLOCK = 4_096
# Forms that are packed themselves, and how many times their size their tables come to at most.
PACKED, MOST_RATIO = frozenset({".xlsx", ".xlsm", ".ods"}), 20
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
HOW = (
    "Make room on that disk (python -m sufficiency retain lists what is kept no longer, and deletes it with --delete), "
    "or move the data folder to a larger one (SUFFICIENCY_DATA)"
)


class NoRoom(SnapshotError):
    """The disk has less than ``TIMES`` the room that is needed; the message says how much that is, and what to do."""


def demand(sent_bytes: int) -> None:
    """Refuse what would write ``sent_bytes`` and another snapshot beside the one served; raises NoRoom.

    Nothing is written. Where the system does not tell how much is free, the writing itself will.
    """
    needed = max(sent_bytes + _served(), LEAST)
    free = _free()
    if free is not None and free < TIMES * needed:
        raise NoRoom(
            f"there is too little room on the disk of the data folder: this needs {_mb(needed, up=True)}, and twice as "
            f"much, {_mb(TIMES * needed, up=True)}, must be free, so that nothing stops half-way; {_mb(free)} is free. "
            f"{HOW}"
        )


def of_files(folder: Path) -> int:
    """Bytes that the files under ``folder`` come to when they are read: of a workbook what is packed in it."""
    return sum(_unpacked(sent.path) for sent in folders.files(folder)[0])


def of_units(kept: Iterable[Unit]) -> int:
    """Bytes that units take on the disk."""
    return sum(_of_folder(unit.folder) for unit in kept)


def words(error: BaseException | None) -> str:
    """What is said where the disk took no more all the same, which may be why another error was raised; '' where that
    is not what was wrong."""
    if isinstance(error, OSError) and error.errno in FULL:
        return f"the disk of the data folder is full. {HOW}"
    return words(error.__cause__) if error is not None else ""


def _served() -> int:
    """Bytes of the snapshot that is served, stored tables among them; 0 where none is, or none that can be told."""
    with contextlib.suppress(SnapshotError):
        if name := store.current_name():
            return _of_folder(store.folder() / name)
    return 0


def _of_folder(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):  # Another process has tidied it away this moment.
            total += path.stat().st_size + BLOCK
    return total


def _unpacked(path: Path) -> int:
    try:
        size = 0 if path.is_symlink() or not path.is_file() else path.stat().st_size
    except OSError:
        return 0
    if path.suffix.lower() in PACKED:
        size = max(size, min(_declared(path), MOST_RATIO * size))
    return size


def _declared(path: Path) -> int:
    """Bytes that the members of an archive say they come to; 0 where it is none."""
    try:
        with zipfile.ZipFile(path) as packed:
            return sum(member.file_size for member in packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return 0


def _free() -> int | None:
    """Bytes that this user may write where units and snapshots lie, or will; None where the system does not say."""
    places = {_nearest(folder) for folder in (settings.data_folder(), units.folder(), store.folder())}
    try:
        return min(shutil.disk_usage(place).free for place in places)
    except OSError:
        return None


def _nearest(folder: Path) -> Path:
    """``folder``, or the folder it will be made in."""
    return next((path for path in (folder, *folder.absolute().parents) if path.is_dir()), folder)


def _mb(count: int, *, up: bool = False) -> str:
    """So many MB, as whole ones from ten on; what is needed rounded ``up``, what there is down."""
    step = 1_000_000 if count >= 10_000_000 else 100_000
    whole = -(-count // step) if up else count // step
    return f"{whole * step / 1e6:,.{0 if step == 1_000_000 else 1}f} MB"
