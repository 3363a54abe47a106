"""One SELECT of somebody's own over the views of a database: looked at before it is run, and stopped when told to."""

from __future__ import annotations

import contextlib

import duckdb
import pandas as pd

from sufficiency.catalogue import functions, lineage
from sufficiency.catalogue.lineage import NotASelect
from sufficiency.database import errors
from sufficiency.database.built import Built
from sufficiency.plurals import counted
from sufficiency.reference.nearest import hint

MOST_ROWS = 1_000
MOST_LETTERS = 20_000  # of SQL: the parser's own limits are not tried
# Layers that may be read; the snapshot's own tables stay behind staging.
READS = ("staging", "intermediate", "cohorts", "marts")


class Refused(ValueError):
    """A SELECT that is not run, or that failed; the message says where, why and what to do."""


class Stop:
    """Ends a SELECT from another thread; asked before it began, it ends it at its beginning."""

    def __init__(self) -> None:
        self._cursor: duckdb.DuckDBPyConnection | None = None
        self._is_asked = False

    def of(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Say what to interrupt; raises duckdb.InterruptException where the end was asked for already."""
        self._cursor = cursor
        if self._is_asked:
            raise duckdb.InterruptException("stopped before it began")

    def ask(self) -> None:
        """End it; nothing is left to end where it is over, and its cursor closed."""
        self._is_asked = True
        if self._cursor is not None:
            with contextlib.suppress(duckdb.ConnectionException):
                self._cursor.interrupt()


def look(sql: str, built: Built) -> list[str]:
    """Names of what the one SELECT of ``sql`` reads. Raises Refused for anything else, or what is not there."""
    if len(sql) > MOST_LETTERS:
        raise Refused(f"the SQL has {counted(len(sql), 'letter')}, and may have {MOST_LETTERS:,}")
    if not sql.strip():
        raise Refused("write a SELECT, such as: select * from placement_distance")
    try:
        uses = lineage.uses(sql)
        functions.check(uses, built.catalogue.macros)
    except NotASelect as error:
        raise Refused(f"{f'line {error.line}: ' if error.line else ''}{error}") from None
    except (duckdb.Error, RecursionError) as error:
        raise Refused(str(error).splitlines()[0]) from None
    for table in sorted(uses.tables):
        _demand(table, built)
    return sorted(uses.tables)


def rows(cursor: duckdb.DuckDBPyConnection, sql: str, *, is_synthetic: bool) -> pd.DataFrame:
    """The rows of a SELECT that was looked at: one more than may be shown, to know that there are more.

    Raises Refused, and duckdb.InterruptException.
    """
    try:
        selected: pd.DataFrame = cursor.execute(f"select * from (\n{sql}\n) limit {MOST_ROWS + 1}").df()
    except duckdb.InterruptException:
        raise
    except duckdb.Error as error:
        raise Refused(_in_words(errors.reason(error, is_synthetic=is_synthetic))) from None
    return selected


def _demand(table: str, built: Built) -> None:
    """Raise Refused, with what is like it, where a question may not read ``table``."""
    schema, _, name = table.rpartition(".")
    if schema == "ref":
        return
    if schema:
        raise Refused(f"a question may read views and ref. tables, not {table}: read the staging view made of it")
    view = built.catalogue.views.get(name)
    if name in built.problems:
        raise Refused(f"{name} is broken. {built.problems[name]}")
    if view is None or view.layer not in READS or name not in built.columns:
        there = [other for other in built.columns if built.catalogue.views[other].layer in READS]
        raise Refused(f"no view is called {name}{hint(name, there)}")


def _in_words(message: str) -> str:
    """The engine's message with the lines of the SQL as it was written: it stands one line down in ours."""
    line, said = errors.located(message)
    return f"line {max(line - 1, 1)}: {said}" if line else said
