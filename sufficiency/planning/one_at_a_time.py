"""One forecast at a time, whoever makes it over a data folder: each takes a processor to itself for a minute."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import filelock

from sufficiency.planning.simulation import Stopped
from sufficiency.snapshot import store

LOCK = ".forecasting.lock"
LOOK = 0.5  # seconds between two looks at whether it is one's turn
Say = Callable[[str, float | None], None]


@contextmanager
def turn(say: Say, is_stopped: Callable[[], bool], *, is_private: bool) -> Iterator[None]:
    """Wait until nobody else forecasts, and have others wait until the end; the lock ends with its process.

    Raises simulation.Stopped once ``is_stopped``, and OSError where the folder of snapshots takes no file.
    """
    lock = filelock.FileLock(store.folder() / LOCK, timeout=0, mode=0o600 if is_private else 0o666)
    while True:
        with contextlib.suppress(filelock.Timeout):
            lock.acquire()
            break
        if is_stopped():
            raise Stopped
        say("Waiting until another forecast is made", None)
        time.sleep(LOOK)
    try:
        yield
    finally:
        lock.release()
