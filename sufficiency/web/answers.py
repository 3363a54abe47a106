"""Answers kept for whoever asks the same, bounded by the memory they take."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Condition

import cachetools

from sufficiency import query
from sufficiency.choices import Option
from sufficiency.database.scope import Scope
from sufficiency.result import Choices, Result

Key = tuple[object, ...]


class Answers:
    """Answers of one snapshot's databases; the least recently used go first.

    Answers that list single children are never among them: nobody gets such rows but from a
    database, in a page run of their own.
    """

    def __init__(self, most: int) -> None:
        """Keep up to ``most`` bytes."""
        self._kept: cachetools.LRUCache[Key, dict[str, Result]] = cachetools.LRUCache(most, getsizeof=_size)
        # Of two people who ask the same at once, the second waits for the first one's answer.
        self._shared = cachetools.cached(self._kept, key=_key, condition=Condition())(query.fetch)

    @property
    def size(self) -> int:
        """Bytes kept now."""
        return int(self._kept.currsize)

    def fetch(
        self, scope: Scope, names: Sequence[str], chosen: Choices, *, profile: str, known: list[Option]
    ) -> dict[str, Result]:
        """As query.fetch, from what is kept where that holds the answer; raises what it raises."""
        views = scope.catalogue.views
        is_shared = not any(views[name].child_level for name in names if name in views)
        fetch = self._shared if is_shared else query.fetch
        return fetch(scope, names, chosen, profile=profile, known=known)


def _key(scope: Scope, names: Sequence[str], chosen: Choices, *, profile: str, known: list[Option]) -> Key:
    """Everything an answer depends on; the snapshot is that of all answers kept together."""
    choices = tuple(sorted((key, tuple(values)) for key, values in chosen.items()))
    return scope.name, scope.version, profile, tuple(names), choices


def _size(answer: dict[str, Result]) -> int:
    return sum(result.size for result in answer.values())
