"""Rows against each other: repeats, children without a header, dates outside their year."""

from __future__ import annotations

import duckdb

from sufficiency.returns import problems, refused, register, schema
from sufficiency.returns.checks import Check, drop_rejected, note, set_blank

# Rows of a file that repeat its own are told one by one up to so many, so that each can be found and removed.
TOLD_SINGLY = 20
ONE_ROW_A_CHILD = ("header", "uasc", "oc2")
# Start and end columns of tables whose rows must touch their return year.
SPANS = {
    "episodes": ("DECOM", "DEC"),
    "missing": ("MIS_START", "MIS_END"),
    "dolo": ("DOLO_START", "DOLO_END"),
    "placement_costs": ("AS_AT", "AS_AT"),
}


def drop_repeats(con: duckdb.DuckDBPyConnection, table: schema.Table) -> None:
    """Drop rows that repeat, cell for cell, one above in their authority and year (or file)."""
    sent = ", ".join(f'"sent {c.name}"' for c in table.columns)
    # The same provider may stand in the register of several days, each a file.
    # Two settings of one provider may be alike in all that is kept of them.
    rows_alike = f"not {register.IS_SETTING}" if table.name == register.TABLE else "true"
    within = "of_authority, of_year, of_period" if table.is_of_an_authority else "file_id"
    # Whole rows are compared only where their hashes meet, which takes a tenth of the memory.
    alike = f"hash({within}, {sent})"
    con.execute(
        f"create or replace temp table repeat as select row_id, first_row from (select row_id, "
        f"min(row_id) over (partition by {within}, {sent}) as first_row "
        f'from "{table.name}" where {rows_alike} and {alike} in '
        f'(select {alike} as met from "{table.name}" group by met having count(*) > 1)) where row_id <> first_row'
    )
    _note_repeats(con, table.name)
    con.execute(f'delete from "{table.name}" where row_id in (select row_id from repeat)')


def check(con: duckdb.DuckDBPyConnection, sent: set[str]) -> None:
    """Note what rows of the ``sent`` tables say that cannot all be true."""
    for table in ONE_ROW_A_CHILD:
        if table in sent:
            _one_row_a_child(con, table)
    if "episodes" in sent:
        _check_episodes(con)
        if "header" in sent:
            _check_against_header(con)
    for table, (start, end) in SPANS.items():
        if table in sent:
            note(con, table, _outside_year(start, end))
    if "placement_costs" in sent:
        set_blank(con, "placement_costs", Check("WEEKLY_COST", "cost_zero", 't."WEEKLY_COST" = 0'))
        note(
            con,
            "placement_costs",
            Check(
                "WEEKLY_COST", "cost_parts", 'abs(t."SOCIAL_CARE" + t."EDUCATION" + t."HEALTH" - t."WEEKLY_COST") > 1'
            ),
        )
    _note_missing_tables(con, sent)


def _note_repeats(con: duckdb.DuckDBPyConnection, table: str) -> None:
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
    _note_pairs(con, table, "singly", "duplicate_row", "")
    where = "if(g.first_line = g.last_line, 'line ' || g.first_line, 'lines ' || g.first_line || ' to ' || g.last_line)"
    problems.note(
        con,
        f"select g.file_id, g.first_line as line, '' as column_name, null as value, 'rows_sent_twice' as rule, "
        f"format('{{:,}} of its {{:,}} rows, in {{}}, ', g.row_count, f.rows_read, {where}) || "
        f"if(g.row_count = 1, 'stands ', 'stand ') || if(g.file_id = g.first_file, 'further up', 'in ' || o.file_name) "
        f"as detail, '' as severity, false as is_identifier, null as row_id from together g "
        f"join file f on f.file_id = g.file_id join file o on o.file_id = g.first_file",
    )


def _note_pairs(con: duckdb.DuckDBPyConnection, table: str, pairs: str, rule: str, column: str) -> None:
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


def _one_row_a_child(con: duckdb.DuckDBPyConnection, table: str) -> None:
    con.execute(
        f"create or replace temp table repeat as select row_id, first_row from (select row_id, "
        f'min(row_id) over (partition by of_authority, of_year, "CHILD") as first_row '
        f'from "{table}") where row_id <> first_row'
    )
    _note_pairs(con, table, "repeat", "child_twice", "CHILD")
    drop_rejected(con, table)


def _check_episodes(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "create or replace temp table repeat as select row_id, first_row from (select row_id, "
        'min(row_id) over (partition by of_authority, of_year, "CHILD", "DECOM") '
        "as first_row from episodes) where row_id <> first_row"
    )
    _note_pairs(con, "episodes", "repeat", "episode_twice", "DECOM")
    note(con, "episodes", Check("DEC", "end_without_reason", 't."DEC" is not null and t."REC" is null'))
    note(con, "episodes", Check("REC", "reason_without_end", 't."REC" is not null and t."DEC" is null'))


def _check_against_header(con: duckdb.DuckDBPyConnection) -> None:
    same = "h.of_authority = t.of_authority and h.of_year = t.of_year"
    note(
        con,
        "episodes",
        Check(
            "CHILD",
            "child_not_in_header",
            f'not exists (select 1 from header h where {same} and h."CHILD" = t."CHILD") '
            f"and exists (select 1 from header h where {same})",
            is_identifier=True,
        ),
    )
    note(
        con,
        "episodes",
        Check(
            "DECOM",
            "before_birth",
            f'exists (select 1 from header h where {same} and h."CHILD" = t."CHILD" and h."DOB" > t."DECOM")',
        ),
    )


def _outside_year(start: str, end: str) -> Check:
    return Check(
        start,
        "outside_year",
        f't."{start}" > make_date(t.of_year, 3, 31) or t."{end}" < make_date(t.of_year - 1, 4, 1)',
        "t.of_year::varchar",
    )


def _note_missing_tables(con: duckdb.DuckDBPyConnection, sent: set[str]) -> None:
    """Say where an authority's year has no header or no episodes, and which of its files was refused instead."""
    for wanted in ("header", "episodes"):
        lacking = con.execute(
            "select min(f.file_id) from file f where f.table_name is not null and f.return_year is not null "
            "group by f.authority_code, f.return_year having count(*) filter (f.table_name = ?) = 0 order by 1",
            [wanted],
        ).fetchall()
        for (file_id,) in lacking:
            why = refused.named_for(con, refused.folder_of(con, file_id), wanted)
            rule = "table_refused" if why else "table_not_sent"
            problems.tell(con, [(file_id, rule, "", f"no {wanted} table, and {why}" if why else wanted)])
