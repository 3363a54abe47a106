"""What was refused beside a table that is missed: it may be that table, and whoever sent it is told why."""

from __future__ import annotations

import duckdb

MOST = 3  # files named where none has the table's name


def named_for(con: duckdb.DuckDBPyConnection, folder: str, table: str) -> str:
    """Which files of ``folder`` were refused, or held nothing, each with why: those whose name has that of ``table``
    in it, else the first few; '' where there is none."""
    rows = con.execute(
        """
        select f.file_name, min_by(replace(replace(r.message, '{column}', coalesce(m.column_name, '')),
            '{detail}', coalesce(m.detail, '')), coalesce(m.line, 0))
        from problem m join rule r using (rule) join file f using (file_id)
        where f.table_name is null and r.told_of = 'file' and starts_with(f.file_name, ? || '/')
            and (coalesce(nullif(m.severity, ''), r.severity) = 'rejected file' or m.rule = 'empty_file')
        group by f.file_id, f.file_name order by f.file_id
        """,
        [folder],
    ).fetchall()
    called = table.lower().rstrip("s")
    likely = [row for row in rows if called in row[0].rpartition("/")[2].lower()] or rows
    more = f", and {len(likely) - MOST:,} more" if len(likely) > MOST else ""
    return "; ".join(f"{name} was refused: {why.rstrip('.')}" for name, why in likely[:MOST]) + more


def folder_of(con: duckdb.DuckDBPyConnection, file_id: int) -> str:
    """The folder that a file lies in, as the report names it."""
    [(name,)] = con.execute("select file_name from file where file_id = ?", [file_id]).fetchall()
    return str(name).rpartition("/")[0]
