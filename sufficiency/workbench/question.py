"""One SELECT over the views of a scope: looked at, run with a limit, told as a Result."""

from __future__ import annotations

import difflib
import re
import time
from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from sufficiency import choices, query
from sufficiency.catalogue import functions, lineage
from sufficiency.catalogue.lineage import NotASelect, Uses
from sufficiency.database import errors, small_authorities
from sufficiency.database.builder import Built
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate
from sufficiency.result import EXACT, Choices, Result
from sufficiency.workbench import inferred

MOST_ROWS = 1_000
MOST_LETTERS = 20_000  # of SQL: the parser's own limits are not tried
# Where a view may be read from, by its layer; the snapshot's own tables stay behind staging.
READS = ("staging", "intermediate", "cohorts", "marts")


class Refused(ValueError):
    """A question that is not asked, or that failed; the message says where, why and what to do."""


@dataclass(frozen=True)
class Answer:
    """The rows of a question, as ``result``; ``is_cut`` where there are more than :data:`MOST_ROWS`.

    ``faults`` say what the view lacks to be one that everybody may see.
    """

    result: Result
    is_cut: bool
    seconds: float
    faults: tuple[str, ...]


def look(sql: str, scope: Scope) -> Uses:
    """What the one SELECT of ``sql`` reads and calls. Raises Refused for anything else, or what is not there."""
    if len(sql) > MOST_LETTERS:
        raise Refused(f"the SQL has {len(sql):,} letters, and may have {MOST_LETTERS:,}")
    text = sql.strip().rstrip(";").strip()
    if not text:
        raise Refused("write a SELECT, such as: select * from placement_distance")
    try:
        uses = lineage.uses(text)
        functions.check(uses, scope.catalogue.macros)
    except NotASelect as error:
        raise Refused(f"{f'line {error.line}: ' if error.line else ''}{error}") from None
    except (duckdb.Error, RecursionError) as error:
        raise Refused(str(error).splitlines()[0]) from None
    for table in sorted(uses.tables):
        _demand(table, scope.built)
    return uses


def ask(scope: Scope, sql: str, chosen: Choices, *, profile: str = EXACT, stop: Stop | None = None) -> Answer:
    """The first 1,000 rows of ``sql``, on whose cursor the choices ``chosen`` are made.

    ``profile`` says for whom: for a viewer the columns' protection is what can be told from SQL and names,
    and a figure of which it cannot be told is withheld. Raises Refused, gate.NotEntitled, ChoiceError, and
    QueryStopped after the time that a query may take, or when ``stop`` is told to.
    """
    uses = look(sql, scope)
    text = sql.strip().rstrip(";").strip()
    known = query.options(scope)
    settled = choices.check(chosen, known, is_protected=profile != EXACT)
    as_at = date.fromisoformat(settled.get("as_at", (scope.as_at.isoformat(),))[0])
    began = time.monotonic()
    with scope.cursor_for(settled, as_at, [*uses.tables, query.COUNTED]) as (cursor, built):
        if stop:
            stop.of(cursor)
        rows = _rows(cursor, text, scope.snapshot.is_synthetic)
        counted = cursor.execute(f"select {', '.join(query.Counted._fields)} from {query.COUNTED}").fetchall()
    seconds = time.monotonic() - began
    view = inferred.view(text, rows, built.catalogue)
    faults = tuple(inferred.faults(view))
    shown = inferred.guarded(view) if profile != EXACT else view
    gate.permit([shown], settled, profile)
    part = rows.head(MOST_ROWS)
    small = small_authorities.of(scope)
    protected, symbols = gate.apply(shown, part, profile, chosen=settled, small=small)
    about = [query.Counted(*row) for row in counted]
    vouched = tuple((one.authority_name, int(one.vouched_months)) for one in about if one.is_counted)
    result = Result(
        view=shown,
        rows=protected,
        symbols=symbols,
        choices=settled,
        choice_text=choices.words(settled, known),
        profile=profile,
        leaves_out=profile != EXACT,
        as_at=as_at,
        snapshot_id=scope.snapshot.id,
        is_synthetic=scope.snapshot.is_synthetic,
        authority_count=len(vouched),
        authority_total=len(about),
        left_out=tuple(one.authority_name for one in about if not one.is_counted),
        counts_when=tuple((one.counts_to, one.counts_from) for one in about if not one.is_counted),
        vouched=vouched,
    )
    return Answer(result, len(rows) > MOST_ROWS, seconds, faults)


class Stop:
    """Ends a question from another thread; asked before it began, it ends it at its beginning."""

    def __init__(self) -> None:
        self._cursor: duckdb.DuckDBPyConnection | None = None
        self._is_asked = False

    def of(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Say what to interrupt; raises duckdb.InterruptException where the end was asked for already."""
        self._cursor = cursor
        if self._is_asked:
            raise duckdb.InterruptException("stopped before it began")

    def ask(self) -> None:
        """End it."""
        self._is_asked = True
        if self._cursor is not None:
            self._cursor.interrupt()


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
        near = difflib.get_close_matches(name, there, n=1)
        raise Refused(f"no view is called {name}{f'; did you mean {near[0]}?' if near else ''}")


def _rows(cursor: duckdb.DuckDBPyConnection, text: str, is_synthetic: bool) -> pd.DataFrame:
    """One row more than may be shown, to know that there are more; raises Refused."""
    try:
        rows: pd.DataFrame = cursor.execute(f"select * from (\n{text}\n) limit {MOST_ROWS + 1}").df()
    except duckdb.InterruptException:
        raise
    except duckdb.Error as error:
        raise Refused(_in_words(errors.reason(error, is_synthetic=is_synthetic))) from None
    return rows


def _in_words(message: str) -> str:
    """The engine's message with the lines of the SQL as it was written: it stands one line down in ours."""
    first = message.splitlines()[0]
    if line := re.search(r"LINE (\d+):", message):
        return f"line {max(int(line[1]) - 1, 1)}: {first}"
    return first
