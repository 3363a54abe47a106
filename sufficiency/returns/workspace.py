"""Where returns are read: a database in this process's memory that packs what is large."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa

# Below it packing takes longer than it is worth.
LARGE = 100_000  # rows
# What the database keeps of memory it no longer needs before it gives it back.
KEPT = "1MB"


def opened() -> duckdb.DuckDBPyConnection:
    """A connection for one import. Nothing of what was sent is spilled to a disk."""
    con = duckdb.connect(
        config={
            "temp_directory": "",
            "allocator_flush_threshold": KEPT,
            "allocator_bulk_deallocation_flush_threshold": KEPT,
        }
    )
    con.execute("attach ':memory:' as workspace (compress)")
    con.execute("use workspace")
    return con


def pack(con: duckdb.DuckDBPyConnection, row_count: int) -> None:
    """Compress the tables made so far, if there are ``row_count`` rows more and that is many.

    The text of a return packs to a tenth and less.
    """
    if row_count >= LARGE:
        con.execute("checkpoint workspace")
        pa.default_memory_pool().release_unused()


def fill(
    con: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, pa.DataType], rows: Sequence[tuple[object, ...]]
) -> None:
    """Make ``table`` with these columns and rows. They go in together: row by row the lists that cells are checked
    against would take longer than a small return."""
    cells = zip(*rows, strict=True) if rows else [()] * len(columns)
    arrays = [pa.array(values, kind) for values, kind in zip(cells, columns.values(), strict=True)]
    con.register("rows_given", pa.table(arrays, names=list(columns)))
    con.execute(f"create or replace table {table} as select * from rows_given")
    con.unregister("rows_given")
