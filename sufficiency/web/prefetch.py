"""Answers made ready in quiet moments: where a person looks, each authority is one click away."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable, Sequence

QUIET = 0.7  # seconds since anybody last asked, before anything is made ready
MOST = 600  # answers and drawings waiting to be made ready; the oldest wishes are forgotten first

Making = Callable[[], object]


class Ahead:
    """Makes answers ready one at a time, and only while nobody waits for one."""

    def __init__(self, quiet: float = QUIET, most: int = MOST) -> None:
        self._quiet = quiet
        self._waiting: deque[Making] = deque(maxlen=most)
        self._wished: deque[Hashable] = deque(maxlen=most)
        self._changed = threading.Condition()
        self._asked = 0.0
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; until then what is wished for is not even kept."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="ahead", daemon=True)
            self._thread.start()

    def asked(self) -> None:
        """Somebody waits for an answer: leave them the machine."""
        self._asked = time.monotonic()

    def wish(self, what: Hashable, making: Sequence[Making]) -> None:
        """Make these ready, the first of them first, before what was wished for earlier.

        ``what`` is their name: what was wished for not long ago is not wished for again.
        """
        with self._changed:
            if self._thread is None or what in self._wished:
                return
            self._wished.append(what)
            self._waiting.extend(reversed(making))
            self._changed.notify()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting)
            while (left := self._asked + self._quiet - time.monotonic()) > 0:
                time.sleep(left)
            with self._changed:
                making = self._waiting.pop() if self._waiting else None
            if making is not None:
                # What goes wrong is told to whoever asks for the same; the next wish is made ready.
                with contextlib.suppress(Exception):
                    making()
