"""One in-memory database a scope, holding only that scope's rows, rebuilt when views change."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import duckdb
import pandas as pd

from sufficiency import choices, settings
from sufficiency.catalogue import loader
from sufficiency.catalogue.loader import Catalogue
from sufficiency.database import builder, raw_tables, timeout
from sufficiency.database.builder import Built, Shared
from sufficiency.reference import tables
from sufficiency.result import Choices, View
from sufficiency.snapshot.store import Snapshot, SnapshotError, verify

PAN_LONDON = "london"
SAFE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    # A transaction sees the views as they are when it begins, not when it first reads one.
    "immediate_transaction_mode": "true",
}


class QueryStopped(RuntimeError):
    """A query that took longer than it may."""


class Scope:
    """The database of one scope. It hands out rows; nobody else holds its connection.

    ``memory`` is what it may hold, as DuckDB reads it: all that the product may, where none is named.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        name: str = PAN_LONDON,
        *,
        sql: Path | None = None,
        shared: Shared | None = None,
        memory: str = "",
    ) -> None:
        self.snapshot = snapshot
        self.name = name
        self.sql_folder = sql or settings.sql_folder()
        self.reference_folder = settings.REFERENCE
        self.version = ""
        self._shared = shared
        self._rebuilding = threading.Lock()
        self._swapping = threading.Lock()
        self._seen: object = None
        self._as_at = snapshot.as_at
        self._reference: dict[str, str] = {}
        self._built = Built(Catalogue({}, (), {}, {}))
        verify(snapshot)
        self._con = duckdb.connect(config={**SAFE, "memory_limit": memory or settings.memory_limit()})
        try:
            self._load()
        except duckdb.Error:
            self._con.close()
            raise SnapshotError(f"snapshot {snapshot.id}: a table cannot be read; ingest the returns again") from None
        self.refresh()

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
        """Bring the database level with the files in ``sql/`` and the reference tables.

        Only views whose SQL, or whose inputs, have changed are built again. People who query
        meanwhile go on with the views as they were, and never see some new and some old.
        """
        with self._rebuilding:
            references = loader.fingerprint(self.reference_folder, "*.csv")
            seen = (loader.fingerprint(self.sql_folder), references)
            if seen != self._seen:
                self._rebuild(seen[0])
                self._as_at = self._shown_first()
                self._seen = seen
                self.version = hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
        return self.catalogue

    @contextmanager
    def cursor(self, seconds: float | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """One cursor for one query, closed at the end and stopped after ``seconds``.

        A connection shared between threads returns other people's rows; a cursor does not.
        Raises QueryStopped.
        """
        limit = settings.QUERY_SECONDS if seconds is None else seconds
        cursor = self._con.cursor()
        try:
            with timeout.stopped_after(cursor, limit):
                yield cursor
        except duckdb.InterruptException:
            message = f"stopped after {limit:g} seconds; choose fewer children"
            raise QueryStopped(message) from None
        finally:
            cursor.close()

    @contextmanager
    def moment(
        self, chosen: Choices, as_at: date, names: Sequence[str] = ()
    ) -> Iterator[tuple[duckdb.DuckDBPyConnection, Built]]:
        """A cursor on which choices are made, and what the database holds at this moment.

        Both stay as they are until the end, whatever is rebuilt meanwhile. ``names`` are the views
        to be read. Raises QueryStopped.
        """
        with self.cursor() as cursor:
            with self._swapping:
                cursor.execute("begin")
                built = self._built
            cursor.execute("set variable as_at = ?", [as_at.isoformat()])
            for choice in choices.kinds():
                values = chosen.get(choice)
                if choice == "grouping":
                    values = values or (choices.DEFAULT_GROUPING,)
                if values and choice != "as_at":
                    cursor.execute(f"set variable {choice} = ?", [list(values)])
            self._lend(cursor, built.catalogue, names, {**chosen, "as_at": (as_at.isoformat(),)})
            yield cursor, built

    def close(self) -> None:
        """Let the database go."""
        self._con.close()

    def _load(self) -> None:
        con = self._con
        con.execute("create schema raw; create schema ref")
        raw_tables.create(con, self.snapshot, "" if self.name == PAN_LONDON else self.name)
        con.execute(
            "create table ref.snapshot as select ? as as_at, ? as is_synthetic",
            [self.snapshot.as_at, self.snapshot.is_synthetic],
        )
        # Locked before the first view is read, so that no view can reach a file or a setting.
        con.execute("set temp_directory = ''; set enable_external_access = false")
        con.execute("set lock_configuration = true")

    def _rebuild(self, stamp: loader.Stamp) -> None:
        sums, problems = self._sound_reference()
        found = loader.at(self.sql_folder, stamp, tuple(sums.items()))
        found = replace(found, problems={**problems, **found.problems})
        con = self._con.cursor()
        try:
            built = builder.build(
                con,
                found,
                self._built,
                is_synthetic=self.snapshot.is_synthetic,
                prepare=lambda con: self._load_reference(con, sums),
                shared=self._shared,
            )
            with self._swapping:
                con.execute("commit")
                self._built, self._reference = built, sums
        finally:
            con.close()

    def _shown_first(self) -> date:
        if "int_month_ends" not in self.columns:
            return self.snapshot.as_at
        with self.cursor() as cursor:
            rows = cursor.execute("select as_at from int_month_ends where is_shown_first").fetchall()
        return rows[0][0] if rows else self.snapshot.as_at

    def _sound_reference(self) -> tuple[dict[str, str], dict[str, str]]:
        """Digests of the tables that can be read, and why others cannot: they stay as they were."""
        sums = tables.digests(self.reference_folder)
        problems: dict[str, str] = {}
        for table in [name for name in sums if sums[name] != self._reference.get(name)]:
            try:
                tables.rows(self.reference_folder, table)
            except tables.BrokenReference as error:
                problems[f"reference/{table}"] = str(error)
                sums.pop(table)
                if table in self._reference:
                    sums[table] = self._reference[table]
        return sums, problems

    def _load_reference(self, con: duckdb.DuckDBPyConnection, sums: Mapping[str, str]) -> None:
        for table in self._reference.keys() - sums.keys():
            con.execute(f"drop table ref.{table}")
        for table, digest in sums.items():
            if self._reference.get(table) != digest:
                con.register("reference_rows", tables.rows(self.reference_folder, table))
                con.execute(f"create or replace table ref.{table} as select * from reference_rows")
                con.unregister("reference_rows")

    def _lend(self, cursor: duckdb.DuckDBPyConnection, found: Catalogue, names: Sequence[str], chosen: Choices) -> None:
        if self._shared is None:
            return
        for name in sorted(found.inputs(names) & found.follows):
            view = found.views[name]
            if view.shared:
                rows = self._shared.rows(view, chosen, partial(self._own, view, found))
                cursor.register("lent_rows", rows)
                cursor.execute(
                    f"set variable {builder.lent(view)} = (select coalesce(list(lent_rows), []) from lent_rows)"
                )
                cursor.unregister("lent_rows")

    def _own(self, view: View, found: Catalogue, chosen: Choices) -> pd.DataFrame:
        as_at = date.fromisoformat(chosen["as_at"][0])
        with self.moment(chosen, as_at, sorted(found.reads[view.name])) as (cursor, _):
            rows: pd.DataFrame = cursor.sql(f"from ({view.sql})").df()
        return rows
