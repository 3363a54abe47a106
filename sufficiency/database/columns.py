"""Tables and views as a database holds them: their columns, beside those declared, and their end."""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from sufficiency.catalogue import parsed
from sufficiency.database import errors
from sufficiency.reference import tables
from sufficiency.result import View
from sufficiency.snapshot import format

COHORT = [("child_id", "BIGINT"), ("as_at", "DATE")]
# As each was created. To describe a view the engine works it out anew, inputs and all.
QUERY = """select table_name, column_name, data_type from duckdb_columns()
where schema_name = 'main' and not internal order by table_name, column_index"""

# To say what views hold the engine works out every one of them that nobody has read yet: a few are asked one by one.
FEW = 20


def held(con: duckdb.DuckDBPyConnection, names: Collection[str]) -> dict[str, dict[str, str]]:
    """The columns and their types, in order, of the tables and views called ``names``."""
    if len(names) <= FEW:
        return {name: {row[0]: row[1] for row in con.execute(f"describe {name}").fetchall()} for name in names}
    columns: dict[str, dict[str, str]] = {name: {} for name in names}
    for name, column, kind in con.execute(QUERY).fetchall():
        if name in columns:
            columns[name][column] = kind
    return columns


def by(digest: str, *, is_own: bool) -> str:
    """What the columns of a view with ``digest`` follow from: in a database that ``is_own``, no comparators are
    another's."""
    return f"{digest} {is_own} {_declared()}"


@tables.derived_from("snapshot_tables", "snapshot_columns")
def _declared() -> str:
    return str(format.declared())


def remembered(by: str) -> dict[str, str] | None:
    """The columns and types of a view that was built without error before, by its key (:func:`by`), or None."""
    known: dict[str, str] | None = parsed.KNOWN.get("columns", by)
    return known


def remember(by: str, held: dict[str, str]) -> None:
    """Keep the columns ``held`` by a view that was built without error, under its key (:func:`by`)."""
    parsed.KNOWN.put("columns", by, held)


def declares(view: View) -> bool:
    """True where the columns of ``view`` are said before it is created, so that others may be found."""
    return bool(view.columns) or view.layer == "cohorts"


def fault(view: View, actual: list[tuple[str, str]]) -> str:
    """What is wrong with the columns of ``view``, in words; '' when nothing is."""
    declared, names = [column.name for column in view.columns], [name for name, _ in actual]
    if view.layer == "cohorts" and actual != COHORT:
        return "a cohort selects child_id and as_at, as they are in its input"
    if not declared or declared == names:
        return ""
    return errors.difference(declared, names)


def repeated(con: duckdb.DuckDBPyConnection, cohort: View) -> str:
    """That ``cohort``, which was created, holds a child twice at a month end, whom all would count twice;
    '' where it holds each once."""
    if list(held(con, {cohort.name})[cohort.name].items()) != COHORT:
        return ""  # which is told as such
    keys = ", ".join(name for name, _ in COHORT)
    twice = con.execute(f"select 1 from {cohort.name} group by {keys} having count(*) > 1 limit 1").fetchall()
    return "it holds a child more than once at a month end: select distinct child_id, as_at" if twice else ""


def drop(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Drop the table or view called ``name``, where there is one."""
    kinds = con.execute(
        "select table_type from information_schema.tables where table_schema = 'main' and table_name = ?", [name]
    ).fetchall()
    if kinds:
        con.execute(f"drop {'view' if kinds[0][0] == 'VIEW' else 'table'} {name}")
