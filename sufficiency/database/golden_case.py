"""A small case of a view that can be worked out by hand: given these rows it returns those rows.

A case is a folder ``tests/views/VIEW/CASE`` beside the folder of views: a CSV for each view that VIEW reads,
``choices.csv`` (choice, value), ``expect.csv`` and a README.md with the arithmetic in words. The tests run every case
of the tool's own views.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

import duckdb
import pandas as pd

from sufficiency.database import errors
from sufficiency.database.scope import Scope
from sufficiency.reference.nearest import hint
from sufficiency.result import View
from sufficiency.snapshot import atomic_write

EXPECTED, CHOICES, WORDS = "expect.csv", "choices.csv", "README.md"
CHILD, DECIMALS = "child_id", 2
CHOICE = ("choice", "value")
MOST_ROWS = 40  # of what stands beside the rows a case is of: more are worked out by nobody

Told = TypeVar("Told")


class NoCase(ValueError):
    """A case that cannot be made or run; the message says why and what to do."""


def begin(scope: Scope, name: str, case: Path, row_count: int) -> None:
    """Write the inputs of a new case: ``row_count`` invented rows of what the view counts, and what belongs to them.

    Only columns that the view's SQL names are written, and children are numbered from 1. Raises NoCase.
    """
    view = _view(scope, name)
    if not scope.snapshot.is_synthetic:
        raise NoCase("a case holds rows of children: begin it on invented data, such as the demonstration")
    if case.exists():
        raise NoCase(f"{case} already exists: choose another name for the case")
    inputs = sorted(scope.catalogue.reads[name])
    with scope.cursor_for({}, scope.as_at, inputs) as (cursor, _):
        sizes = {read: _of(scope, read, partial(_size, cursor, read)) for read in inputs}
        # Children, or what has most rows, is what is counted; the rest is looked up.
        inputs.sort(key=lambda read: (CHILD not in scope.columns[read], -sizes[read]))
        drawn: dict[str, pd.DataFrame] = {}
        for read in inputs:
            columns = [column for column in scope.columns[read] if re.search(rf"\b{column}\b", view.sql)]
            columns = columns or list(scope.columns[read])[:1]
            limit = row_count if not drawn else MOST_ROWS
            drawn[read] = _of(scope, read, partial(_rows, cursor, read, columns, drawn, limit))
    children = sorted({child for rows in drawn.values() if CHILD in rows for child in rows[CHILD].dropna()})
    numbers = {child: number for number, child in enumerate(children, start=1)}
    case.parent.mkdir(parents=True, exist_ok=True)
    # Beside its place until it is whole: whoever ends this half-way leaves no case that seems to be one.
    atomic_write.clear(case.parent)
    draft = case.parent / atomic_write.name("golden")
    draft.mkdir()
    for read, rows in drawn.items():
        if CHILD in rows:
            rows[CHILD] = rows[CHILD].map(numbers)
        _write(rows, draft / f"{read}.csv")
    (draft / CHOICES).write_text(f"choice,value\nas_at,{scope.as_at}\n", encoding="utf-8")
    atomic_write.put(draft, case)


def run(scope: Scope, name: str, case: Path) -> pd.DataFrame:
    """The rows that the view returns, given the rows of a case. Raises NoCase."""
    view = _view(scope, name)
    chosen: dict[str, tuple[str, ...]] = {}
    if (case / CHOICES).exists():
        choices = _read(case / CHOICES, CHOICE)
        for key, value in zip(choices["choice"], choices["value"], strict=True):
            chosen[key] = (*chosen.get(key, ()), value)
    day = chosen.pop("as_at", (str(scope.as_at),))[0]
    try:
        as_at = date.fromisoformat(day)
    except ValueError:
        raise NoCase(f"{case / CHOICES}: as_at is {day}; write the date as {scope.as_at}") from None
    reads = scope.catalogue.reads[name]
    lacking = [read for read in sorted(reads) if not (case / f"{read}.csv").exists()]
    if lacking:
        raise NoCase(
            f"{case} has no rows of {', '.join(lacking)}, which {name} reads; write them as {lacking[0]}.csv, or begin "
            "another case"
        )
    with scope.cursor_for(chosen, as_at, []) as (cursor, _):
        given = [_given(scope, cursor, case / f"{read}.csv", scope.columns[read]) for read in sorted(reads)]
        inputs = f"with {', '.join(given)} " if given else ""
        try:
            return cursor.execute(f"{inputs}select * from (\n{view.sql}\n)").df()
        except duckdb.Error as error:
            raise NoCase(f"{name}: {errors.reason(error, is_synthetic=scope.snapshot.is_synthetic)}") from None


def freeze(rows: pd.DataFrame, view: View, case: Path) -> None:
    """Write what the view returns as what is expected, and where there are none the words to complete."""
    _write(rows, case / EXPECTED)
    if not (case / WORDS).exists():
        figures = ", ".join(column.name for column in view.columns if column.is_measure)
        (case / WORDS).write_text(f"{view.title}: how each of {figures} follows from the rows.\n", encoding="utf-8")


def differences(rows: pd.DataFrame, case: Path) -> list[str]:
    """Where ``rows`` are not those expected: one line a row, empty where they agree."""
    path = case / EXPECTED
    if not path.exists():
        raise NoCase(f"{case} has no {EXPECTED}: look at the rows, then add --freeze")
    expected = _read(path, rows.columns)
    written = io.StringIO(_text(rows[list(expected.columns)]))
    returned = pd.read_csv(written, dtype="string", keep_default_na=False)
    before, after = (frame.astype(str).agg(", ".join, axis=1).tolist() for frame in (expected, returned))
    return [f"- {row}" for row in before if row not in after] + [f"+ {row}" for row in after if row not in before]


def _text(rows: pd.DataFrame) -> str:
    """CSV of figures that a hand can work out: whole numbers as whole, others to two decimals."""
    return rows.convert_dtypes().round(DECIMALS).to_csv(index=False)


def _write(rows: pd.DataFrame, path: Path) -> None:
    draft = path.with_name(atomic_write.name("golden"))
    draft.write_text(_text(rows), encoding="utf-8")
    atomic_write.put(draft, path)


def _read(path: Path, known: Iterable[str]) -> pd.DataFrame:
    """The cells of a CSV of a case as text, '' where nothing stands; raises NoCase where it is none, or has columns
    that are not among ``known``."""
    try:
        rows = pd.read_csv(path, dtype="string", keep_default_na=False, encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise NoCase(f"{path}: not in UTF-8; save it as CSV UTF-8") from None
    except pd.errors.EmptyDataError:
        raise NoCase(f"{path}: empty; its first line names its columns, of {', '.join(known)}") from None
    except pd.errors.ParserError:
        raise NoCase(
            f"{path}: a line has more cells than the first line names; put text with a comma in quotes"
        ) from None
    if unknown := [name for name in rows.columns if name not in known]:
        raise NoCase(
            f"{path}:1: there is no column {unknown[0]}{hint(unknown[0], known)}; those it may have: {', '.join(known)}"
        )
    return rows


def _view(scope: Scope, name: str) -> View:
    view = scope.catalogue.views.get(name)
    if view is None or name in scope.problems:
        raise NoCase(scope.problems.get(name, f"no view is called {name}{hint(name, scope.catalogue.views)}"))
    return view


def _rows(
    cursor: duckdb.DuckDBPyConnection, read: str, columns: list[str], drawn: dict[str, pd.DataFrame], limit: int
) -> pd.DataFrame:
    """Rows of one input; beside others, those with the same codes and children."""
    kept = []
    for column in columns:
        values = {value for rows in drawn.values() if column in rows for value in rows[column].dropna()}
        if values and (column.endswith("_code") or column == CHILD):
            table = f"kept_{column}"
            cursor.execute(f"create or replace temp table {table} as select unnest(?) as value", [sorted(values)])
            kept.append(f"{column} in (select value from {table})")
    where = f" where {' and '.join(kept)}" if kept else ""
    named = ", ".join(columns)
    # The same rows each time, by a hash, so that they are not all of the first authority; those that differ come first.
    mark, alike = f"md5(concat_ws('|', {named}))", ", ".join(column for column in columns if column != CHILD) or "1"
    order = f"row_number() over (partition by {alike} order by {mark}), {mark}"
    query = f"select {named} from {read}{where} order by {order} limit {limit}"
    return cursor.execute(query).df()


def _size(cursor: duckdb.DuckDBPyConnection, read: str) -> int:
    return int(cursor.execute(f"select count(*) from {read}").fetchall()[0][0])


def _of(scope: Scope, read: str, ask: Callable[[], Told]) -> Told:
    """What ``ask`` tells of the view ``read``; raises NoCase, with the file of it, where it fails on a row."""
    try:
        return ask()
    except duckdb.InterruptException:
        raise
    except duckdb.Error as error:
        why = errors.reason(error, is_synthetic=scope.snapshot.is_synthetic)
        raise NoCase(errors.message(scope.catalogue.views[read], why)) from None


def _given(scope: Scope, cursor: duckdb.DuckDBPyConnection, path: Path, types: Mapping[str, str]) -> str:
    """A common table expression with the rows of a CSV under the name of the view it stands for."""
    rows = _read(path, types).replace("", pd.NA)
    cursor.register(f"case_{path.stem}", rows)
    for name in rows.columns:
        try:
            cursor.execute(f"select {name}::{types[name]} from case_{path.stem}").fetchall()
        except duckdb.Error as error:
            why = errors.reason(error, is_synthetic=scope.snapshot.is_synthetic)
            raise NoCase(f"{path}: {name} is {types[name].lower()}: {why}") from None
    columns = (f"{name if name in rows else 'null'}::{kind} as {name}" for name, kind in types.items())
    return f"{path.stem} as (select {', '.join(columns)} from case_{path.stem})"
