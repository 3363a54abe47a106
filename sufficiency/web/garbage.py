"""How a server collects garbage: seldom, and never looking through what lasts as long as a snapshot is served.

A full collection looks at every object there is, modules and the open snapshot among them, and all threads stand still
meanwhile: with ten people on, a tenth of a second or two every six seconds, to collect two thousand small objects. What
nothing refers to any more goes at once as ever; this is about what refers to itself.
"""

from __future__ import annotations

import atexit
import gc
from threading import Lock

# Full collections come after so many of the middle generation; Python's own ten are a few seconds' work of some people.
BETWEEN_FULL = 200
_one_at_a_time = Lock()
# As a process ends all is let go in order: the engine tells of what it still finds then.
atexit.register(gc.unfreeze)


def collect_seldom() -> None:
    """Have this process make a full collection a minute or two of much work, not every few seconds."""
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, BETWEEN_FULL)


def set_aside() -> None:
    """Collect what is garbage now, and leave all else out of later collections."""
    with _one_at_a_time:
        gc.collect()
        gc.freeze()


def set_aside_anew() -> None:
    """As :func:`set_aside`, after looking once through what was set aside before, much of which may have ended."""
    with _one_at_a_time:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
