"""Tables against each other: rows about children, placements and providers that are nowhere else."""

from __future__ import annotations

import duckdb

from sufficiency.plurals import counted
from sufficiency.returns import problems, register
from sufficiency.returns.checks import Check, note

ABOUT_CHILDREN = ("uasc", "oc2", "missing", "dolo", "placement_costs")
WITH_PROVIDERS = ("episodes", "placement_costs", "framework_register")
SAME_RETURN = "o.of_authority = t.of_authority and o.of_year = t.of_year"
SAME_CHILD = 'o.of_authority = t.of_authority and o."CHILD" = t."CHILD"'


def check(con: duckdb.DuckDBPyConnection, sent: set[str]) -> None:
    """Note the rows of ``sent`` tables that find nothing they could belong to."""
    if "episodes" not in sent:
        return
    for table in ABOUT_CHILDREN:
        if table in sent:
            note(con, table, _without(table, "episodes"))
    if "header" in sent:
        elsewhere = [t for t in ("episodes", "oc3") if t in sent]
        note(con, "header", _without("header", *elsewhere))
    if "placement_costs" in sent:
        _check_costs(con)
    if register.TABLE in sent:
        _tell_unlisted(con, sent)
    _tell_left_out(con)


def _without(table: str, *others: str) -> Check:
    nowhere = " and ".join(
        f'not exists (select 1 from "{o}" o where {SAME_RETURN} and o."CHILD" = t."CHILD")' for o in others
    )
    return Check(
        "CHILD",
        "child_without_episodes",
        f"{nowhere} and exists (select 1 from episodes o where {SAME_RETURN})",
        is_identifier=True,
    )


def _check_costs(con: duckdb.DuckDBPyConnection) -> None:
    known = f"exists (select 1 from episodes o where {SAME_CHILD})"
    # Of a child already in care before the first return that came, the start of the placement is in no episode.
    begun = (
        f't."PLACEMENT_START" >= (select min(o."DECOM") from episodes o where {SAME_CHILD}) '
        f'or (select arg_min(o."RNE", o."DECOM") from episodes o where {SAME_CHILD}) = \'S\''
    )
    is_open = 'o."DECOM" <= t."AS_AT" and coalesce(o."DEC" > t."AS_AT", true)'
    note(
        con,
        "placement_costs",
        Check(
            "PLACEMENT_START",
            "cost_start_differs",
            f'{known} and t."PLACEMENT_START" is not null and ({begun}) '
            f'and not exists (select 1 from episodes o where {SAME_CHILD} and o."DECOM" = t."PLACEMENT_START")',
        ),
    )
    note(
        con,
        "placement_costs",
        Check(
            "AS_AT",
            "cost_no_placement",
            f"{known} and not exists (select 1 from episodes o where {SAME_CHILD} and {is_open})",
        ),
    )


def _tell_unlisted(con: duckdb.DuckDBPyConnection, sent: set[str]) -> None:
    """Say how many open episodes, prices and approved places are with providers on no list; an episode that
    ended may be of a home since closed."""
    for table in (t for t in WITH_PROVIDERS if t in sent):
        is_open = '"DEC" is null and' if table == "episodes" else ""
        rows = con.sql(
            f'select file_id, count(*), count(distinct "URN") from {table} '
            f"where {is_open} regexp_full_match(\"URN\", '(SC)?[0-9]+') "
            f'and "URN" not in (select "URN" from {register.TABLE}) '
            "group by file_id order by file_id"
        ).fetchall()
        problems.tell(
            con,
            ((f, "urn_not_listed", "URN", f"{counted(n, 'row')} ({counted(urns, 'number')})") for f, n, urns in rows),
        )


def _tell_left_out(con: duckdb.DuckDBPyConnection) -> None:
    """Say how many children left open in one return are not in the next."""
    rows = con.sql(
        """
        with open_before as (
            select distinct of_authority, of_year + 1 as of_year, "CHILD" from episodes where "DEC" is null
        ),
        years as (select of_authority, of_year, min(file_id) as file_id from episodes group by all)
        select y.file_id, count(*) from open_before b join years y using (of_authority, of_year)
        where not exists (select 1 from episodes o where o.of_authority = b.of_authority
            and o.of_year = b.of_year and o."CHILD" = b."CHILD")
        group by y.file_id order by y.file_id
        """
    ).fetchall()
    problems.tell(con, ((file_id, "open_child_left_out", "CHILD", f"{count:,}") for file_id, count in rows))
