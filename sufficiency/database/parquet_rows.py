"""Rows of a Parquet file, for a database that may open files and for one that no longer may."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

# Rows handed over at a time: as many as DuckDB keeps together, so that a large table costs little more.
BATCH = 122_880


@contextmanager
def read_once(con: duckdb.DuckDBPyConnection, path: Path) -> Iterator[str]:
    """What ``con`` may select the rows of ``path`` from, once.

    Once locked, a database takes them from Arrow; until then it reads the file itself, in half the
    time. Raises duckdb.Error, OSError or pa.ArrowException for a file that cannot be read.
    """
    is_locked = not con.execute("select current_setting('enable_external_access')").fetchall()[0][0]
    if not is_locked:
        yield f"read_parquet({quote(str(path))})"
        return
    with pq.ParquetFile(path) as file:
        batches = file.iter_batches(batch_size=BATCH)
        con.register("parquet_rows", pa.RecordBatchReader.from_batches(file.schema_arrow, batches))
        try:
            yield "parquet_rows"
        finally:
            con.unregister("parquet_rows")
            pa.default_memory_pool().release_unused()


def quote(text: str) -> str:
    """``text`` as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
