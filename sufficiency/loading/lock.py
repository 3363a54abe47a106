"""One import at a time: a lock that says whose it is, and that ends with whoever holds it."""

from __future__ import annotations

import contextlib
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import filelock

from sufficiency import settings
from sufficiency.snapshot import units
from sufficiency.snapshot.store import SnapshotError

LOCK, OWNER = ".lock", ".importing.json"
# Whoever comes this much later than another's end still goes on.
PATIENCE = 1.0


class Busy(RuntimeError):
    """Somebody else is changing what is served; the message says who, and since when."""


@contextmanager
def held(who: str, *, is_private: bool) -> Iterator[None]:
    """Be the only one who changes units, ledger and pointer until the end.

    Raises Busy, SnapshotError where the data folder is none, and OSError.

    The system lets the lock go when its process ends, however it ends.
    """
    if fault := settings.data_fault():
        raise SnapshotError(fault)
    root = units.folder()
    root.mkdir(mode=0o700 if is_private else 0o777, parents=True, exist_ok=True)
    lock = filelock.FileLock(root / LOCK, timeout=PATIENCE, mode=0o600 if is_private else 0o666)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise Busy(_owner(root)) from None
    try:
        said = {"who": who, "host": socket.gethostname(), "process": os.getpid(), "since": _now()}
        (root / OWNER).write_text(json.dumps(said), encoding="utf-8")
        yield
    finally:
        with contextlib.suppress(OSError):
            (root / OWNER).unlink(missing_ok=True)
        lock.release()


@contextmanager
def if_free() -> Iterator[bool]:
    """Hold the lock for a moment, where nobody else does; False where somebody does, or nobody ever has."""
    path = units.folder() / LOCK
    lock = filelock.FileLock(path, timeout=0)
    is_free = False
    if path.exists():
        with contextlib.suppress(filelock.Timeout, OSError):
            lock.acquire()
            is_free = True
    try:
        yield is_free
    finally:
        lock.release()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _owner(root: Path) -> str:
    try:
        said = json.loads((root / OWNER).read_text(encoding="utf-8"))
        by = f"{said['who']}, process {said['process']} on {said['host']}, since {said['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        by = "another process"
    return f"another import is running ({by}); wait until it ends, then try again"
