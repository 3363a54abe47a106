"""Builds a catalogue's views in one database: all at once for readers, each failing on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager, nullcontext

import duckdb

from sufficiency import choices, settings
from sufficiency.catalogue import cohorts, places
from sufficiency.catalogue.loader import Catalogue
from sufficiency.database import columns, errors, timeout
from sufficiency.database.built import Built, Comparators, Own
from sufficiency.database.stored_tables import StoredTables
from sufficiency.result import View


class _Failed(Exception):
    def __init__(self, name: str, why: str) -> None:
        super().__init__(name, why)
        self.name, self.why = name, why


def build(
    con: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    before: Built,
    *,
    is_synthetic: bool,
    prepare: Callable[[duckdb.DuckDBPyConnection], None],
    shared: Comparators | None,
    stored: StoredTables | None = None,
    names: Set[str] | None = None,
    known: Mapping[str, str] | None = None,
    binds_all: bool = False,
) -> Built:
    """Bring ``con``'s database from ``before`` level with ``catalogue``, in a transaction left open.

    ``prepare`` runs first in the transaction. DuckDB gives a transaction up at its first error, so
    a view that fails is left out and the rest begun again. Commit when readers may see it. Stored
    views are taken from ``stored`` where it has them; ``names`` are the views to have, where not
    all; ``known`` says of views why they cannot be built, where that was tried elsewhere. A view that was
    found sound before by all the same is bound when it is first read, unless this ``binds_all``: to bind
    views takes longer than all else.
    """
    failed = dict(known or {})
    while True:
        con.execute("begin")
        try:
            prepare(con)
            return _Builder(con, catalogue, before, failed, is_synthetic, shared, stored, names, binds_all).run()
        except _Failed as failure:
            con.execute("rollback")
            failed[failure.name] = failure.why
        except BaseException:
            con.execute("rollback")
            raise


def comparator_variable(view: View) -> str:
    """The session variable that holds London's rows of a shared view, for one query."""
    return f"comparator_{view.name}"


