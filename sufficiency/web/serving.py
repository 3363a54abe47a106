"""Which snapshot pages are answered from, and the change to a newer one behind people's backs.

One thread opens snapshots and rebuilds databases whose SQL has changed. Page runs go on with what
is there, and the first to begin after the change is answered from the new.
"""

from __future__ import annotations

import atexit
import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sufficiency import events, settings
from sufficiency.database.scope import Scope
from sufficiency.snapshot import store
from sufficiency.snapshot.store import Snapshot, SnapshotError
from sufficiency.web import garbage, not_served, open_snapshot
from sufficiency.web.not_served import Failure, Place
from sufficiency.web.open_snapshot import OpenSnapshot, Say

LOOK = 1.0  # seconds between two looks at the pointer to the current snapshot and at sql/
# A page run waits this long for a rebuild that has just begun: most are done by then, so that an
# analyst sees a view at the click after saving it.
PATIENCE = 0.5
STOPPING = 5.0  # seconds to wait, when the server ends, for what is being opened


class Run:
    """One run of a page, pinned to one snapshot: what it reads stays open until it ends."""

    def __init__(self, opened: OpenSnapshot) -> None:
        self.opened = opened
        self._used: list[str] = []

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot of everything this run shows."""
        return self.opened.snapshot

    def scope(self, name: str) -> Scope:
        """The database of the scope called ``name``; raises SnapshotError."""
        opened = self.opened.use(name)
        self._used.append(name)
        return opened

    def end(self) -> None:
        """Let go of everything."""
        self.opened.leave(self._used)


class Serving:
    """Serves one snapshot at a time: the one the data folder points to, as soon as it is ready."""

    def __init__(self) -> None:
        self._now: OpenSnapshot | None = None
        self._place: Place | None = None
        self._failure: Failure | None = None
        self._doing = ""
        self._began = 0.0  # when the present work of the thread began
        self._told = threading.Condition()
        self._asked = threading.Event()
        self._thread: threading.Thread | None = None
        self._is_over = False
        # Told of each snapshot that begins to be served because the data folder points to it.
        self.when_opened: Callable[[Snapshot], None] = lambda snapshot: None

    def start(self) -> None:
        """Begin to open what the data folder points to, in the background."""
        with self._told:
            is_at_work = self._thread is not None and self._thread.is_alive()
            if not is_at_work and not self._is_over:
                self._thread = threading.Thread(target=self._work, name="serving", daemon=True)
                self._asked.set()
                self._thread.start()
                atexit.register(self.stop)

    def stop(self) -> None:
        """Open and rebuild no more, and let the databases go as their page runs end."""
        with self._told:
            thread, self._thread, self._is_over = self._thread, None, True
            self._asked.set()
        if thread is not None:
            thread.join(STOPPING)
        self._change(None, None)

    @property
    def is_ready(self) -> bool:
        """True when a page would be answered at once, and of the current snapshot or one on its way."""
        try:
            place = _place()
        except SnapshotError:
            return False
        with self._told:
            is_named = place is not None and place[2] != ""
            is_open = place is not None and self._place is not None and self._place[:2] == place[:2]
            return is_named and is_open and not (self._failure and self._failure.place == place)

    @property
    def failure(self) -> str:
        """Why the snapshot the data folder points to is not served; '' when it is, or will be."""
        return str(self._failure.error) if self._failure and self._failure.place == _place() else ""

    @property
    def building(self) -> float:
        """For how many seconds views that were saved are being built; 0 where what is served is level with them."""
        with self._told:
            now, began = self._now, self._began
        if now is None or self.failure or now.level_with == open_snapshot.stamp():
            return 0.0
        return max(time.monotonic() - began, LOOK) if began else LOOK

    @contextmanager
    def run(self, waiting: Say) -> Iterator[Run | None]:
        """What one page run reads, until it ends; None when nothing has been ingested yet.

        ``waiting`` is told, again and again, what a person waits for while nothing is ready. Raises
        SnapshotError when there is nothing to serve.
        """
        self.start()
        opened = self._joined(waiting)
        if opened is None:
            yield None
            return
        started = Run(opened)
        try:
            yield started
        finally:
            started.end()

    def _joined(self, waiting: Say) -> OpenSnapshot | None:
        while True:
            place = _place()
            if place is None:
                self._asked.set()
                return None
            with self._told:
                now, served = self._now, self._place
            if now is not None and served is not None and served[:2] == place[:2]:
                if served != place:
                    self._asked.set()
                elif now.level_with != open_snapshot.stamp():
                    self._wait_for_rebuild(now)
                if now.join():
                    return now
                continue  # It was retired this moment, and another is there.
            if self._failure and self._failure.place == place:
                raise self._failure.error.with_traceback(None)
            if self._is_over:
                raise SnapshotError("The server is shutting down; open the page again in a moment")
            self.start()  # Whatever ended the thread that opens, nobody waits for nothing.
            self._asked.set()
            waiting(self._doing)
            with self._told:
                self._told.wait(0.1)

    def _wait_for_rebuild(self, now: OpenSnapshot) -> None:
        """Ask for a rebuild, and wait for one that began a moment ago, but not for a long one."""
        wanted = open_snapshot.stamp()
        with self._told:
            began = self._began
            self._asked.set()
            until = (began or time.monotonic()) + PATIENCE
            self._told.wait_for(lambda: now.level_with == wanted, until - time.monotonic())

    def _work(self) -> None:
        while True:
            is_asked = self._asked.wait(LOOK)
            self._asked.clear()
            if self._is_over:  # What ends is woken too, and opens nothing more.
                return
            with contextlib.suppress(SnapshotError):  # A damaged pointer is told to whoever asks.
                self._look(_place(), is_asked)
            with self._told:
                self._began, self._doing = 0.0, ""
                self._told.notify_all()

    def _look(self, place: Place | None, is_asked: bool) -> None:
        """Serve what ``place`` names, level with the views and reference tables as they are."""
        now, served = self._now, self._place
        if place is None:
            self._change(None, None)
            return
        try:
            if now is not None and place == served:
                if now.level_with != open_snapshot.stamp():
                    self._begin("Building the views again")
                    now.refresh()
                    self._failure = None
                    events.tell("refresh", snapshot=place[2], outcome="views built again", seconds=self._worked())
            elif is_asked or served is None or served[:2] == place[:2]:
                if self._failure and self._failure.place == place and not self._failure.is_old:
                    return
                self._begin("Checking the snapshot")
                opened = OpenSnapshot(store.read(place[2] or store.current_name() or ""), self._begin)
                try:
                    opened.warm(now.names if now else (), self._begin)
                except BaseException:
                    opened.retire()
                    raise
                kind = "synthetic" if opened.snapshot.is_synthetic else "real"
                events.tell("snapshot", snapshot=place[2], kind=kind, outcome="opened", seconds=self._worked())
                self._change(opened, place)
                self.when_opened(opened.snapshot)
        except Exception as error:
            # Whatever it is, the thread goes on, and whoever has nothing to look at is told.
            if self._place is None or self._place[:2] != place[:2]:
                self._fall_back(place)
            self._failure = not_served.failure(place, error)

    def _fall_back(self, place: Place) -> None:
        """Serve the newest sound snapshot in place of the one that ``place`` names, if there is any."""
        for name in store.others_like(place[2]):
            with contextlib.suppress(Exception):
                self._begin("Opening the last good snapshot")
                self._change(OpenSnapshot(store.read(name), self._begin), (*place[:2], name))
                events.tell("snapshot", snapshot=name, outcome="last good served", seconds=self._worked())
                return

    def _worked(self) -> float:
        return time.monotonic() - (self._began or time.monotonic())

    def _begin(self, doing: str) -> None:
        with self._told:
            self._began = self._began or time.monotonic()
            self._doing = doing

    def _change(self, opened: OpenSnapshot | None, place: Place | None) -> None:
        with self._told:
            before, self._now, self._place, self._failure = self._now, opened, place, None
            self._told.notify_all()
        if before is not None:
            before.retire()
            del before
        # Nothing collects what refers to itself after page runs, so an old snapshot's rows go now.
        garbage.set_aside_anew()


def _place() -> Place | None:
    """Where to find what is to be served; None when nothing has been ingested. Where the pointer is damaged
    its name is ''. Raises SnapshotError where there is no data folder."""
    try:
        name = store.current_name()
    except store.DamagedPointer:
        name = ""
    return (settings.data_folder(), settings.sql_folder(), name) if name is not None else None
