"""Whether every view is sound: header complete, columns true, units honest, checks kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import duckdb

from sufficiency import settings
from sufficiency.catalogue import lineage, places, portable
from sufficiency.catalogue.header import unprotected
from sufficiency.database import errors
from sufficiency.database.scope import QueryStopped, Scope
from sufficiency.disclosure import crossings, honesty
from sufficiency.reference import faults, pages, tables
from sufficiency.reference.nearest import hint
from sufficiency.reference.units import units
from sufficiency.result import View

LITERAL = re.compile(r"(?='(\w+)')")  # a comment may hold an apostrophe before it
MATCHES = "int_match_shares"
RAN = "rows_of_the_mart"  # a mart's rows, while its checks are asked of them
SHOWN_ROWS, SHOWN_COLUMNS = 3, 6  # of those that break a check, where they describe no real child
CHECKS = ("unique", "not_null")  # what a header may ask of its rows
IDENTIFIERS = ("child_id", "child_label")


@dataclass(frozen=True)
class Finding:
    """One view or check, and what is wrong with it ('' when nothing is)."""

    name: str
    is_sound: bool
    message: str = ""


def inspect(scope: Scope, names: Collection[str] = ()) -> Iterator[Finding]:
    """Every view and check of ``scope``'s catalogue in name order, the broken ones first; or those called ``names``."""
    for name, why in sorted(scope.problems.items()):
        # A second file of a name that is taken is known by its place.
        if not names or name in names or name.rpartition("/")[2] in names:
            yield Finding(name, False, why)
    for name, view in sorted(scope.catalogue.views.items()):
        if name in scope.problems or (names and name not in names):
            continue
        if view.layer == "checks":
            broken = check_breaks(scope, name)
            yield Finding(name, not broken, broken)
        else:
            wrong = [
                *header_faults(view),
                *_elsewhere(view),
                *_coarser(scope, view),
                *_placed(scope, view),
                *_titled(scope, view),
                *_rows(scope, view),
            ]
            yield Finding(name, not wrong, "; ".join(wrong))


def reference(scope: Scope, names: Collection[str] = ()) -> Iterator[Finding]:
    """Every reference table with a cell that breaks a rule, or those that the views called ``names`` read."""
    catalogue = scope.catalogue
    known: dict[str, Collection[str]] = {}
    if scope.sql_folder == settings.SQL:  # Tables name views of the tool's own, not of a folder beside it.
        known["view"] = {view.name for view in catalogue.views.values() if view.layer == "marts"}
        known["used"] = {text for view in catalogue.views.values() for text in LITERAL.findall(view.sql)}
    read = {
        table.removeprefix("ref.")
        for name in catalogue.inputs(names)
        for table in lineage.uses(catalogue.views[name].sql).tables
        if table.startswith("ref.")
    }
    there = set(tables.names())
    if names and not read & there:
        return
    for fault in faults.faults(known, read & there):
        yield Finding(fault.table, False, fault.words)


def check_breaks(scope: Scope, name: str) -> str:
    """Why a check in ``sql/checks/`` does not hold, of invented data with the first rows that break it; '' when it
    does. How many rows is not said."""
    view = scope.catalogue.views[name]
    try:
        with scope.cursor_for({}, scope.as_at, [name]) as (cursor, _):
            rows = cursor.execute(f"select * from {name} limit {SHOWN_ROWS}").fetchall()
            columns = [column[0] for column in cursor.description or ()]
    except errors.NoSuchView as error:  # of what it reads, and told as such
        return str(error)
    except duckdb.InterruptException:
        raise
    except duckdb.Error as error:
        return errors.message(view, errors.reason(error, is_synthetic=scope.snapshot.is_synthetic))
    return f"{places.of_sql(view)}: some rows break it{_examples(scope, columns, rows)}" if rows else ""


def matches(scope: Scope) -> list[tuple[str, str, int, int, float]]:
    """For each table and what it is matched to: the rows, the matched, and their share in per cent."""
    if MATCHES in scope.problems:
        return []
    with scope.cursor_for({}, scope.snapshot.as_at, [MATCHES]) as (cursor, _):
        return cursor.execute(f"select * from {MATCHES}").fetchall()


def header_faults(view: View) -> list[str]:
    """What a mart's header gets wrong about its own columns, each as 'file:line: what: remedy'; empty
    when nothing."""
    if view.layer != "marts":
        return []
    lines = {column.name: column.line for column in view.columns}
    named_faults = dict.fromkeys([*_misnamed(view), *unprotected(view), *honesty.faults(view)])
    return [f"{places.file_of(view)}:{lines.get(name, 1)}: {words}" for name, words in named_faults]


def _misnamed(view: View) -> Iterator[tuple[str, str]]:
    for column in view.columns:
        suffixes = [s for s in units()[column.unit]["suffixes"].split(";") if s]
        stems = column.name.split("_")
        if suffixes and not any(column.name.endswith(s) or s in stems for s in suffixes):
            yield column.name, f"{column.name} is in {column.unit}: its name should end {' or '.join(suffixes)}"


