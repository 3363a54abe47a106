"""A forecast made by a process of its own, behind all others: in the server's it would hold up every click."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable

from sufficiency import settings
from sufficiency.planning.forecast import Say
from sufficiency.planning.simulation import Stopped
from sufficiency.snapshot.store import Snapshot

LOOK = 0.2  # seconds between two looks at whether it is to stop
NONE = 2  # how the command ends that cannot make one, having said why


def forecast(snapshot: Snapshot, say: Say, is_stopped: Callable[[], bool]) -> None:
    """Have the forecast of ``snapshot`` made, unless one is kept, and ``say`` how far it is.

    Raises simulation.Stopped once ``is_stopped``, ValueError with the reason where none can be made, and RuntimeError
    where the command failed, which told the log why.
    """
    told: list[str] = []

    def listen() -> None:
        for line in process.stdout or ():
            doing, share = json.loads(line)
            told.append(doing)
            say(doing, share)

    with subprocess.Popen(
        [sys.executable, "-m", "sufficiency", "forecast", "--behind", snapshot.id],
        cwd=settings.ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        listener = threading.Thread(target=listen, name="listening to the forecast", daemon=True)
        listener.start()
        try:
            while not _is_over(process):
                if is_stopped():
                    raise Stopped
        finally:
            process.kill()
            listener.join()
    if process.returncode == NONE:
        raise ValueError(told[-1] if told else "the command gave no reason")
    if process.returncode:
        raise RuntimeError(f"the command ended with {process.returncode}")


def _is_over(process: subprocess.Popen[str]) -> bool:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(LOOK)
    return process.returncode is not None
