"""An import that runs behind a page: whoever started it sees how far it is, and may look at other pages meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from sufficiency.loading import by_page
from sufficiency.loading.by_page import Step

Value = TypeVar("Value")
BEGINNING = "Beginning"


class Job(Generic[Value]):
    """One act in a thread of its own. It goes on when its page is left; what it gives is kept for the session that
    started it, and goes with that."""

    def __init__(self, title: str, act: Callable[[Step], Value]) -> None:
        self.title = title
        self.stage, self.share = BEGINNING, 0.0
        self.past: list[str] = []
        self.result: Value | None = None
        self.error = ""
        self.settle: Callable[[Any], None] | None = None
        self._act = act
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="loading", daemon=True)

    def start(self) -> Job[Value]:
        """Begin; gives itself."""
        self._thread.start()
        return self

    @property
    def is_over(self) -> bool:
        """True when it has ended, with a result or an error."""
        return self._ended.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait for its end, so long at most; whether it came."""
        return self._ended.wait(seconds)

    def _run(self) -> None:
        try:
            self.result = self._act(self._step)
        except Exception as error:
            # Nobody else hears of it: whoever looks at the page is told.
            self.error = by_page.words(error)
        finally:
            self._ended.set()

    def _step(self, doing: str, share: float | None) -> None:
        if doing != self.stage:
            if self.stage != BEGINNING:
                self.past.append(self.stage)
            self.stage = doing
        self.share = min(max(share or 0.0, 0.0), 1.0)
