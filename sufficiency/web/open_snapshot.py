"""One snapshot as it is served: its databases, opened when first asked for, and answers kept."""

from __future__ import annotations

import contextlib
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable

from sufficiency import events, query, settings
from sufficiency.catalogue import loader
from sufficiency.choices import Option
from sufficiency.database import comparators, memory
from sufficiency.database.scope import PAN_LONDON, QueryStopped, Scope
from sufficiency.snapshot import forecasts
from sufficiency.snapshot.store import Snapshot
from sufficiency.web.answers import Answers

Say = Callable[[str], None]


class OpenSnapshot:
    """The databases of one snapshot. London's is open as long as the snapshot is; authorities' share
    the memory they may take, and the least recently used is closed for another.

    A database is never closed while a page run uses it.
    """

    def __init__(self, snapshot: Snapshot, say: Say) -> None:
        """Open London's database; raises SnapshotError. ``say`` is told what takes time."""
        self.snapshot = snapshot
        self.answers = Answers(settings.ANSWERS_KEPT, settings.OWN_ANSWERS_KEPT)
        self.level_with = stamp()
        say("Reading care histories into memory")
        self._london = Scope(snapshot, memory=settings.memory_limit(settings.LONDON_SHARE), say=say)
        self._authorities: OrderedDict[str, Scope] = OrderedDict()
        self._options: dict[str, tuple[str, list[Option]]] = {}
        self._runs = 0  # page runs that are pinned to this snapshot
        self._users: Counter[str] = Counter()  # of them, those that use each authority's database
        self._is_retired = False
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        say("Listing what may be chosen")
        with contextlib.suppress(query.NoSuchView, QueryStopped):  # Told to whoever asks for them.
            self.options(self._london)

    @property
    def names(self) -> list[str]:
        """The authorities whose databases are open, the least recently used first."""
        with self._lock:
            return list(self._authorities)

    def is_open(self, name: str) -> bool:
        """True when nobody waits for the database of the scope called ``name``."""
        return name == PAN_LONDON or name in self._authorities

    @property
    def is_closed(self) -> bool:
        """True when its databases have been let go."""
        with self._lock:
            return self._is_retired and self._runs == 0

    def join(self) -> bool:
        """Count one more page run; False when it is too late, and this snapshot is no longer served."""
        with self._lock:
            if self._is_retired:
                return False
            self._runs += 1
            return True

    def leave(self, used: Iterable[str]) -> None:
        """Count one page run less, which ``used`` these databases; the last closes what is retired."""
        with self._lock:
            self._runs -= 1
            self._users.subtract(used)
            is_last = self._is_retired and self._runs == 0
        if is_last:
            self._close()

    def retire(self) -> None:
        """Take no more page runs, and close the databases when the last of them ends."""
        with self._lock:
            if self._is_retired:
                return
            self._is_retired = True
            is_last = self._runs == 0
        if is_last:
            self._close()

    def use(self, name: str) -> Scope:
        """The database of the scope called ``name``, for a page run that has joined and will name it
        when it leaves. Raises SnapshotError."""
        self._mend(name)
        if name == PAN_LONDON:
            return self._london
        with self._lock:
            if name in self._authorities:
                self._authorities.move_to_end(name)
                return self._used(name)
        with self._opening:
            with self._lock:
                if name in self._authorities:
                    return self._used(name)
            share = settings.memory_limit(settings.AUTHORITIES_SHARE)
            opened = comparators.of_authority(name, self._london, share)
            with self._lock:
                self._authorities[name] = opened
            self._make_room(memory.limit(opened), spared=name)
            with self._lock:
                return self._used(name)

    def warm(self, names: Iterable[str], say: Say) -> None:
        """Open the databases called ``names``, so that nobody waits for them; those this snapshot
        does not have are left out."""
        for name in names:
            if name in self.snapshot.authorities and self.join():
                say("Opening authorities' databases")
                used = []
                try:
                    with contextlib.suppress(query.NoSuchView, QueryStopped):
                        scope = self.use(name)
                        used.append(name)
                        self.options(scope)
                finally:
                    self.leave(used)

    def options(self, scope: Scope) -> list[Option]:
        """What may be chosen in ``scope``, kept until its views change; raises query.NoSuchView."""
        version, kept = self._options.get(scope.name, ("", []))
        if version != scope.version:
            version, kept = scope.version, query.options(scope)
            self._options[scope.name] = (version, kept)
        return kept

    def refresh(self) -> None:
        """Bring every database level with the views and reference tables as they are now."""
        level_with = stamp()
        try:
            self._london.refresh()
            for name in self.names:
                with self._lock:
                    opened = self._used(name) if name in self._authorities else None
                if opened is not None:
                    try:
                        opened.refresh()
                    finally:
                        with self._lock:
                            self._users[name] -= 1
        finally:
            self.level_with = level_with

    def _mend(self, name: str) -> None:
        """Open London's database anew, and forget that of the scope called ``name``, where the engine gave it up."""
        if not memory.answers(self._london):
            with self._opening:
                if not memory.answers(self._london):
                    lost, limit = self._london, settings.memory_limit(settings.LONDON_SHARE)
                    self._london = Scope(self.snapshot, memory=limit)
                    events.tell("snapshot", snapshot=self.snapshot.id, outcome="opened anew")
                    lost.close()
                    with self._lock:
                        self._authorities.clear()  # what they compare with was asked of the one that is lost
        opened = self._authorities.get(name)
        if opened is not None and not memory.answers(opened):
            with self._lock:
                if self._authorities.get(name) is opened:
                    self._authorities.pop(name)

    def _used(self, name: str) -> Scope:
        self._users[name] += 1
        return self._authorities[name]

    def _make_room(self, most: int, spared: str) -> None:
        """Close authorities' databases, the least recently used first, until they fit ``most`` bytes."""
        with self._lock:
            opened = dict(self._authorities)
        sizes = {name: memory.used(scope) for name, scope in opened.items()}
        for name in opened:
            if sum(sizes.values()) <= most:
                return
            with self._lock:
                if self._users[name] or name == spared:
                    continue
                self._authorities.pop(name)
                self._options.pop(name, None)
            opened[name].close()
            sizes.pop(name)

    def _close(self) -> None:
        with self._lock:
            opened = [self._london, *self._authorities.values()]
            self._authorities.clear()
            self._options.clear()
        for scope in opened:
            scope.close()


def stamp() -> object:
    """What databases are built by, besides a snapshot: it changes with any view, reference table or forecast."""
    views, references = loader.fingerprint(settings.sql_folder()), loader.fingerprint(settings.REFERENCE, "*.csv")
    return views, references, forecasts.stamps()
