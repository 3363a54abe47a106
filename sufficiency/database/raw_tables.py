"""A snapshot's tables in a database: the declared columns of the rows that its scope may hold."""

from __future__ import annotations

import duckdb

from sufficiency.snapshot import format
from sufficiency.snapshot.store import Snapshot


def create(con: duckdb.DuckDBPyConnection, snapshot: Snapshot, authority: str = "") -> None:
    """Make ``raw.<table>`` of every declared table, filled from ``snapshot`` by name of column.

    What the snapshot lacks is there and empty; what is not declared is not read. ``authority`` is
    the ONS code of the one authority whose rows the database may hold, '' where it may hold all.
    Raises duckdb.Error when a file cannot be read.
    """
    for table in format.declared().values():
        is_held = table.name in snapshot.tables
        missing = snapshot.lacks.get(table.name, ()) if is_held else table.columns
        cells = ", ".join(
            f'null::{kind} as "{name}"' if name in missing else f'"{name}"::{kind} as "{name}"'
            for name, kind in table.columns.items()
        )
        rows = f"from read_parquet({_quote(str(snapshot.file(table.name)))})" if is_held else "where false"
        con.execute(f"create table raw.{table.name} as select * from (select {cells} {rows}) {_of(table, authority)}")


def _of(table: format.Table, authority: str) -> str:
    return "" if table.is_public or not authority else f"where authority_code = {_quote(authority)}"


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
