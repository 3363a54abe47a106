"""Answers that list single children, kept for the one session that asked, all sessions within one bound."""

from __future__ import annotations

import itertools
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from threading import Lock

import cachetools

from sufficiency.access import Person
from sufficiency.result import Result

# What is drawn of rows stays with them (Result.cache): a grid of them, a picture, a shorter list.
DRAWN = 3
Key = tuple[object, ...]
_numbers = itertools.count()


class Owner:
    """One session as one person in one role; the same session as somebody else has another.

    What is kept for it goes when it ends, and with it, where nobody ended it.
    """

    def __init__(self, person: Person) -> None:
        self.person = person
        self.number = next(_numbers)  # Not its place in memory, which another may have after it.
        self.is_over = False
        self._ends: list[Callable[[], object]] = []

    def then(self, forget: Callable[[], object]) -> None:
        """What to do when it ends."""
        self._ends.append(forget)

    def end(self) -> None:
        """Let go of what is kept for it, for good."""
        self.is_over = True
        while self._ends:
            self._ends.pop()()


class OwnAnswers:
    """Answers by who asked; of all together, the least recently used go first."""

    def __init__(self, most: int) -> None:
        """Keep up to ``most`` bytes, of all sessions together."""
        self._kept: cachetools.LRUCache[tuple[int, Key], Result] = cachetools.LRUCache(
            most, getsizeof=lambda result: DRAWN * result.size
        )
        self._watched: set[int] = set()
        self._ended: deque[int] = deque()
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Bytes kept now."""
        return int(self._kept.currsize)

    def take(self, owner: Owner, keys: Mapping[str, Key]) -> dict[str, Result]:
        """What is kept of ``keys`` for ``owner``, by the same names."""
        with self._lock:
            self._forget_ended()
            asked = {name: (owner.number, key) for name, key in keys.items()}
            return {name: self._kept[key] for name, key in asked.items() if key in self._kept}

    def keep(self, owner: Owner, answered: Iterable[tuple[Key, Result]]) -> None:
        """Keep answers for ``owner`` until it goes."""
        with self._lock:
            self._forget_ended()
            if owner.is_over:
                return
            if owner.number not in self._watched:
                self._watched.add(owner.number)
                gone = weakref.finalize(owner, self._end, owner.number)
                gone.atexit = False
                owner.then(gone)
            for key, result in answered:
                with suppress(ValueError):  # It alone is more than may be kept.
                    self._kept[owner.number, key] = result

    def _end(self, number: int) -> None:
        """Forget what was kept for an owner that has ended.

        Any thread may be told so, in the middle of anything: where somebody is at what is kept, the next who
        comes forgets it, and until then nobody has its number.
        """
        self._ended.append(number)
        if self._lock.acquire(blocking=False):
            try:
                self._forget_ended()
            finally:
                self._lock.release()

    def _forget_ended(self) -> None:
        while self._ended:
            number = self._ended.popleft()
            self._watched.discard(number)
            for key in [key for key in self._kept if key[0] == number]:
                del self._kept[key]
