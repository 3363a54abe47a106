"""A forecast beside a snapshot's tables: Parquet, under a fingerprint of all it was made from.

``<snapshot>/forecast/<table>~<fingerprint>~<sha256>.parquet``. A forecast is whole when all of its
tables are there; one of another fingerprint is not looked at, and goes when the next is written.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sufficiency.snapshot import atomic_write, checksum, store
from sufficiency.snapshot.store import Snapshot

FOLDER = "forecast"
# The tables of a forecast and their columns, as a database has them. Rows of one authority alone say so.
TABLES: dict[str, dict[str, str]] = {
    "forecast": {
        "level": "VARCHAR",
        "grouping": "VARCHAR",
        "area_name": "VARCHAR",
        "authority_code": "VARCHAR",
        "kind": "VARCHAR",
        "category_code": "VARCHAR",
        "is_flow": "BOOLEAN",
        "as_at": "DATE",
        "months_ahead": "INTEGER",
        "simulated": "DOUBLE",
        "last_value": "DOUBLE",
        "shown": "DOUBLE",
        "is_last_value": "BOOLEAN",
        "low_50": "DOUBLE",
        "high_50": "DOUBLE",
        "low_80": "DOUBLE",
        "high_80": "DOUBLE",
        "low_95": "DOUBLE",
        "high_95": "DOUBLE",
    },
    "forecast_drivers": {
        "level": "VARCHAR",
        "grouping": "VARCHAR",
        "area_name": "VARCHAR",
        "authority_code": "VARCHAR",
        "kind": "VARCHAR",
        "category_code": "VARCHAR",
        "months_ahead": "INTEGER",
        "driver": "VARCHAR",
        "change": "DOUBLE",
    },
    "forecast_errors": {
        "level": "VARCHAR",
        "kind": "VARCHAR",
        "category_code": "VARCHAR",
        "months_ahead": "INTEGER",
        "method": "VARCHAR",
        "mean_error": "DOUBLE",
        "wape": "DOUBLE",
        "mape": "DOUBLE",
        "covered_80": "DOUBLE",
        "covered_95": "DOUBLE",
        "cases": "INTEGER",
    },
    "forecast_facts": {"fact": "VARCHAR", "said": "VARCHAR"},
}
# Of a table with such a column one authority's database holds its own rows alone.
HELD_BY = "authority_code"


def fingerprint(snapshot: Snapshot, digest: str) -> str:
    """What a forecast depends on: ``digest`` (views and settings) and the snapshot's rows."""
    sums = {table: said["sha256"] for table, said in sorted(snapshot.tables.items())}
    said = [snapshot.as_at.isoformat(), sums, digest]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


def find(snapshot: Snapshot, mark: str) -> dict[str, Path]:
    """The file of each table of the forecast with the fingerprint ``mark``; {} where one is not whole."""
    files = {}
    for table in TABLES:
        for path in (snapshot.folder / FOLDER).glob(f"{table}~{mark}~*.parquet"):
            with contextlib.suppress(OSError):
                if checksum.of(path) == path.stem.rpartition("~")[2]:
                    files[table] = path
    return files if files.keys() == TABLES.keys() else {}


def stamp(snapshot: Snapshot) -> tuple[str, ...]:
    """The names of what is there: another stamp, another forecast."""
    return tuple(sorted(path.name for path in (snapshot.folder / FOLDER).glob("*~*~*.parquet")))


def stamps() -> tuple[str, ...]:
    """As :func:`stamp`, of all snapshots."""
    return tuple(sorted(path.name for path in store.folder().glob(f"*/{FOLDER}/*~*~*.parquet")))


def write(snapshot: Snapshot, mark: str, tables: Mapping[str, pa.Table]) -> None:
    """Keep the ``tables`` of a forecast, in place of any before; raises OSError when the disk will not."""
    folder = snapshot.folder / FOLDER
    folder.mkdir(mode=0o777 if snapshot.is_synthetic else 0o700, exist_ok=True)
    atomic_write.clear(folder)
    before = list(folder.glob("*~*~*.parquet"))
    kept = []
    for name, rows in tables.items():
        draft = folder / atomic_write.name("forecasting")
        try:
            pq.write_table(rows, draft, compression="zstd")
            atomic_write.sync(draft, is_private=not snapshot.is_synthetic)
            path = folder / f"{name}~{mark}~{checksum.of(draft)}.parquet"
            os.replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)
        kept.append(path)
    atomic_write.sync(folder, is_private=not snapshot.is_synthetic)
    for path in before:
        if path not in kept:
            path.unlink(missing_ok=True)
