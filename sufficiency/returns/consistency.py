"""Rows against each other: children without a header, dates outside their year."""

from __future__ import annotations

import duckdb

from sufficiency.returns import problems, refused, repeats
from sufficiency.returns.checks import Check, drop_rejected, note, set_blank

ONE_ROW_A_CHILD = ("header", "uasc", "oc2")
# Start and end columns of tables whose rows must touch their return year.
SPANS = {
    "episodes": ("DECOM", "DEC"),
    "missing": ("MIS_START", "MIS_END"),
    "dolo": ("DOLO_START", "DOLO_END"),
    "placement_costs": ("AS_AT", "AS_AT"),
}


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
                "WEEKLY_COST",
                "cost_parts",
                # As Who pays reads them: social care left blank is what the others leave, others left blank nothing.
                'abs(coalesce(t."SOCIAL_CARE", greatest(t."WEEKLY_COST" - coalesce(t."EDUCATION", 0) '
                '- coalesce(t."HEALTH", 0), 0)) + coalesce(t."EDUCATION", 0) + coalesce(t."HEALTH", 0) '
                '- t."WEEKLY_COST") > 1',
            ),
        )
    _note_missing_tables(con, sent)


def _one_row_a_child(con: duckdb.DuckDBPyConnection, table: str) -> None:
    con.execute(
        f"create or replace temp table repeat as select row_id, first_row from (select row_id, "
        f'min(row_id) over (partition by of_authority, of_year, "CHILD") as first_row '
        f'from "{table}") where row_id <> first_row'
    )
    repeats.tell_pairs(con, table, "repeat", "child_twice", "CHILD")
    drop_rejected(con, table)


def _check_episodes(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "create or replace temp table repeat as select row_id, first_row from (select row_id, "
        'min(row_id) over (partition by of_authority, of_year, "CHILD", "DECOM") '
        "as first_row from episodes) where row_id <> first_row"
    )
    repeats.tell_pairs(con, "episodes", "repeat", "episode_twice", "DECOM")
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