class _Builder:
    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        catalogue: Catalogue,
        before: Built,
        failed: Mapping[str, str],
        is_synthetic: bool,
        shared: Comparators | None,
        stored: StoredTables | None,
        names: Set[str] | None,
        binds_all: bool,
    ) -> None:
        self.con, self.found, self.failed = con, catalogue, failed
        self.is_synthetic, self.shared, self.stored = is_synthetic, shared, stored
        self.names = catalogue.views.keys() if names is None else names
        self.old_macros = before.catalogue.macros
        self.digests = dict(before.digests)
        self.columns = dict(before.columns)
        self.problems = {**catalogue.problems, **failed}
        self.created: list[View] = []
        self.binds_all = binds_all

    def run(self) -> Built:
        """Build everything, or raise _Failed at the first that cannot be."""
        self._make_macros()
        self._spread()
        sound = self._describe_cohorts()
        for name in [name for name in self.digests if name not in self.found.views]:
            self._drop(name)
        for name in self.found.order:
            view = self.found.views[name]
            digest = self.found.digests[name] + (sound if "cohorts" in self.found.references[name] else "")
            if name in self.problems or name not in self.names:
                self._drop(name)
            elif self.digests.get(name) != digest:
                if self.found.reads[name] & {created.name for created in self.created if columns.declares(created)}:
                    self._compare()  # so that an input is blamed for its own fault
                self._drop(name)
                self.digests[name] = digest
                self._create(view)
        self._compare()
        return Built(self.found, self.digests, self.columns, self.problems)

    def _make_macros(self) -> None:
        for name in self.old_macros.keys() - self.found.macros.keys():
            self.con.execute(f"drop macro if exists {name}")
        for name, statement in self.found.macros.items():
            if self.old_macros.get(name) != statement and f"macros/{name}" not in self.failed:
                try:
                    self.con.execute(statement)
                except duckdb.Error as error:
                    raise _Failed(f"macros/{name}", f"macro {name}: {error}") from None

    def _spread(self) -> None:
        """Whatever reads what is broken is broken too."""
        for name in self.found.order:
            broken = self.found.reads[name] & self.problems.keys()
            if broken and name not in self.problems and name != cohorts.MEMBERS:
                self.problems[name] = places.reads_broken(self.found.views[name], broken)

    def _describe_cohorts(self) -> str:
        """Make ref.cohorts of the cohorts that are sound, and name them."""
        self.con.execute(
            "create or replace table ref.cohorts "
            "(cohort varchar, title varchar, definition varchar, source varchar, limits varchar, "
            "look_back_months integer, collected varchar)"
        )
        described = cohorts.described(self.found.views)
        sound = [row for row in described if cohorts.view_of(row[0]) not in self.problems]
        for row in sound:
            self.con.execute("insert into ref.cohorts values (?, ?, ?, ?, ?, ?, ?)", row)
        return " ".join(["", *(row[0] for row in sound)])

    def _create(self, view: View) -> None:
        known = self._told(view)
        # What is bound later takes no time now: there is nothing to stop.
        is_put_off = known is not None and not view.stored and not (view.shared and self.shared)
        try:
            with nullcontext() if is_put_off else timeout.stopped_after(self.con, settings.BUILD_SECONDS, of_work=True):
                if view.shared and self.shared:
                    self._create_shared(view, self.shared)
                else:
                    self._create_own(view)
        except (duckdb.Error, ValueError, PermissionError, LookupError) as error:
            self._fail(view, errors.reason(error, is_synthetic=self.is_synthetic))
            return
        if known is None:
            self.created.append(view)
        else:
            self.columns[view.name] = known

    def _compare(self) -> None:
        """Note the columns of what was created, and compare them with its header."""
        held = columns.held(self.con, {view.name for view in self.created}) if self.created else {}
        for view in self.created:
            if why := columns.fault(view, list(held[view.name].items())):
                self._fail(view, why, "columns")
            columns.remember(self._by(view), held[view.name])
        self.columns.update(held)
        self.created.clear()

    def _create_own(self, view: View) -> None:
        if view.stored and self.stored:
            if self.stored.load(self.con, self.found, view.name):
                return
            self.stored.say(f"Making {view.title[0].lower()}{view.title[1:]}")
        kind = "table" if view.stored else "view"
        follows = view.stored and view.name in self.found.follows
        with self._chosen(self._unasked() if follows else {}):
            later = "with (defer_binding)" if self._told(view) and not view.stored else ""
            self.con.execute(f"create {kind} {view.name} {later} as {self._sql_of(view)}")
        if view.layer == "cohorts" and (why := columns.repeated(self.con, view)):
            self._fail(view, why)
        # In London's database, which is built first; an authority's holds the same views.
        if follows and self.shared is None:
            self._refuse_if_it_follows(view)
        if view.stored and self.stored:
            self.stored.keep(self.con, self.found, view.name, self.problems.keys())

    def _unasked(self) -> dict[str, object]:
        [(as_at,)] = self.con.execute("select as_at::varchar from ref.snapshot").fetchall()
        return {"as_at": as_at, "grouping": [choices.default_grouping()]}

    def _refuse_if_it_follows(self, view: View) -> None:
        """Built before anyone has chosen: would its rows change, they would be wrong for all."""
        nobody = {choice: [""] for choice in choices.kinds()} | {"as_at": "2999-12-31"}
        with self._chosen(nobody):
            changed = self.con.execute(
                f"with again as materialized ({view.sql}) select 1 from ("
                f"(from {view.name} except all from again) union all "
                f"(from again except all from {view.name})) limit 1"
            ).fetchall()
        if changed:
            self._fail(view, errors.follows(view), "stored")

    @contextmanager
    def _chosen(self, chosen: Mapping[str, object]) -> Iterator[None]:
        for choice, value in chosen.items():
            self.con.execute(f"set variable {choice} = ?", [value])
        yield
        for choice in chosen:
            self.con.execute(f"reset variable {choice}")

    def _create_shared(self, view: View, shared: Comparators) -> None:
        types = shared.types(view)
        if view.name in self.found.follows:
            fields = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
            kept = f"getvariable('{comparator_variable(view)}')::struct({fields})[]"
            self.con.execute(f"create view {view.name} as select unnest({kept}, recursive := true)")
            return
        rows = shared.rows(view, {}, self._own_of(view))
        self.con.register("shared_rows", rows)
        cells = ", ".join(f'"{name}"::{kind} as "{name}"' for name, kind in types.items())
        self.con.execute(f"create table {view.name} as select {cells} from shared_rows")
        self.con.unregister("shared_rows")

    def _own_of(self, view: View) -> Own:
        return lambda chosen: self.con.sql(f"from ({view.sql})").df()

    def _by(self, view: View) -> str:
        return columns.by(self.digests[view.name], is_own=self.shared is None)

    def _told(self, view: View) -> dict[str, str] | None:
        return None if self.binds_all else columns.remembered(self._by(view))

    def _sql_of(self, view: View) -> str:
        if view.name != cohorts.MEMBERS:
            return view.sql
        sound = [n for n in cohorts.names(self.found.views) if n not in self.problems]
        return cohorts.members_sql(sound)

    def _fail(self, view: View, why: str, key: str = "") -> None:
        there = {column for read in self.found.reads[view.name] for column in self.columns.get(read, ())}
        raise _Failed(view.name, errors.message(view, why, key, there))

    def _drop(self, name: str) -> None:
        if self.digests.pop(name, None) is None:
            return
        self.columns.pop(name)
        columns.drop(self.con, name)
