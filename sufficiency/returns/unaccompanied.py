"""Unaccompanied children whom the header alone names, as XML and what is made from it do."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from sufficiency.returns import cells, problems, schema

TABLE = "uasc"


def add_from_headers(con: duckdb.DuckDBPyConnection, sent: list[str], today: date) -> list[str]:
    """Put each child whose header says 1 under UASC, and who stands in no UASC table of the return, in one.

    Told once a file. Gives the tables there are now.
    """
    if "header" not in sent:
        return sent
    if TABLE not in sent:
        _make(con, today)
    alone = (
        f'from header t where t."UASC" and not exists (select 1 from {TABLE} o '
        'where o.of_authority = t.of_authority and o.of_year = t.of_year and o."CHILD" = t."CHILD")'
    )
    rows = con.sql(f"select t.file_id, count(*) {alone} group by t.file_id order by t.file_id").fetchall()
    if not rows:
        return sent
    problems.tell(con, ((file_id, "unaccompanied_by_header", "UASC", f"{count:,}") for file_id, count in rows))
    con.execute(
        f"insert into {TABLE} by name select t.row_id, t.file_id, t.line, t.of_authority, t.of_year, "
        f't."CHILD", t."sent CHILD", t."SEX", t."sent SEX", t."DOB", t."sent DOB" {alone}'
    )
    return sent if TABLE in sent else [*sent, TABLE]


def _make(con: duckdb.DuckDBPyConnection, today: date) -> None:
    table = schema.tables()[TABLE]
    columns: dict[str, pa.Array[Any]] = {c.name: pa.array([], pa.string()) for c in table.columns}
    columns |= {"file_id": pa.array([], pa.int32()), "line": pa.array([], pa.int64())}
    cells.load(con, table, pa.table(columns), today)
