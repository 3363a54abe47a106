"""Files whose dates are written month first: none of their ambiguous dates is believed."""

from __future__ import annotations

import duckdb

from sufficiency.returns import problems, schema
from sufficiency.returns.cells import is_slashed, month_first, parsed_date
from sufficiency.returns.checks import Check, note

# Of the dates that can be read in one way only, one typing error in many does not make a file
# month first; more than one in ten do.
DAY_FIRST_FOR_EACH = 10
# So many different days that can each be read both ways, and not one other, come by chance once in 80,000 files.
MANY_EITHER_WAY = 12


def distrust(con: duckdb.DuckDBPyConnection, table: schema.Table) -> None:
    """Set blank (or refuse) each date that could be read either way in a file written month first.

    A date such as 05/13/2024 can only be month first, one such as 13/05/2024 only day first;
    the file's own unambiguous dates, over all its columns, say which it is.
    """
    dates = [c for c in table.columns if c.value_type == "date"]
    _tell_either_way(con, table.name, dates)
    for file_id in _files(con, table.name, dates):
        for column in dates:
            typed = f't."{column.name}"'
            month = month_first(f't."sent {column.name}"')
            slashed = is_slashed(f't."sent {column.name}"')
            where = f"t.file_id = {file_id} and {typed} is not null and {slashed} and {month} is not null"
            severity = column.if_unreadable
            note(con, table.name, Check(column.name, "month_before_day", where, severity=severity))
            con.execute(f'update "{table.name}" as t set "{column.name}" = null where {where}')


def _files(con: duckdb.DuckDBPyConnection, table: str, dates: list[schema.Column]) -> list[int]:
    if not dates:
        return []
    rows = con.execute(
        f"""
        select file_id from (
            select file_id, {parsed_date("sent")} as day_first,
                {month_first("sent")} as month_first
            from ({_cells(table, dates)})
        ) group by file_id
        having count(*) filter (day_first is null and month_first is not null)
            * {DAY_FIRST_FOR_EACH} > count(*) filter (month_first is null and day_first is not null)
        order by file_id
        """
    ).fetchall()
    return [row[0] for row in rows]


def _tell_either_way(con: duckdb.DuckDBPyConnection, table: str, dates: list[schema.Column]) -> None:
    """Say of which files every day could be read either way; no table of fewer columns holds enough to tell."""
    if not dates:
        return
    rows = con.sql(
        f"""
        select file_id, count(distinct day_first) from (
            select file_id, {parsed_date("sent")} as day_first, {month_first("sent")} as month_first
            from ({_cells(table, dates)})
        ) group by file_id
        having count(distinct day_first) filter (day_first <> month_first) >= {MANY_EITHER_WAY}
            and count(*) filter (day_first is null or month_first is null) = 0
        order by file_id
        """
    ).fetchall()
    problems.tell(con, ((file_id, "dates_either_way", "", f"{count:,}") for file_id, count in rows))


def _cells(table: str, dates: list[schema.Column]) -> str:
    return " union all ".join(
        f'select file_id, "sent {c.name}" as sent from "{table}" where ' + is_slashed(f'"sent {c.name}"') for c in dates
    )
