"""A database before its views: opened, level with the public reference tables, and locked."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

import duckdb

from sufficiency.catalogue import parsed
from sufficiency.database import priority
from sufficiency.reference import tables
from sufficiency.snapshot.store import Snapshot

BETWEEN_TRIES = 0.5  # seconds, to compress what somebody reads
SAFE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    # A transaction sees the views as they are when it begins, not when it first reads one.
    "immediate_transaction_mode": "true",
}


def opened(snapshot: Snapshot, memory: str, file: str = ":memory:") -> duckdb.DuckDBPyConnection:
    """An empty database for views of ``snapshot``, which may hold ``memory`` as DuckDB reads it; in memory,
    or in a new ``file``. Its own threads give way to those that draw pages."""
    con = priority.run_giving_way(lambda: duckdb.connect(file, config={**SAFE, "memory_limit": memory}))
    con.execute("create schema raw; create schema ref")
    con.execute(
        "create table ref.snapshot as select ? as as_at, ? as is_synthetic", [snapshot.as_at, snapshot.is_synthetic]
    )
    con.execute("set temp_directory = ''")
    quiet(con)
    return con


def give_back() -> None:
    """Have what databases let go given back to the machine, though nobody asks for more memory.

    It holds for the whole process, until any database is closed: it is asked for after that again.
    """
    _keeper().cursor().execute("set global allocator_background_threads = true")


@lru_cache(maxsize=1)
def _keeper() -> duckdb.DuckDBPyConnection:
    """A database of nothing, which may still set what holds for all."""
    return duckdb.connect()


def quiet(con: duckdb.DuckDBPyConnection) -> None:
    """Draw no progress on the terminal; asked of each connection, while it may still be set."""
    con.execute("set enable_progress_bar = false")


def lock(con: duckdb.DuckDBPyConnection) -> None:
    """Let no view reach a file or a setting: done before the first is read, and never undone."""
    con.execute("set enable_external_access = false; set lock_configuration = true")


def compress_when_idle(con: duckdb.DuckDBPyConnection) -> Callable[[], None]:
    """Have what was written compressed, in memory too: to a fifth, and read no slower.

    Nobody waits for it: it is done in a thread of its own on ``con``, which is closed then, and tried again while
    somebody reads it. What this returns ends that, and waits until it is ended: call it before the database is closed,
    because a thread cut off within the engine takes the process with it. A checkpoint takes no notice of a transaction
    that replaced many tables until the catalogue changes once more (DuckDB 2.0.0), hence the comment.
    """
    ended = threading.Event()

    def compress() -> None:
        priority.give_way(priority.ENGINE)
        while not ended.is_set() and threading.main_thread().is_alive():
            with contextlib.suppress(duckdb.Error):
                con.execute("comment on table ref.snapshot is 'Compressed'; checkpoint")
                break
            ended.wait(BETWEEN_TRIES)
        con.close()
        give_back()

    thread = threading.Thread(target=compress, name="compress", daemon=False)
    thread.start()

    def end() -> None:
        ended.set()
        thread.join()

    return end


def sound_reference(folder: Path, before: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Digests of the tables that can be read, and why others cannot: they stay as they were. One that was read
    before, in this process or in another that kept what it knew, is not read for that again."""
    sums = tables.digests(folder)
    problems: dict[str, str] = {}
    for table in [name for name in sums if sums[name] != before.get(name)]:
        if parsed.KNOWN.get("reference", sums[table]):
            continue
        try:
            tables.cells(folder, table)
            parsed.KNOWN.put("reference", sums[table], True)
        except tables.BrokenReference as error:
            problems[f"reference/{table}"] = str(error)
            sums.pop(table)
            if table in before:
                sums[table] = before[table]
    return sums, problems


def load_reference(
    con: duckdb.DuckDBPyConnection, folder: Path, before: Mapping[str, str], sums: Mapping[str, str]
) -> None:
    """Bring ``ref.<table>`` from the digests ``before`` level with ``sums``, which has those to be there.

    Cells are bound as lists: for rows of Arrow the engine would look whether they are pandas', and load it.
    """
    for table in before.keys() - sums.keys():
        con.execute(f"drop table ref.{table}")
    for table, digest in sums.items():
        if before.get(table) != digest:
            cells = tables.cells(folder, table)
            columns = ", ".join(f'unnest(?::varchar[]) as "{name}"' for name in cells)
            con.execute(f"create or replace table ref.{table} as select {columns}", list(cells.values()))
