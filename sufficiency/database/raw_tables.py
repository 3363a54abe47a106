"""A snapshot's tables in a database: the declared columns of the rows that its scope may hold."""

from __future__ import annotations

from collections.abc import Container

import duckdb

from sufficiency.database import parquet_rows
from sufficiency.database.parquet_rows import quote
from sufficiency.snapshot import format
from sufficiency.snapshot.store import Snapshot


def create(
    con: duckdb.DuckDBPyConnection, snapshot: Snapshot, authority: str = "", only: Container[str] | None = None
) -> None:
    """Make ``raw.<table>`` of every declared table, or of ``only`` these, filled by name of column.

    What the snapshot lacks is there and empty; what is not declared is not read. ``authority`` is
    the ONS code of the one authority whose rows the database may hold, '' where it may hold all.
    Raises duckdb.Error, OSError or pa.ArrowException when a file cannot be read.
    """
    for table in format.declared().values():
        if only is not None and table.name not in only:
            continue
        is_held = table.name in snapshot.tables
        missing = snapshot.lacks.get(table.name, ()) if is_held else table.columns
        cells = ", ".join(
            f'null::{kind} as "{name}"' if name in missing else f'"{name}"::{kind} as "{name}"'
            for name, kind in table.columns.items()
        )
        of = "" if table.is_public or not authority else f"where authority_code = {quote(authority)}"
        if is_held:
            with parquet_rows.read_once(con, snapshot.file(table.name)) as rows:
                con.execute(f"create table raw.{table.name} as select * from (select {cells} from {rows}) {of}")
        else:
            con.execute(f"create table raw.{table.name} as select * from (select {cells} where false) {of}")
