"""Rows that repeat others: dropped, and told one by one where they are few, or once for each two files."""

from __future__ import annotations

import duckdb

from sufficiency.returns import problems, schema

# Rows of a file that repeat its own are told one by one up to so many, so that each can be found and removed.
TOLD_SINGLY = 20
# All files of it make one unit together, whatever they are called; of other lists each file is a unit of its own.
ONE_LIST = ("framework_register",)


def drop(con: duckdb.DuckDBPyConnection, table: schema.Table, within: str = "", among: str = "true") -> None:
    """Drop rows that repeat, cell for cell, one above in their authority and year, their file, or what ``within`` says,
    of those rows that ``among`` says."""
    sent = ", ".join(f'"sent {c.name}"' for c in table.columns)
    of_list = "true" if table.name in ONE_LIST else "file_id"
    within = within or ("of_authority, of_year, of_period" if table.is_of_an_authority else of_list)
    # Whole rows are compared only where their hashes meet, which takes a tenth of the memory.
    alike = f"hash({within}, {sent})"
    con.execute(
        f"create or replace temp table repeat as select row_id, first_row from (select row_id, "
        f"min(row_id) over (partition by {within}, {sent}) as first_row "
        f'from "{table.name}" where {among} and {alike} in '
        f'(select {alike} as met from "{table.name}" group by met having count(*) > 1)) where row_id <> first_row'
    )
    tell(con, table.name)
    con.execute(f'delete from "{table.name}" where row_id in (select row_id from repeat)')


def tell_pairs(con: duckdb.DuckDBPyConnection, table: str, pairs: str, rule: str, column: str) -> None:
    """Note each row of ``pairs`` (row_id, first_row) with where the first row is."""
    problems.note(
        con,
        f"select t.file_id, t.line, '{column}' as column_name, "
        f"{'null' if not column else 't.' + chr(34) + 'sent ' + column + chr(34)} as value, "
        f"'{rule}' as rule, ' (line ' || o.line || case when o.file_id <> t.file_id "
        f"then ' of ' || f.file_name else '' end || ')' as detail, '' as severity, "
        f"{column == 'CHILD'} as is_identifier, t.row_id "
        f'from {pairs} p join "{table}" t using (row_id) '
        f'join "{table}" o on o.row_id = p.first_row join file f on f.file_id = o.file_id',
    )


def tell(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Note the rows of ``repeat``: those that another file holds, and many of one file, once for the two together."""
    con.execute(
        f"create or replace temp table together as select t.file_id, o.file_id as first_file, "
        f"count(*) as row_count, min(t.line) as first_line, max(t.line) as last_line "
        f'from repeat p join "{table}" t using (row_id) join "{table}" o on o.row_id = p.first_row '
        f"group by all having t.file_id <> o.file_id or count(*) > {TOLD_SINGLY}"
    )
    con.execute(
        f'create or replace temp table singly as select p.* from repeat p join "{table}" t using (row_id) '
        f'join "{table}" o on o.row_id = p.first_row '
        f"where not exists (select 1 from together g where g.file_id = t.file_id and g.first_file = o.file_id)"
    )
    tell_pairs(con, table, "singly", "duplicate_row", "")
    those = "if(f.rows_read = 1, 'its one row', format('{:,} of its {:,} rows', g.row_count, f.rows_read))"
    where = "if(g.first_line = g.last_line, 'line ' || g.first_line, 'lines ' || g.first_line || ' to ' || g.last_line)"
    problems.note(
        con,
        f"select g.file_id, g.first_line as line, '' as column_name, null as value, 'rows_sent_twice' as rule, "
        f"{those} || ', in ' || {where} || ', ' || "
        f"if(g.row_count = 1, 'stands ', 'stand ') || if(g.file_id = g.first_file, 'further up', 'in ' || o.file_name) "
        f"as detail, '' as severity, false as is_identifier, null as row_id from together g "
        f"join file f on f.file_id = g.file_id join file o on o.file_id = g.first_file",
    )
