"""Children's ids that lost their leading zeros in one file or year and kept them in another."""

from __future__ import annotations

import duckdb

from sufficiency.returns import problems, schema


def restore(con: duckdb.DuckDBPyConnection, sent: list[str]) -> None:
    """Give each such child one id in all tables, where that is certain; tell the others.

    It is certain where two spellings of one number never stand in one table of one year, and all
    days of birth given with them are the same and at least one is given.
    """
    tables = [t for t in sent if schema.tables()[t].has_children]
    if not tables:
        return
    births = {t: '"DOB"' if any(c.name == "DOB" for c in schema.tables()[t].columns) else "null::date" for t in tables}
    union = " union all ".join(
        f"select of_authority, of_year, '{t}' as table_name, \"CHILD\" as child, {births[t]} as birth "
        f'from "{t}" where regexp_full_match("CHILD", \'[0-9]+\')'
        for t in tables
    )
    con.execute(
        f"""
        create or replace temp table zeros as
        with seen as (select distinct *, ltrim(child, '0') as bare from ({union})),
        drifted as (
            select of_authority, bare, max(child) filter (length(child) = longest) as whole,
                count(distinct birth) = 1 as is_one_birth
            from (select *, max(length(child)) over (partition by of_authority, bare) as longest from seen)
            group by of_authority, bare having count(distinct child) > 1
        ),
        together as (
            select distinct of_authority, bare from seen
            group by of_authority, of_year, table_name, bare having count(distinct child) > 1
        )
        select distinct s.of_authority, s.child, d.whole,
            d.is_one_birth and not exists (select 1 from together t
                where t.of_authority = s.of_authority and t.bare = s.bare) as is_certain
        from seen s join drifted d using (of_authority, bare)
        """
    )
    if not con.sql("select 1 from zeros limit 1").fetchall():
        return
    for table in tables:
        rows = con.sql(
            f'select t.file_id, z.is_certain, count(distinct t."CHILD") from "{table}" t join zeros z '
            f'on z.of_authority = t.of_authority and z.child = t."CHILD" '
            "where not z.is_certain or z.child <> z.whole group by all order by all"
        ).fetchall()
        names = {True: "id_zeros_restored", False: "id_zeros_uncertain"}
        problems.tell(con, ((f, names[certain], "CHILD", f"{count:,}") for f, certain, count in rows))
        con.execute(
            f'update "{table}" as t set "CHILD" = z.whole from zeros z '
            'where z.is_certain and z.of_authority = t.of_authority and z.child = t."CHILD"'
        )
