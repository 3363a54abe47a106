"""Answers kept for whoever asks the same, bounded by the memory they take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from threading import Condition

import cachetools

from sufficiency import query
from sufficiency.choices import Option
from sufficiency.database.scope import Scope
from sufficiency.result import Choices, Result
from sufficiency.web.own_answers import Key, OwnAnswers, Owner


class Answers:
    """Answers of one snapshot's databases, view by view, so that what one page asked for is there for the next;
    the least recently used go first.

    Answers that list single children are shared with nobody: they are kept for the session that asked, as the
    person it then is, within a bound of their own (``own_answers``).
    """

    def __init__(self, most: int, most_own: int = 0) -> None:
        """Keep up to ``most`` bytes, and ``most_own`` of answers that list single children."""
        self._kept: cachetools.LRUCache[Key, Result] = cachetools.LRUCache(most, getsizeof=lambda result: result.size)
        self._asked: set[Key] = set()  # what somebody waits for the database to answer
        self._changed = Condition()
        self.own = OwnAnswers(most_own)

    @property
    def size(self) -> int:
        """Bytes kept now."""
        return int(self._kept.currsize)

    def fetch(
        self,
        scope: Scope,
        names: Sequence[str],
        chosen: Choices,
        *,
        profile: str,
        known: list[Option],
        owner: Owner | None = None,
    ) -> dict[str, Result]:
        """As query.fetch, from what is kept for all, or for ``owner``, where that holds the answer; raises what it
        raises."""
        all_keys = {name: _key(scope, name, chosen, profile) for name in names}
        own_keys = {name: key for name, key in all_keys.items() if _is_of_single_children(scope, name)}
        keys = {name: key for name, key in all_keys.items() if name not in own_keys}
        ready = (self.own.take(owner, own_keys) if owner else {}) | self._take(keys)
        lacking = [name for name in names if name not in ready]
        if not lacking:
            return {name: ready[name] for name in names}
        try:
            answered = query.fetch(scope, lacking, chosen, profile=profile, known=known)
            self._keep((keys[name], answered[name]) for name in lacking if name in keys)
            if owner:
                self.own.keep(owner, ((own_keys[name], answered[name]) for name in lacking if name in own_keys))
        finally:
            with self._changed:
                self._asked.difference_update(keys[name] for name in lacking if name in keys)
                self._changed.notify_all()
        return {name: ready[name] if name in ready else answered[name] for name in names}

    def holds(
        self, scope: Scope, names: Sequence[str], chosen: Choices, *, profile: str, owner: Owner | None = None
    ) -> bool:
        """True when :meth:`fetch` would ask the database for nothing, so that nobody waits."""
        all_keys = {name: _key(scope, name, chosen, profile) for name in names}
        own = {name: key for name, key in all_keys.items() if _is_of_single_children(scope, name)}
        if own and (owner is None or self.own.take(owner, own).keys() != own.keys()):
            return False
        with self._changed:
            return all(key in self._kept for name, key in all_keys.items() if name not in own)

    def _take(self, keys: dict[str, Key]) -> dict[str, Result]:
        """What is kept of ``keys``; the rest is marked as asked for. Of two people who ask the same at once, the
        second waits here for the first one's answer, having asked for nothing."""
        with self._changed:
            self._changed.wait_for(lambda: self._asked.isdisjoint(keys.values()))
            ready = {name: self._kept[key] for name, key in keys.items() if key in self._kept}
            self._asked.update(key for name, key in keys.items() if name not in ready)
        return ready

    def _keep(self, answered: Iterable[tuple[Key, Result]]) -> None:
        with self._changed:
            for key, result in answered:
                with suppress(ValueError):  # It alone is more than may be kept.
                    self._kept[key] = result


def _is_of_single_children(scope: Scope, name: str) -> bool:
    view = scope.catalogue.views.get(name)
    return view is not None and (view.child_level or view.is_single)


def _key(scope: Scope, name: str, chosen: Choices, profile: str) -> Key:
    """Everything an answer depends on; the snapshot is that of all answers kept together."""
    choices = tuple(sorted((key, tuple(values)) for key, values in chosen.items()))
    return scope.name, scope.version, profile, name, choices
