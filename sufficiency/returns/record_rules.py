"""A child's records against each other: episodes in order, one day of birth, one sex, one price a day."""

from __future__ import annotations

import duckdb

from sufficiency.returns import schema
from sufficiency.returns.checks import Check, note, set_blank

OLDEST = 25  # years; care leavers are followed to 25, and nobody in a return is older
YOUNGEST_PARENT = 10  # years
# Ends that belong in the next return when they come after 31 March; an order may be made to end later.
ENDS = {"episodes": ("DECOM", "DEC"), "missing": ("MIS_START", "MIS_END")}
SAME_CHILD = 'o.of_authority = t.of_authority and o.of_year = t.of_year and o."CHILD" = t."CHILD"'
# DfE gives UN1 to UN7 in place of a pupil number, to any number of children.
NO_UPN = "UN[0-9]"
# Of a child whose sex is not known, or is neither, no other row says otherwise.
SEXES = "case {row}.\"SEX\" when '1' then 'M' when '2' then 'F' when 'M' then 'M' when 'F' then 'F' end"


def check(con: duckdb.DuckDBPyConnection, sent: set[str]) -> None:
    """Note the rows of the ``sent`` tables that contradict another row of the same child."""
    if "episodes" in sent:
        _check_episodes(con)
    if "header" in sent:
        _check_people(con, sent)
    if "placement_costs" in sent:
        _check_prices(con)
    for table, (start, end) in ENDS.items():
        if table in sent:
            ends = f't."{end}" > make_date(t.of_year, 3, 31) and t."{start}" <= make_date(t.of_year, 3, 31)'
            note(con, table, Check(end, "end_after_year", ends, "t.of_year::varchar"))


def _check_episodes(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        """
        create or replace temp table in_order as
        select row_id,
            min("DECOM") over (partition by of_authority, of_year, "CHILD" order by "DECOM"
                range between interval 1 day following and unbounded following) as next_start
        from episodes
        """
    )
    of_row = "from in_order i where i.row_id = t.row_id and i.next_start"
    for rule_check in (
        Check("DECOM", "left_open", f't."DEC" is null and exists (select 1 {of_row} is not null)'),
        Check("DEC", "episodes_overlap", f'exists (select 1 {of_row} < t."DEC")'),
        Check(
            "REC",
            "no_next_episode",
            't."REC" = \'X1\' and t."DEC" < make_date(t.of_year, 3, 31) and not exists (select 1 from episodes o '
            f'where {SAME_CHILD} and o."DECOM" = t."DEC") and not exists (select 1 {of_row} < t."DEC")',
        ),
        Check(
            "RNE",
            "starts_again",
            f't."RNE" = \'S\' and exists (select 1 from episodes o where {SAME_CHILD} and o."DEC" = t."DECOM" '
            "and o.\"REC\" = 'X1')",
        ),
    ):
        note(con, "episodes", rule_check)


def _check_people(con: duckdb.DuckDBPyConnection, sent: set[str]) -> None:
    too_old = f't."DOB" <= make_date(t.of_year - {OLDEST + 1}, 3, 31)'
    note(con, "header", Check("DOB", "too_old", too_old, f"'{OLDEST}'"))
    too_young = f't."MC_DOB" < t."DOB" + interval {YOUNGEST_PARENT} year'
    set_blank(con, "header", Check("MC_DOB", "parent_too_young", too_young))
    shared = (
        f"not regexp_full_match(t.\"UPN\", '{NO_UPN}') and exists (select 1 from header o where "
        'o.of_authority = t.of_authority and o.of_year = t.of_year and o."UPN" = t."UPN" and o.row_id < t.row_id)'
    )
    note(con, "header", Check("UPN", "upn_shared", shared, is_identifier=True))
    for column, rule in (("DOB", "birth_differs"), ("SEX", "sex_differs")):
        for table in (t for t in sent if t != "header" and _has(t, column)):
            other = f"exists (select 1 from header o where {SAME_CHILD} and {_differs(column)})"
            note(con, table, Check(column, rule, other, "'the header'"))
        before = (
            'exists (select 1 from header o where o.of_authority = t.of_authority and o."CHILD" = t."CHILD" '
            f"and o.of_year = t.of_year - 1 and {_differs(column)})"
        )
        note(con, "header", Check(column, rule, before, "'the return of the year before'"))


def _has(table: str, column: str) -> bool:
    columns = schema.tables()[table].columns
    return schema.tables()[table].is_of_an_authority and any(c.name == column for c in columns)


def _differs(column: str) -> str:
    if column == "SEX":
        return f"({SEXES.format(row='o')}) <> ({SEXES.format(row='t')})"
    return f'o."{column}" <> t."{column}"'


def _check_prices(con: duckdb.DuckDBPyConnection) -> None:
    note(
        con,
        "placement_costs",
        Check(
            "CHILD",
            "cost_twice",
            f'exists (select 1 from placement_costs o where {SAME_CHILD} and o."AS_AT" = t."AS_AT" '
            "and o.row_id < t.row_id)",
            is_identifier=True,
        ),
    )
    note(con, "placement_costs", Check("PLACEMENT_START", "start_after_day", 't."PLACEMENT_START" > t."AS_AT"'))
