"""Who gives way where the processor is short: the engine's own threads, and most of all somebody's own question.

A heavy question takes every thread of the engine. What draws pages runs in threads of its own, which go before these.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")
ENGINE, QUESTION = 10, 19  # steps of Unix's nice, from 0 to 19


def give_way(steps: int) -> None:
    """Have this thread, and those that it begins, give way to others by so many ``steps``; there is no way back.

    Only Linux knows of a thread's own priority; elsewhere nothing changes.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), steps)


def made_giving_way(make: Callable[[], Made], steps: int = ENGINE) -> Made:
    """What ``make`` gives, whose threads give way while the one that calls does not; raises what it raises."""
    made: list[Made] = []
    failed: list[BaseException] = []

    def run() -> None:
        give_way(steps)
        try:
            made.append(make())
        except BaseException as error:
            failed.append(error)

    maker = threading.Thread(target=run, name="maker")
    maker.start()
    maker.join()
    if failed:
        raise failed[0]
    return made[0]
