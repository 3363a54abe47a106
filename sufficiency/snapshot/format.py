"""The format of a snapshot: its version, the declared shape of its tables, what an older one lacks.

Format 1: tables and their checksums; the manifest does not say its format.
Format 2: the same tables; the manifest says its format, and fields not known here are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sufficiency.reference import tables
from sufficiency.reference.tables import NAME

# Raised when a tool that knows only the formats before could no longer open what is written now.
FORMAT = 2
HOLDERS = ("authority", "public")
# In place of unit_by: an account of what was read, which goes with the units of its files.
ACCOUNT = "-"
TYPE = re.compile(r"^[A-Z]+\Z")


@dataclass(frozen=True)
class Table:
    """One declared table: its columns' types by name, in order.

    ``is_public`` is False for rows that belong to the authority that sent them, whose database
    alone may hold them besides London's. ``unit_by`` names the columns whose values tell one unit's
    rows from another's (none: the table is one unit; None: it is an account, and no unit of its own).
    Of rows in several units that agree in ``joined_once_by`` a snapshot holds that of the unit whose key comes last.
    ``unit_kind`` is the kind of its units where they are an authority's for a period.
    """

    name: str
    is_public: bool
    columns: Mapping[str, str] = field(default_factory=dict)
    unit_by: tuple[str, ...] | None = None
    joined_once_by: tuple[str, ...] = ()
    unit_kind: str = ""


@tables.derived_from("snapshot_tables", "snapshot_columns")
def declared() -> dict[str, Table]:
    """Every table of a snapshot, by name, in the order of ``data/reference/snapshot_tables.csv``."""
    columns: dict[str, dict[str, str]] = {}
    for row in tables.records("snapshot_columns"):
        if not NAME.match(row["column_name"]) or not TYPE.match(row["column_type"]):
            raise ValueError(f"{row['column_name']} {row['column_type']} cannot be a column")
        columns.setdefault(row["table_name"], {})[row["column_name"]] = row["column_type"]
    tables_by_name = {}
    for row in tables.records("snapshot_tables"):
        name, holder = row["table_name"], row["held_by"]
        if holder not in HOLDERS:
            raise ValueError(f"{name} is held by {holder!r}; say {' or '.join(HOLDERS)}")
        if holder == "authority" and "authority_code" not in columns[name]:
            raise ValueError(f"{name} is an authority's and has no authority_code")
        unit_by = None if row["unit_by"] == ACCOUNT else tuple(row["unit_by"].split())
        once_by = tuple(row["joined_once_by"].split())
        if unknown := {*(unit_by or ()), *once_by} - columns[name].keys():
            raise ValueError(f"{name} has no column {', '.join(sorted(unknown))}")
        tables_by_name[name] = Table(
            name, holder == "public", columns[name], unit_by, once_by, row["unit_kind"] or name
        )
    if columns.keys() != tables_by_name.keys():
        raise ValueError(f"not in both: {', '.join(sorted(columns.keys() ^ tables_by_name.keys()))}")
    return tables_by_name


def lacking(held: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    """Declared columns that are not among those ``held``, by table; () for a table not held at all."""
    lacking_columns: dict[str, tuple[str, ...]] = {}
    for table in declared().values():
        if table.name not in held:
            lacking_columns[table.name] = ()
        elif missing := tuple(name for name in table.columns if name not in held[table.name]):
            lacking_columns[table.name] = missing
    return lacking_columns


def words(lacks: Mapping[str, tuple[str, ...]]) -> str:
    """What is lacking and what follows from it, in a sentence; '' when nothing is."""
    if not lacks:
        return ""
    parts = [
        f"{', '.join(columns)} of {table}" if columns else f"the table {table}" for table, columns in lacks.items()
    ]
    return (
        f"This snapshot was made by an earlier version of the tool and lacks {'; '.join(parts)}. "
        "Figures that need them are empty until the returns are ingested again."
    )
