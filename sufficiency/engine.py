"""One in-memory database a scope, holding only that scope's rows, rebuilt when views change."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd

from sufficiency import catalogue, protect, settings
from sufficiency.catalogue import Catalogue
from sufficiency.result import View
from sufficiency.snapshot import Snapshot, verify

LONDON = "london"
# Tables that hold rows about children, by the authority that sent them.
CHILD_TABLES = (
    "header", "episodes", "uasc", "oc2", "missing", "dolo", "placement_costs", "submissions",
    "problem_counts",
)  # fmt: skip
SAFE = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": settings.MEMORY_LIMIT,
}


class QueryStopped(RuntimeError):
    """A query that took longer than it may."""


class Scope:
    """The database of one scope. It hands out rows; nobody else holds its connection.

    ``problems`` maps the name of each view that could not be built to why.
    """

    def __init__(
        self, snapshot: Snapshot, name: str = LONDON, *, sql: Path | None = None,
        shared: Callable[[View], pd.DataFrame] | None = None,
    ) -> None:  # fmt: skip
        self.snapshot = snapshot
        self.name = name
        self.sql_folder = sql or settings.sql_folder()
        self._shared = shared
        self._lock = threading.Lock()
        self._built: dict[str, str] = {}
        self._seen: object = None
        self._macros: tuple[str, ...] = ()
        self.version = ""
        self.problems: dict[str, str] = {}
        self.columns: dict[str, dict[str, str]] = {}
        verify(snapshot)
        self._con = duckdb.connect(config=SAFE)
        self._load()
        self.refresh()

    def refresh(self) -> Catalogue:
        """Bring the database level with the files in ``sql/`` and return the catalogue.

        Only views whose SQL, or whose inputs' SQL, has changed are built again.
        """
        with self._lock:
            seen = catalogue.fingerprint(self.sql_folder)
            if seen != self._seen:
                self.catalogue = catalogue.load(self.sql_folder)
                self._build(self.catalogue)
                self._seen = seen
                self.version = hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
        return self.catalogue

    @contextmanager
    def cursor(self, seconds: float | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """One cursor for one query, closed at the end and stopped after ``seconds``.

        A connection shared between threads returns other people's rows; a cursor does not.
        Raises QueryStopped.
        """
        cursor = self._con.cursor()
        limit = settings.QUERY_SECONDS if seconds is None else seconds
        timer = threading.Timer(limit, cursor.interrupt)
        timer.daemon = True
        timer.start()
        try:
            yield cursor
        except duckdb.InterruptException as error:
            raise QueryStopped(f"stopped after {limit:g} seconds; choose fewer children") from error
        finally:
            timer.cancel()
            cursor.close()

    def close(self) -> None:
        """Let the database go."""
        self._con.close()

    def _load(self) -> None:
        con = self._con
        con.execute("create schema raw; create schema ref")
        for table in self.snapshot.tables:
            keep = f"where authority_code = {_quote(self.name)}"
            where = keep if self.name != LONDON and table in CHILD_TABLES else ""
            path = _quote(str(self.snapshot.file(table)))
            con.execute(f"create table raw.{table} as select * from read_parquet({path}) {where}")
        for path in sorted(settings.REFERENCE.glob("*.csv")):
            source = (
                f"read_csv({_quote(str(path))}, header = true, all_varchar = true, delim = ',', "
                "quote = '\"', nullstr = '')"
            )
            con.execute(f"create table ref.{path.stem} as select * from {source}")
        con.execute("create table ref.snapshot as select ? as as_at, ? as is_synthetic",
                    [self.snapshot.as_at, self.snapshot.is_synthetic])  # fmt: skip
        # Locked before the first view is read, so that no view can reach a file or a setting.
        con.execute("set temp_directory = ''; set enable_external_access = false")
        con.execute("set lock_configuration = true")

    def _build(self, found: Catalogue) -> None:
        con = self._con.cursor()
        if found.macros != self._macros:
            for macro in found.macros:
                con.execute(macro)
            self._macros = found.macros
        self.problems = dict(found.problems)
        con.execute(
            "create or replace table ref.cohorts "
            "(cohort varchar, title varchar, definition varchar, source varchar, limits varchar)"
        )
        for row in catalogue.cohort_rows(found.views):
            con.execute("insert into ref.cohorts values (?, ?, ?, ?, ?)", row)
        for name in [name for name in self._built if name not in found.views]:
            self._drop(con, name)
        for name in found.order:
            view = found.views[name]
            broken = found.reads[name] & self.problems.keys()
            if broken and name != catalogue.MEMBERS:
                self._fail(con, view, f"reads {', '.join(sorted(broken))}, which is broken")
            elif self._built.get(name) != found.digests[name]:
                self._create(con, view, found)
        con.close()

    def _create(self, con: duckdb.DuckDBPyConnection, view: View, found: Catalogue) -> None:
        self._drop(con, view.name)
        try:
            if view.shared and self._shared is not None:
                rows = self._shared(view)
                con.register("shared_rows", rows)
                con.execute(f"create table {view.name} as select * from shared_rows")
                con.unregister("shared_rows")
            else:
                kind = "table" if view.stored else "view"
                con.execute(f"create {kind} {view.name} as {self._sql_of(view, found)}")
            described = con.execute(f"describe {view.name}").fetchall()
        except duckdb.Error as error:
            self._fail(con, view, str(error))
            return
        self.columns[view.name] = {row[0]: row[1] for row in described}
        declared = [column.name for column in view.columns]
        if declared and declared != list(self.columns[view.name]):
            self._fail(con, view, _difference(declared, list(self.columns[view.name])))
            return
        self._built[view.name] = found.digests[view.name]

    def _sql_of(self, view: View, found: Catalogue) -> str:
        if view.name != catalogue.MEMBERS:
            return view.sql
        cohorts = [v.name for v in found.views.values() if v.layer == "cohorts"]
        return catalogue.members_sql([name for name in cohorts if name not in self.problems])

    def _fail(self, con: duckdb.DuckDBPyConnection, view: View, why: str) -> None:
        self._drop(con, view.name)
        self.problems[view.name] = f"{catalogue.file_of(view)}: {why}"

    def _drop(self, con: duckdb.DuckDBPyConnection, name: str) -> None:
        self._built.pop(name, None)
        self.columns.pop(name, None)
        kinds = con.execute(
            "select table_type from information_schema.tables "
            "where table_schema = 'main' and table_name = ?", [name]
        ).fetchall()  # fmt: skip
        if kinds:
            con.execute(f"drop {'view' if kinds[0][0] == 'VIEW' else 'table'} {name}")


def of_authority(code: str, london: Scope) -> Scope:
    """The database of one authority: its own children's rows, and London's only as protected rows.

    Views whose header says ``shared: yes`` are read from ``london``'s scope and pass the gate.
    """

    def shared(view: View) -> pd.DataFrame:
        with london.cursor() as cursor:
            rows = cursor.sql(f"select * from {view.name}").df()
        return protect.apply(view, rows, protect.LONDON)[0]

    return Scope(london.snapshot, code, sql=london.sql_folder, shared=shared)


def _difference(declared: list[str], actual: list[str]) -> str:
    missing = [name for name in declared if name not in actual]
    extra = [name for name in actual if name not in declared]
    if not missing and not extra:
        return f"the header lists the columns in another order than the SELECT: {', '.join(actual)}"
    return (
        "the header and the SELECT disagree; only in the header: "
        f"{', '.join(missing) or 'none'}; only in the SELECT: {', '.join(extra) or 'none'}"
    )


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