def _elsewhere(view: View) -> list[str]:
    """What another engine could not run of a view that does not say so."""
    if view.cannot_run or view.path is None:
        return []
    return [f"{places.file_of(view)}:{line}: {said}" for line, said in portable.faults(view.sql, view.line)]


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
        yield f"{places.of_key(view, 'coarser')}: {what}"


def _placed(scope: Scope, view: View) -> Iterator[str]:
    """A page, a section of the menu, or a view to stand after, that there is not."""
    if view.after and not view.page:
        yield f"{places.of_key(view, 'place')}: 'place:' says where on a page: say which with 'page:'"
    named: tuple[tuple[str, str, str, Collection[str]], ...] = (
        ("page", "page", view.page, pages.pages()),
        ("place", "view", view.after, scope.catalogue.views),
        ("section", "section", view.section, settings.sections()),
    )
    for key, what, said, there in named:
        if said and said not in there:
            yield f"{places.of_key(view, key)}: no {what} is called {said}{hint(said, there)}"


def _titled(scope: Scope, view: View) -> Iterator[str]:
    """Another mart of the same title, which nobody could tell from this one in a list."""
    same = [other.name for other in scope.catalogue.layer("marts") if other.title.casefold() == view.title.casefold()]
    if view.layer == "marts" and len(same) > 1:
        others = ", ".join(f"sql/marts/{name}.sql" for name in same if name != view.name)
        yield f"{places.of_key(view, 'title')}: another view has this title, {others}; give one of them another"


def _rows(scope: Scope, view: View) -> list[str]:
    """What is wrong with a view's rows. A view may be sound as SQL and still fail on a row, so each mart is run
    through, once, and what its header says of its rows is asked of those."""
    kept, wrong = _conditions(scope, view)
    is_mart = view.layer == "marts"
    if not kept and not is_mart:
        return wrong
    try:
        with scope.cursor_for({}, scope.as_at, [view.name]) as (cursor, _):
            of = view.name
            if is_mart:
                # Planned once; to hand rows over as Arrow plans a query to describe it and again to run it.
                cursor.execute(f"create temp table {RAN} as select * from {view.name}")
                of = RAN
            breaks = cursor.execute(f"select {', '.join(kept.values())} from {of}").fetchall()[0] if kept else ()
            broken = [check for check, is_broken in zip(kept, breaks, strict=True) if is_broken]
            shown = {check: _breaking(scope, cursor, check, of) for check in broken}
    except errors.NoSuchView as error:  # of what it reads, and told as such
        return [*wrong, str(error)]
    except (duckdb.Error, QueryStopped) as error:
        return [*wrong, errors.message(view, errors.reason(error, is_synthetic=scope.snapshot.is_synthetic))]
    place = places.of_key(view, "checks")
    return [*wrong, *(f"{place}: {check} does not hold{rows}" for check, rows in shown.items())]


def _breaking(scope: Scope, cursor: duckdb.DuckDBPyConnection, check: str, of: str) -> str:
    """The first rows of ``of`` that break a header's check, by the columns it names."""
    word, *columns = check.replace(",", " ").split()
    named = ", ".join(columns)
    if word == "unique":
        query = f"select {named} from {of} group by {named} having count(*) > 1 order by {named}"
    else:
        query = f"select * from {of} where {' or '.join(f'{column} is null' for column in columns)}"
    rows = cursor.execute(f"{query} limit {SHOWN_ROWS}").fetchall()
    return _examples(scope, [column[0] for column in cursor.description or ()], rows)


def _examples(scope: Scope, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """The rows in words, without whose they are; nothing of rows that may describe a real child."""
    if not scope.snapshot.is_synthetic:
        return ""
    kept = [at for at, name in enumerate(columns) if name not in IDENTIFIERS][:SHOWN_COLUMNS]
    said = [", ".join(f"{columns[at]} {'NULL' if row[at] is None else row[at]}" for at in kept) for row in rows]
    return f"; first rows: {' | '.join(said)}"


def _conditions(scope: Scope, view: View) -> tuple[dict[str, str], list[str]]:
    """For each check of a header the aggregate that is true where rows break it; and what is no check."""
    kept: dict[str, str] = {}
    wrong, place = [], places.of_key(view, "checks")
    for check in view.checks:
        word, *columns = check.replace(",", " ").split()
        unknown = [column for column in columns if column not in scope.columns[view.name]]
        if word not in CHECKS or not columns:
            near = hint(word, CHECKS)
            wrong.append(f"{place}: no check is called {word!r}{near or '; use unique or not_null, with columns'}")
        elif unknown:
            near = hint(unknown[0], scope.columns[view.name])
            wrong.append(f"{place}: {check}: there is no column {', '.join(unknown)}{near}")
        elif word == "unique":
            # A row of values, so that one of NULL counts as well.
            kept[check] = f"count(*) > count(distinct row({', '.join(columns)}))"
        else:
            kept[check] = f"count(*) filter (where {' or '.join(f'{column} is null' for column in columns)}) > 0"
    return kept, wrong
