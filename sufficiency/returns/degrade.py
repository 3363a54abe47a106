"""Checked rows to the snapshot's tables: only hashed ids, months of birth and sectors remain."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from sufficiency.reference.tables import Row, records
from sufficiency.returns.postcodes import miles, sector

PROBLEMS = "problem_counts"
ACCOUNTS = ("submissions", PROBLEMS)
BIRTHS = ("DOB", "MC_DOB")


def tables(con: duckdb.DuckDBPyConnection, sent: set[str]) -> dict[str, pa.Table]:
    """Every table of the snapshot, empty where nothing was sent, in its declared columns.

    Beside them ``<account>_by_file`` is made of each account of what was read: the same, with ``file_id``.
    """
    columns: dict[str, list[Row]] = {}
    for row in records("snapshot_columns"):
        columns.setdefault(row["table_name"], []).append(row)
    kept = {
        name: con.sql(_select(name, cols, sent)).to_arrow_table()
        for name, cols in columns.items()
        if name not in ACCOUNTS
    }
    for name, query in (("submissions", _SUBMISSIONS), (PROBLEMS, _PROBLEM_COUNTS)):
        cast = ", ".join(f"{c['column_name']}::{c['column_type']} as {c['column_name']}" for c in columns[name])
        con.execute(f"create table {name}_by_file as select file_id, {cast} from ({query})")
        kept[name] = con.sql(f"{account(name)} order by all").to_arrow_table()
    return kept


def account(name: str, unit: str = "") -> str:
    """SQL for an account of several files: a row a file of those read, a row a kind of the problems met.

    ``unit`` names a table of ``file_id`` and ``unit_key``, which is then the first column.
    """
    own = ", ".join(row["column_name"] for row in records("snapshot_columns") if row["table_name"] == name)
    kept = own.replace("problem_count", "sum(problem_count)::integer as problem_count")
    if name != PROBLEMS:
        return f"select {'unit_key, ' if unit else ''}{own} from {name}_by_file" + _of(unit)
    return f"select {'unit_key, ' if unit else ''}{kept} from {name}_by_file{_of(unit)} group by all"


def _of(unit: str) -> str:
    return f" join {unit} using (file_id)" if unit else ""


def _select(table: str, columns: list[Row], sent: set[str]) -> str:
    if table not in sent:
        return (
            "select " + ", ".join(f"null::{c['column_type']} as {c['column_name']}" for c in columns) + " where false"
        )
    chosen = ", ".join(
        f"({_expression(c['taken_from'], sent)})::{c['column_type']} as {c['column_name']}" for c in columns
    )
    joins = ""
    if any(c["taken_from"] == "CHILD_ID" for c in columns):
        joins = 'join child c on c.authority_code = t.of_authority and c.child = t."CHILD" '
    if table in ("episodes", "feed_episodes"):
        joins += 'left join place h on h.code = t."HOME_POST" left join place p on p.code = t."PL_POST" '
    kinds = [(c["column_name"], c["column_type"]) for c in columns]
    return f'select {chosen} from "{table}" t {joins}order by {order(kinds)}'


def _expression(taken_from: str, sent: set[str]) -> str:
    same = 'o.of_authority = t.of_authority and o.of_year = t.of_year and o."CHILD" = t."CHILD"'
    expressions = {
        "AUTHORITY": "t.of_authority",
        "YEAR": "t.of_year",
        "PERIOD": "t.of_period",
        "CHILD_ID": "c.child_id",
        "PLACEMENT_SECTOR": sector('t."PL_POST"'),
        "SITE_SECTOR": sector('t."POSTCODE"'),
        "HOME_AUTHORITY": "h.authority",
        "HOST_AUTHORITY": "p.authority",
        "MILES": miles("h", "p"),
        "LEAVER": f"exists (select 1 from oc3 o where {same})" if "oc3" in sent else "false",
    }
    if taken_from in BIRTHS:
        return f"date_trunc('month', t.\"{taken_from}\")"
    return expressions.get(taken_from, f't."{taken_from}"')


def order(columns: list[tuple[str, str]]) -> str:
    """SQL for the order of a table's rows, whose columns have these names and types: authority and child first,
    then days, then the rest, so that like rows lie together and the same rows always in one way."""
    names = [name for name, _ in columns]
    days = [name for name, kind in columns if kind == "DATE"]
    first = [n for n in ("authority_code", "child_id") if n in names and "child_id" in names]
    return ", ".join(
        dict.fromkeys(str(names.index(n) + 1) for n in (*first, *days, "return_year", *names) if n in names)
    )


_SEVERITY = "coalesce(nullif(m.severity, ''), r.severity)"

_SUBMISSIONS = f"""
select f.file_id, f.authority_code, f.return_year, f.table_name, f.file_name, f.encoding, f.rows_read,
    case when f.table_name is null then 0
        else f.rows_read - coalesce(p.rows_rejected, 0) end as rows_accepted,
    f.rows_read - rows_accepted as rows_rejected, coalesce(p.problem_count, 0) as problem_count
from file f left join (
    select m.file_id, count(*) as problem_count,
        count(distinct m.line) filter ({_SEVERITY} = 'rejected row') as rows_rejected
    from problem m join rule r using (rule) group by m.file_id
) p using (file_id)
"""

_PROBLEM_COUNTS = f"""
select f.file_id, f.authority_code, f.return_year, f.table_name, nullif(m.column_name, '') as column_name,
    m.rule, {_SEVERITY} as severity, count(*) as problem_count
from problem m join rule r using (rule) join file f using (file_id)
group by all
"""
