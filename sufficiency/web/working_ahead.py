"""What pages are asked most, worked out behind them by a process of its own: in the server's it would hold them up."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

from sufficiency import events, settings
from sufficiency.snapshot import store
from sufficiency.snapshot.store import Snapshot
from sufficiency.web.planning import background

# Seconds after a snapshot is opened: who waits for a first page has it by then.
REST = 30.0
LOOK = 1.0  # seconds between two looks at whether a forecast is still being made


def begin(snapshot: Snapshot) -> None:
    """Have the answers of ``snapshot`` worked out, once what it is served with is there, where they can be kept."""
    if settings.works_ahead() and os.access(snapshot.folder, os.W_OK):
        waiting = threading.Timer(REST, _begin, [snapshot])
        waiting.name, waiting.daemon = "working ahead", True
        waiting.start()


def _begin(snapshot: Snapshot) -> None:
    # Views of a forecast are asked once it is there.
    while any(not work.wait(LOOK) for work in background.under_way()):
        pass
    try:
        if store.current_name() == snapshot.id:
            subprocess.run(
                [sys.executable, "-m", "sufficiency", "ahead", "--behind", snapshot.id],
                cwd=settings.ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
    except (OSError, store.SnapshotError) as error:
        events.error(error)  # Pages answer all the same.
