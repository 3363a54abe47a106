"""A forecast's tables in a database, and which forecast is that of the views as they are."""

from __future__ import annotations

import hashlib

import duckdb

from sufficiency.catalogue.loader import Catalogue
from sufficiency.database import parquet_rows
from sufficiency.database.parquet_rows import quote
from sufficiency.snapshot import forecasts, stored
from sufficiency.snapshot.store import Snapshot

# What a forecast is made from.
INPUTS = ("int_forecast_months", "int_forecast_cohorts", "int_forecast_population")
# Raised when the same rows would be forecast in another way.
EDITION = 1


def mark(snapshot: Snapshot, found: Catalogue) -> str:
    """The fingerprint of a forecast of ``snapshot`` by the views of ``found``, their macros and the
    reference tables that they read; '' where one of the views is not there."""
    if not found.digests.keys() >= set(INPUTS):
        return ""
    digests = [found.digests[name] for name in INPUTS]
    return stored.fingerprint(snapshot, hashlib.sha256(repr((EDITION, digests)).encode()).hexdigest())


def create(con: duckdb.DuckDBPyConnection, snapshot: Snapshot, found: Catalogue, authority: str = "") -> None:
    """Make ``raw.<table>`` of each table of the forecast, empty where there is none; in place of what was.

    ``authority`` is the ONS code of the one authority whose rows the database may hold, '' where it
    may hold all. Raises duckdb.Error, OSError or pa.ArrowException when a file cannot be read.
    """
    files = forecasts.find(snapshot, mark(snapshot, found))
    for table, columns in forecasts.TABLES.items():
        declared = ", ".join(f'"{name}"::{kind} as "{name}"' for name, kind in columns.items())
        of = f"where {forecasts.HELD_BY} = {quote(authority)}" if authority and forecasts.HELD_BY in columns else ""
        if table in files:
            with parquet_rows.read_once(con, files[table]) as rows:
                con.execute(f"create or replace table raw.{table} as select {declared} from {rows} {of}")
        else:
            empty = ", ".join(f'null::{kind} as "{name}"' for name, kind in columns.items())
            con.execute(f"create or replace table raw.{table} as select * from (select {empty}) where false")
