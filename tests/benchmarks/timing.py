"""How long something takes at the middle, as every comparison of engines takes it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def median_ms(ask: Callable[[], object], runs: int) -> float:
    """The median milliseconds of ``runs`` calls, after one that is not counted."""
    ask()
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        ask()
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.median(taken)
