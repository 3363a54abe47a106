"""Files and folders written beside their place and moved into it once whole."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import socket
import time
from pathlib import Path

# A draft this old belongs to nobody, even where its process cannot be asked for.
DRAFT_SECONDS = 24 * 3600


def put(draft: Path, target: Path) -> None:
    """Give the folder ``draft`` its place; raises FileExistsError when something has it already."""
    try:
        os.replace(draft, target)
    except OSError:
        # POSIX says that the folder is not empty, Windows that it is not permitted.
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        raise


def name(kind: str) -> str:
    """A hidden name that says which process writes, so that what it leaves can be cleared."""
    return f".{kind}~{socket.gethostname()}~{os.getpid()}~{secrets.token_hex(4)}"


def clear(root: Path) -> None:
    """Remove what processes that have since died left half-written."""
    for path in root.glob(".*~*~*~*"):
        _, host, process, _ = path.name.rsplit("~", 3)
        if _is_abandoned(path, host, process):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def is_left(marker: Path) -> bool:
    """True of a file ``marker`` that holds a :func:`name` of a process which has since died, or holds none."""
    try:
        parts = marker.read_text(encoding="utf-8").rsplit("~", 3)
    except FileNotFoundError:
        return False
    return len(parts) < 4 or _is_abandoned(marker, parts[1], parts[2])


def _is_abandoned(path: Path, host: str, process: str) -> bool:
    try:
        age = time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return False
    if age > DRAFT_SECONDS:
        return True
    if host != socket.gethostname() or os.name != "posix" or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def sync(path: Path, *, is_private: bool = False) -> None:
    """Have the disk hold ``path`` before anything points to it; Windows cannot for a folder.

    One that ``is_private`` is its owner's alone from then on.
    """
    if is_private:
        path.chmod(0o700 if path.is_dir() else 0o600)
    if os.name != "posix" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
