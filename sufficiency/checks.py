"""Whether every view is sound: header complete, columns true, units honest, checks kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from sufficiency import query
from sufficiency.catalogue import loader
from sufficiency.catalogue.header import unprotected
from sufficiency.database import errors
from sufficiency.database.scope import QueryStopped, Scope
from sufficiency.disclosure import crossings, honesty
from sufficiency.reference.units import units
from sufficiency.result import View

MATCHES = "int_match_shares"


@dataclass(frozen=True)
class Finding:
    """One view or check, and what is wrong with it ('' when nothing is)."""

    name: str
    is_sound: bool
    message: str = ""


def inspect(scope: Scope) -> Iterator[Finding]:
    """Every view and check of ``scope``'s catalogue in name order, the broken ones first."""
    for name, why in sorted(scope.problems.items()):
        yield Finding(name, False, why)
    for name, view in sorted(scope.catalogue.views.items()):
        if name in scope.problems:
            continue
        if view.layer == "checks":
            broken = query.check_breaks(scope, name)
            yield Finding(name, not broken, broken)
        else:
            wrong = [*header_faults(view), *_coarser(scope, view), *_runs(scope, view), *_kept(scope, view)]
            yield Finding(name, not wrong, "; ".join(wrong))


def matches(scope: Scope) -> list[tuple[str, str, int, int, float]]:
    """For each table and what it is matched to: the rows, the matched, and their share in per cent."""
    if MATCHES in scope.problems:
        return []
    with scope.moment({}, scope.snapshot.as_at, [MATCHES]) as (cursor, _):
        return cursor.execute(f"select * from {MATCHES}").fetchall()


def header_faults(view: View) -> list[str]:
    """What a mart's header gets wrong about its own columns, each as 'file:line: what: remedy'; empty
    when nothing."""
    if view.layer != "marts":
        return []
    lines = {column.name: column.line for column in view.columns}
    found = dict.fromkeys([*_misnamed(view), *unprotected(view), *honesty.faults(view)])
    return [f"{loader.file_of(view)}:{lines.get(name, 1)}: {words}" for name, words in found]


def _misnamed(view: View) -> Iterator[tuple[str, str]]:
    for column in view.columns:
        suffixes = [s for s in units()[column.unit]["suffixes"].split(";") if s]
        stems = column.name.split("_")
        if suffixes and not any(column.name.endswith(s) or s in stems for s in suffixes):
            yield column.name, f"{column.name} is in {column.unit}: its name should end {' or '.join(suffixes)}"


def _coarser(scope: Scope, view: View) -> Iterator[str]:
    """A coarser form that could not stand in the place of ``view``."""
    if not view.coarser:
        return
    other = scope.catalogue.views.get(view.coarser)
    what = ""
    if other is None or other.layer != "marts" or other.child_level:
        what = f"no mart that everyone may see is called {view.coarser}: name one, or leave 'coarser:' out"
    elif len(crossings.dimensions(other, {})) > len(crossings.dimensions(view, {})):
        what = f"{view.coarser} divides children by more than this view does: name one that divides them by less"
    if what:
        yield f"{loader.file_of(view)}:1: {what}"


def _kept(scope: Scope, view: View) -> Iterator[str]:
    for check in view.checks:
        word, *columns = check.replace(",", " ").split()
        unknown = [column for column in columns if column not in scope.columns[view.name]]
        if word not in ("unique", "not_null") or not columns:
            yield f"no check is called {word!r}; use unique or not_null, with columns"
            continue
        if unknown:
            yield f"{check}: there is no column {', '.join(unknown)}"
            continue
        keys = ", ".join(columns)
        if word == "unique":
            sql = f"select count(*) > count(distinct ({keys})) from {view.name}"
        else:
            nulls = " or ".join(f"{column} is null" for column in columns)
            sql = f"select count(*) > 0 from {view.name} where {nulls}"
        try:
            with scope.moment({}, scope.as_at, [view.name]) as (cursor, _):
                broken = cursor.execute(sql).fetchall()[0][0]
        except (duckdb.Error, QueryStopped) as error:
            yield f"{check}: {errors.reason(error, is_synthetic=scope.snapshot.is_synthetic)}"
            continue
        if broken:
            yield f"{check} does not hold"


def _runs(scope: Scope, view: View) -> Iterator[str]:
    """A view may be sound as SQL and still fail on a row: run each mart through once."""
    if view.layer != "marts":
        return
    try:
        with scope.moment({}, scope.as_at, [view.name]) as (cursor, _):
            cursor.sql(f"select * from {view.name}").to_arrow_table()
    except (duckdb.Error, QueryStopped) as error:
        yield errors.reason(error, is_synthetic=scope.snapshot.is_synthetic)
