"""Providers of frameworks, of which a later list may say what an earlier one could not: when one left."""

from __future__ import annotations

from datetime import date

import duckdb

from sufficiency.returns import checks, list_dates, repeats, versions

TABLE = "framework_register"
KEY = '"FRAMEWORK", "LOT", "SUB_LOT", "URN", "JOINED"'


def settle(con: duckdb.DuckDBPyConnection) -> None:
    """Leave one row a provider, lot and day of joining: that of the list whose names say it is the latest, else one
    that says when it left, else the first; the others are told and refused."""
    files = con.sql(f"select distinct file_id, file_name from {TABLE} join file using (file_id)").fetchall()
    con.execute("create or replace temp table list_age (file_id integer, day date, version integer)")
    if files:
        con.executemany("insert into list_age values (?, ?, ?)", [(f, _day(n), versions.rank(n)) for f, n in files])
    con.execute(
        f"create or replace temp table repeat as select row_id, first_row from (select t.row_id, first_value(t.row_id) "
        f'over (partition by {KEY} order by a.day desc nulls last, a.version desc, "LEFT" desc nulls last, t.row_id) '
        f"as first_row from {TABLE} t join list_age a using (file_id)) where row_id <> first_row"
    )
    repeats.tell_pairs(con, TABLE, "repeat", "framework_row_differs", "LEFT")
    checks.drop_rejected(con, TABLE)


def _day(name: str) -> date | None:
    *folders, own = name.split("/")
    return list_dates.list_date(*reversed(folders), own)
