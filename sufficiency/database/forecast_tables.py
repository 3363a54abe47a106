"""A forecast's tables in a database, and which forecast is that of the views as they are."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Set

import duckdb
import pyarrow as pa

from sufficiency import settings
from sufficiency.catalogue.loader import Catalogue
from sufficiency.database import parquet_rows
from sufficiency.database.parquet_rows import quote
from sufficiency.reference import tables
from sufficiency.snapshot import forecasts, scenarios
from sufficiency.snapshot.store import Snapshot

# What a forecast is made from.
INPUTS = ("int_forecast_months", "int_forecast_cohorts", "int_forecast_population")
# Raised when the same rows would be forecast in another way.
EDITION = 5
# The tables by which a forecast is made, beside those that views read.
SETTINGS = ("forecast_settings", "forecast_ages", "placement_kinds", "area_groupings")


def mark(snapshot: Snapshot, catalogue: Catalogue) -> str:
    """The fingerprint of a forecast of ``snapshot`` by the views of ``catalogue``, their macros, the reference
    tables that they read and the forecast's settings; '' where one of the views is not there.

    It is the same in every version of the tool that would make the same forecast.
    """
    if not catalogue.digests.keys() >= set(INPUTS):
        return ""
    digests = [catalogue.digests[name] for name in INPUTS]
    folder = settings.REFERENCE
    sums = tables.digests(folder)
    told = [sums.get(name, "") for name in SETTINGS]
    return forecasts.fingerprint(snapshot, hashlib.sha256(repr((EDITION, digests, told)).encode()).hexdigest())


def create(
    con: duckdb.DuckDBPyConnection,
    snapshot: Snapshot,
    catalogue: Catalogue,
    authority: str = "",
    only: Set[str] | None = None,
) -> None:
    """Make ``raw.<table>`` of each table of the forecast, empty where there is none or where it is not among
    ``only``; in place of what was.

    ``authority`` is the ONS code of the one authority whose rows the database may hold, '' where it
    may hold all. Raises duckdb.Error, OSError or pa.ArrowException when a file cannot be read.
    """
    files = forecasts.find(snapshot, mark(snapshot, catalogue))
    for table, columns in forecasts.TABLES.items():
        declared = ", ".join(f'"{name}"::{kind} as "{name}"' for name, kind in columns.items())
        of = f"where {forecasts.HELD_BY} = {quote(authority)}" if authority and forecasts.HELD_BY in columns else ""
        if table in files and (only is None or table in only):
            with parquet_rows.read_once(con, files[table]) as rows:
                con.execute(f"create or replace table raw.{table} as select {declared} from {rows} {of}")
        else:
            empty = ", ".join(f'null::{kind} as "{name}"' for name, kind in columns.items())
            con.execute(f"create or replace table raw.{table} as select * from (select {empty}) where false")
    for table, columns in scenarios.TABLES.items():
        declared = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        con.execute(f"create table if not exists raw.{table} ({declared})")


def give(cursor: duckdb.DuckDBPyConnection, given: Mapping[str, pa.Table], authority: str = "") -> None:
    """Put rows into the tables of a scenario for one cursor alone: nobody else sees what is never committed,
    and it is gone when the cursor is closed. ``authority`` as in :func:`create`."""
    for table, rows in given.items():
        of = (
            f"where {forecasts.HELD_BY} = {quote(authority)}"
            if authority and forecasts.HELD_BY in rows.schema.names
            else ""
        )
        cursor.register("given_rows", rows)
        cursor.execute(f"insert into raw.{table} by name select * from given_rows {of}")
        cursor.unregister("given_rows")
