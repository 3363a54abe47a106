"""One in-memory database a scope, holding only that scope's rows, rebuilt when views change."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from sufficiency import settings
from sufficiency.catalogue import loader
from sufficiency.catalogue.loader import Catalogue
from sufficiency.database import builder, contents, forecast_tables, making, parsing, raw_tables, stored_tables, timeout
from sufficiency.database.built import NOTHING, Built, Comparators
from sufficiency.database.prepared import Prepared, PreparedCursors, variables
from sufficiency.database.stored_tables import StoredTables
from sufficiency.database.template import TEMPLATES, Wanted
from sufficiency.database.timeout import QueryStopped as QueryStopped
from sufficiency.reference import served
from sufficiency.result import Choices, Given, View
from sufficiency.snapshot import forecasts, format
from sufficiency.snapshot.store import Snapshot, SnapshotError, verify

if TYPE_CHECKING:
    import pandas as pd

PAN_LONDON = "london"


class Scope:
    """The database of one scope. It hands out rows; nobody else holds its connection.

    ``memory`` is what it may hold, as DuckDB reads it: all that the product may, where none is named.
    Stored views are taken from the files beside the snapshot; those that are lacking are made first,
    and ``say`` is told so. Of the rest London's holds what ``marts`` read, all of them where none is
    named, and ``sql/checks`` where it ``has_checks``. One that ``is_whole`` makes every view, or those that
    ``marts`` read, itself.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        name: str = PAN_LONDON,
        *,
        sql: Path | None = None,
        shared: Comparators | None = None,
        memory: str = "",
        is_whole: bool = False,
        marts: Collection[str] = (),
        has_checks: bool = False,
        say: Callable[[str], None] = lambda said: None,
    ) -> None:
        self.snapshot, self.region, self.name = snapshot, snapshot.region, name
        self.sql_folder, self.reference_folder = sql or settings.sql_folder(), settings.REFERENCE
        self.version, self._shared, self._as_at = "", shared, snapshot.as_at
        self._rebuilding, self._swapping = threading.Lock(), threading.Lock()
        self._seen: object = None
        self._built = NOTHING
        self._memory, self._authority = memory or settings.memory_limit(), "" if name == PAN_LONDON else name
        self._stored = None if is_whole else StoredTables(snapshot, self._authority)
        self._raw, self._marts, self._has_checks, self._say = set[str](), marts, has_checks, say
        self._idle, self._compressing = PreparedCursors(), contents.give_back
        verify(snapshot)
        self._con = contents.opened(snapshot, self._memory)
        try:
            self.refresh()
        except (duckdb.Error, OSError, pa.ArrowException):
            self._con.close()
            raise SnapshotError(f"snapshot {snapshot.id}: a table cannot be read; ingest the returns again") from None

    @property
    def built(self) -> Built:
        """What the database holds now."""
        return self._built

    @property
    def catalogue(self) -> Catalogue:
        """The views as the database holds them now."""
        return self._built.catalogue

    @property
    def as_at(self) -> date:
        """The month end shown before anyone has chosen one: the newest that most of the authorities
        in this database vouch for, and the snapshot's own where none does."""
        return self._as_at

    @property
    def problems(self) -> Mapping[str, str]:
        """Why each view that is not there is not there, by name."""
        return self._built.problems

    @property
    def columns(self) -> Mapping[str, Mapping[str, str]]:
        """Each view's columns and their types, by name."""
        return self._built.columns

    def refresh(self) -> Catalogue:
        """Bring the database level with the files in ``sql/``, the reference tables and the forecast.

        Only views whose SQL or inputs have changed are built again. Who queries meanwhile sees them as
        they were, never some new and some old.
        """
        with self._rebuilding, served.speaking(self.region):
            by = loader.fingerprint(self.sql_folder), loader.fingerprint(self.reference_folder, "*.csv")
            seen = (*by, forecasts.stamp(self.snapshot))
            if seen != self._seen:
                self._rebuild(seen[0])
                self._as_at = self._shown_first()
                self._seen = seen
                self.version = hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
        return self.catalogue

    @contextmanager
    def cursor(self, seconds: float | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """One cursor for one query, closed at the end and stopped after ``seconds``.

        A connection shared between threads returns other people's rows; a cursor does not. Raises QueryStopped.
        """
        cursor = self._con.cursor()
        try:
            with timeout.limited(cursor, seconds):
                yield cursor
        finally:
            cursor.close()

    @contextmanager
    def cursor_for(
        self,
        chosen: Choices,
        as_at: date,
        names: Sequence[str] = (),
        *,
        beside: str = "",
        given: Given | None = None,
        is_kept: bool = False,
    ) -> Iterator[tuple[duckdb.DuckDBPyConnection, Built]]:
        """A cursor on which choices are made, and what the database holds at this moment.

        Both stay as they are until the end, whatever is rebuilt meanwhile. ``names`` are the views to be
        read, ``given`` a scenario's rows, and ``beside`` the authority that comparators stand beside: that
        of this database, or the one chosen, where none is named. One that ``is_kept``, which is read from
        and nothing else, goes on to the next question of the same choices. Raises QueryStopped.
        """
        is_kept = is_kept and not given and self._shared is None
        values = variables(chosen, as_at, self._authority, beside, self.region["grouping"])
        with self._swapping:
            prepared = (is_kept and self._idle.take(values)) or Prepared(self._con.cursor(), values, self._built)
            cursor, built = prepared.cursor, self._built
            cursor.execute("begin")
        try:
            with timeout.limited(cursor):
                forecast_tables.give(cursor, given or {}, self._authority)
                prepared.choose()
                if self._shared:
                    prepared.set_comparators(self._shared, names, {**chosen, "as_at": (as_at.isoformat(),)}, self._own)
                prepared.work_out(names, is_own=self._shared is None, is_synthetic=self.snapshot.is_synthetic)
                yield cursor, built
                if is_kept:  # A scenario's rows are never anybody else's.
                    cursor.execute("commit")
        except BaseException:  # also what the caller raises inside the with
            cursor.close()
            raise
        with self._swapping:
            if is_kept and built is self._built:
                self._idle.give(prepared)
                return
        cursor.close()

    def close(self) -> None:
        """Let the database go."""
        self._compressing()
        with self._swapping:
            self._idle.clear()
        self._con.close()
        contents.give_back()

    def _rebuild(self, stamp: loader.Stamp) -> None:
        beside = None if self._authority else self.snapshot
        parsing.recall(beside)
        sums, problems = contents.sound_reference(where := self.reference_folder, self._built.references)
        catalogue = parsing.catalogue(self.sql_folder, stamp, sums, beside)
        catalogue = replace(catalogue, problems={**problems, **catalogue.problems})
        failed, ready = dict[str, str](), set[str]()
        if self._stored and not self._authority:
            failed = making.make_lacking(self.snapshot, self._stored, catalogue, where, sums, self._memory, self._say)
            ready = self._stored.ready(catalogue, failed.keys())
        names, raw = set(catalogue.views), set(format.declared())
        if self._marts or (self._stored and not self._authority):
            names, raw = stored_tables.read_of(catalogue, self._marts, self._has_checks, ready)
        here = stored_tables.references_of(sums, catalogue, names, ready) if self._marts else sums
        before, reference = self._built, self._built.references
        con = self._con.cursor()
        try:
            if not self._seen:
                contents.quiet(con)
                if not self._marts:
                    before, reference = TEMPLATES.copied(con, Wanted(catalogue, names, where, here, self._shared))
            raw_tables.create(con, self.snapshot, self._authority, raw - self._raw)
            self._raw |= raw
            forecast_tables.create(con, self.snapshot, catalogue, self._authority, raw if self._marts else None)
            if not self._seen:
                if self._stored:
                    self._stored.load_all(con, catalogue, names)
                contents.lock(con)
            built = builder.build(
                con,
                catalogue,
                before,
                is_synthetic=self.snapshot.is_synthetic,
                prepare=lambda con: contents.load_reference(con, where, reference, here),
                shared=self._shared,
                stored=self._stored,
                names=names,
                known=failed,
            )
            with self._swapping:
                con.execute("commit")
                self._built = replace(built, references=here)
                self._idle.clear()
            parsing.keep(beside)
            if self._stored:
                self._stored.settle(catalogue)
            if not self._marts:
                self._compressing()
                self._compressing = contents.compress_when_idle(self._con.cursor())
        finally:
            con.close()
            contents.give_back()

    def _shown_first(self) -> date:
        if "int_month_ends" not in self.columns:
            return self.snapshot.as_at
        with self.cursor() as cursor:
            row = cursor.execute("select as_at from int_month_ends where is_shown_first").fetchone()
        return row[0] if row else self.snapshot.as_at

    def _own(self, view: View, catalogue: Catalogue, chosen: Choices) -> pd.DataFrame:
        reads, as_at = sorted(catalogue.reads[view.name]), date.fromisoformat(chosen["as_at"][0])
        with self.cursor_for(chosen, as_at, reads) as (cursor, _):
            rows: pd.DataFrame = cursor.sql(f"from ({view.sql})").df()
        return rows
