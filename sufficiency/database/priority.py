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

Value = TypeVar("Value")
ENGINE, QUESTION = 10, 19  # steps of Unix's nice, from 0 to 19


def give_way(steps: int) -> None:
    """Have this thread, and those that it begins, give way to others by so many ``steps``; there is no way back.

    Only Linux knows of a thread's own priority; elsewhere nothing changes.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), steps)


def run_giving_way(function: Callable[[], Value], steps: int = ENGINE) -> Value:
    """Call ``function`` in a thread of lower priority, which the threads it begins inherit; the caller keeps its own.

    Returns what ``function`` returns, and raises what it raises.
    """
    results: list[Value] = []
    failed: list[BaseException] = []

    def run() -> None:
        give_way(steps)
        try:
            results.append(function())
        except BaseException as error:  # raised again below, in the thread of the caller
            failed.append(error)

    worker = threading.Thread(target=run, name="giving way")
    worker.start()
    worker.join()
    if failed:
        raise failed[0]
    return results[0]
