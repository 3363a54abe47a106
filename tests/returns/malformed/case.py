"""What a malformed input is: a name, how its files are made, and the one line that the report must hold of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.returns.malformed.sound import YEAR, Return, Rows, text

Files = dict[str, str | bytes]
Make = Callable[[Return], Mapping[str, str | bytes]]


@dataclass(frozen=True)
class Told:
    """The line of the report: file, rule, and line, column and value where the fault has one."""

    file: str
    rule: str
    line: int | None = None
    column: str = ""
    value: str = ""


@dataclass(frozen=True)
class Case:
    """One malformed input. ``make`` gives its files from a sound return, named below the authority's year."""

    name: str
    make: Make
    told: Told
    year: int = YEAR


def write(tables: Return, **instead: str | bytes | None) -> Files:
    """Every table as a CSV file, but those named: with these contents, or left out where None."""
    files: Files = {f"{name}.csv": text(rows) for name, rows in tables.items() if name not in instead}
    return files | {f"{name}.csv": content for name, content in instead.items() if content is not None}


def shape(identifier: str) -> str:
    """An identifier as a report may show it: letters as A, figures as 9."""
    return "".join("A" if c.isalpha() else "9" if c.isdecimal() else c for c in identifier)


def cell(
    table: str,
    column: str,
    written: str,
    rule: str,
    *,
    row: int = 1,
    value: str | None = None,
    why: str = "",
    year: int = YEAR,
) -> Case:
    """One cell of a table says ``written``; the report shows ``value`` (the same, trimmed, where not given)."""

    def make(tables: Return) -> Files:
        rows = tables[table]
        rows[row][rows[0].index(column)] = written
        return write(tables)

    told = Told(f"{table}.csv", rule, row + 1, column, written.strip() if value is None else value)
    return Case(f"{table} {column}: {why or repr(written)}", make, told, year)


def rows(
    name: str,
    table: str,
    change: Callable[[Rows], object],
    rule: str,
    line: int | None,
    column: str = "",
    value: str = "",
) -> Case:
    """The rows of one table, header and all, are changed in place."""

    def make(tables: Return) -> Files:
        change(tables[table])
        return write(tables)

    return Case(f"{table}: {name}", make, Told(f"{table}.csv", rule, line, column, value))


def content(
    name: str,
    table: str,
    change: Callable[[str], str | bytes],
    rule: str,
    line: int | None = None,
    column: str = "",
    value: str = "",
) -> Case:
    """The text of one table's file is changed, or written as other bytes."""

    def make(tables: Return) -> Files:
        return write(tables, **{table: change(text(tables[table]))})

    return Case(f"{table}.csv: {name}", make, Told(f"{table}.csv", rule, line, column, value))
