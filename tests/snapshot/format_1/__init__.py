"""Format 1 as version 0.1.0 wrote it, with five invented children; nothing here follows the product.

The CSVs are its tables, ``columns.csv`` its columns and their types, ``manifest.json`` its manifest
without the checksums, which depend on the library that writes Parquet.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Collection
from pathlib import Path

import duckdb

HERE = Path(__file__).parent


def write(folder: Path, *, without: Collection[str] = ()) -> None:
    """Write the snapshot into ``folder``, leaving out tables and ``table.column``s of ``without``."""
    folder.mkdir(parents=True)
    columns: dict[str, list[str]] = {}
    with (HERE / "columns.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            name = f"{row['table_name']}.{row['column_name']}"
            if not {name, row["table_name"]} & set(without):
                columns.setdefault(row["table_name"], []).append(f"{row['column_name']} {row['column_type']}")
    manifest = json.loads((HERE / "manifest.json").read_text(encoding="utf-8"))
    con = duckdb.connect()
    for table, declared in columns.items():
        con.execute(f"create table {table} ({', '.join(declared)})")
        sent = HERE / f"{table}.csv"
        if sent.exists():
            con.execute(f"create table sent as from read_csv('{sent}', all_varchar = true)")
            names = [row[0] for row in con.execute("describe sent").fetchall()]
            kept = ", ".join(name for name in names if f"{table}.{name}" not in without)
            con.execute(f"insert into {table} by name select {kept} from sent; drop table sent")
        path = folder / f"{table}.parquet"
        con.execute(f"copy {table} to '{path}' (format parquet)")
        count = con.execute(f"select count(*) from {table}").fetchall()[0][0]
        manifest["tables"][table] = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "rows": count}
    con.close()
    sign(folder, manifest)


def sign(folder: Path, manifest: dict[str, object]) -> None:
    """Write ``manifest`` with its own checksum."""
    text = json.dumps(manifest, sort_keys=True)
    signed = {**manifest, "sha256": hashlib.sha256(text.encode()).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps(signed, indent=1), encoding="utf-8")
