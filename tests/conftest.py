"""What the tests share: an empty snapshot in the real format, and a database over it."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb
import pytest

from sufficiency import engine, settings
from sufficiency.snapshot import Snapshot


def snapshot_of(folder: Path, rows: Mapping[str, str] | None = None) -> Snapshot:
    """A snapshot in ``folder`` with every table: empty, or what the SELECT in ``rows`` gives."""
    with (settings.REFERENCE / "snapshot_columns.csv").open(encoding="utf-8") as handle:
        lines = list(csv.DictReader(handle))
    tables: dict[str, list[str]] = {}
    for line in lines:
        column = f'"{line["column_name"]}" {line["column_type"]}'
        tables.setdefault(line["table_name"], []).append(column)
    con = duckdb.connect()
    sums = {}
    for table, columns in tables.items():
        path = folder / f"{table}.parquet"
        con.execute(f"create table {table} ({', '.join(columns)})")
        if rows and table in rows:
            con.execute(f"insert into {table} by name {rows[table]}")
        con.execute(f"copy {table} to '{path}' (format parquet)")
        sums[table] = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "rows": 0}
    sent = con.execute("select distinct authority_code from episodes order by 1").fetchall()
    con.close()
    return Snapshot(
        id="fixture", as_at=date(2025, 3, 31), is_synthetic=True, created="2025-04-01T00:00:00",
        tool_version="0", authorities=tuple(row[0] for row in sent), return_years=(2025,),
        tables=sums, folder=folder,
    )  # fmt: skip


@pytest.fixture(scope="session")
def empty_scope(tmp_path_factory: pytest.TempPathFactory) -> engine.Scope:
    """London's database over a snapshot in which nobody sent anything."""
    return engine.Scope(snapshot_of(tmp_path_factory.mktemp("empty")))
