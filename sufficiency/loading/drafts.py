"""What an import that was killed left half-written: removed at the next start of the server or of any command.

An import holds the lock of the data folder, and the system lets that go when its process ends, however it
ends. Where nobody holds it, every draft of an import is a dead one's, whatever process has its number now.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from sufficiency import settings
from sufficiency.loading import lock
from sufficiency.snapshot import atomic_write, store, stored, units

IMPORTED = ("unit", "writing")
# Where files that came by page lie while they are read.
INCOMING = "incoming"


def incoming() -> Path:
    """The private folder of files that are being read."""
    return settings.data_folder() / INCOMING


def at_start() -> None:
    """As :func:`clear`, for a server that has only just started and so reads nothing yet: what lies under the number of
    its own process was left by another that had it."""
    clear()
    for path in incoming().glob(f"{atomic_write.name(INCOMING).rpartition('~')[0]}~*"):
        shutil.rmtree(path, ignore_errors=True)


def clear() -> None:
    """Remove the drafts of processes that have died; what cannot be removed now stays for the next time."""
    if settings.data_fault():
        return
    with contextlib.suppress(OSError):
        kept = [path / stored.FOLDER for path in store.folder().glob("*/")]
        for root in (units.folder(), store.folder(), incoming(), *kept):
            atomic_write.clear(root)
        with lock.if_free() as is_free:
            left = [path for root in (units.folder(), store.folder()) for path in root.glob(".*~*~*~*")]
            for path in left if is_free else ():
                if path.name.removeprefix(".").partition("~")[0] in IMPORTED:
                    shutil.rmtree(path, ignore_errors=True)
