"""Which table a header row belongs to, and which of its cells is which column."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from sufficiency.reference.tables import derived_from, records
from sufficiency.returns import schema

# A header is looked for in the first rows that hold anything, below titles and notes.
ROWS_ABOVE = 15
LEAST_SHARE = 1 / 3


@dataclass(frozen=True)
class Header:
    """A recognised header: its table, and each column's place in the row.

    ``cells`` are all its cells as ``schema.header_key`` writes them; ``width`` ends with the
    last that is named; ``implied`` are the columns that the others say without naming, and their value.
    """

    table: schema.Table
    places: dict[str, int]
    extra: tuple[str, ...]
    missing: tuple[str, ...]
    twice: tuple[str, ...]
    width: int
    cells: tuple[str, ...]
    implied: dict[str, str]

    def stands_again(self, cells: list[str]) -> bool:
        """True for a row that repeats the header, as files joined end to end hold."""
        first = cells[0].strip('\ufeff "').upper() if cells else ""
        return first[:2] == self.cells[0][:2] and self.cells == tuple(map(schema.header_key, cells))

    def like(self, column: str) -> str:
        """The unread header cell that a missing ``column`` may stand under, or nothing."""
        keys = {schema.header_key(name): name for name in self.extra}
        near = difflib.get_close_matches(schema.header_key(column), keys, n=1, cutoff=0.7)
        return keys[near[0]] if near else ""

    def meant(self, name: str) -> str:
        """The missing column an unread header cell ``name`` may have meant, or nothing."""
        return next((c for c in self.missing if self.like(c) == name), "")


def recognise(cells: list[str]) -> Header | None:
    """The table whose own columns ``cells`` names best, or None when none is named well enough.

    Only columns that no other table has count (CHILD and DOB say nothing); at least a third of
    a table's must be there and no second table may fit as well.
    """
    keys = [schema.header_key(c) for c in cells]
    present = set(keys) - {""}
    if len(present) < 2:
        return None
    scores = sorted(
        ((_share(name, present), len(present & known[1].keys()), name) for name, known in _known().items()),
        reverse=True,
    )
    (share, hits, name), second = scores[0], scores[1]
    if share < LEAST_SHARE or (share, hits) == second[:2]:
        return None
    return _header(name, cells, keys)


def known_names() -> set[str]:
    """Every header cell of every table, as ``schema.header_key`` writes it."""
    return {key for _, keys in _known().values() for key in keys}


def nearest_table(cells: list[str]) -> str:
    """The table that shares most columns with ``cells``, in words for a report."""
    present = {schema.header_key(c) for c in cells} - {""}
    best = max(_known(), key=lambda name: len(present & _known()[name][1].keys()))
    shared = len(present & _known()[best][1].keys())
    if not shared:
        return "no column name is known"
    return f"nearest is {best}, with {shared} of its {len(tables_columns(best))} columns"


def tables_columns(name: str) -> tuple[schema.Column, ...]:
    """The columns of one table."""
    return schema.tables()[name].columns


def _header(name: str, cells: list[str], keys: list[str]) -> Header:
    table = schema.tables()[name]
    named = _known()[name][1]
    places: dict[str, int] = {}
    extra: list[str] = []
    twice: list[str] = []
    for at, key in enumerate(keys):
        column = named.get(key)
        if column is None:
            if key and (name, key) not in _unread():
                extra.append(" ".join(cells[at].split()))
        elif column in places:
            # Two names of one column can stand in one list; the same name twice can't.
            (twice if keys.index(key) < at else extra).append(column)
        else:
            places[column] = at
    implied = {
        r["column_name"]: r["value"]
        for r in records("implied_columns")
        if r["table_name"] == name and r["implied_by"] in places and r["column_name"] not in places
    }
    missing = tuple(c.name for c in table.columns if not (c.name in places or c.name in implied or c.may_lack))
    width = max((at for at, key in enumerate(keys) if key), default=0) + 1
    return Header(table, places, tuple(extra), missing, tuple(twice), width, tuple(keys), implied)


def _share(name: str, present: set[str]) -> float:
    own, named = _known()[name]
    return len({named[k] for k in present & named.keys()} & own) / len(own)


@derived_from("unread_columns")
def _unread() -> frozenset[tuple[str, str]]:
    """Table and header key of what a form has and this tool is not to read, such as the names of officers."""
    return frozenset((r["table_name"], schema.header_key(r["published_name"])) for r in records("unread_columns"))


@derived_from("return_columns", "input_columns", "column_aliases")
def _known() -> dict[str, tuple[frozenset[str], dict[str, str]]]:
    """For each table its own columns (required ones, if any) and its header keys' columns."""
    owners: dict[str, set[str]] = {}
    named: dict[str, dict[str, str]] = {}
    for table in schema.tables().values():
        keys = {schema.header_key(n): c.name for c in table.columns for n in (c.name, *c.aliases)}
        named[table.name] = keys
        for key in keys:
            owners.setdefault(key, set()).add(table.name)
    tables = {}
    for table in schema.tables().values():
        own = [
            c for c in table.columns if any(owners[schema.header_key(n)] == {table.name} for n in (c.name, *c.aliases))
        ]
        required = [c.name for c in own if c.is_required]
        tables[table.name] = (frozenset(required or [c.name for c in own]), named[table.name])
    return tables
