"""Where returns are read: a database in this process's memory that packs what is large."""

from __future__ import annotations

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
