"""What was read, by unit: one authority's year, or one list, each with its share of the accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from sufficiency.returns import degrade, index_forms, marks, periods, register
from sufficiency.snapshot import format, units

# Tables of a unit that hold no row of what was sent.
BESIDE = (*degrade.ACCOUNTS, marks.TABLE)
# How an own list of published figures is told from a release of DfE's in their column of sources.
RELEASE = "DfE, "


@dataclass(frozen=True)
class UnitRows:
    """One unit as it was read: its rows by table, and the sha256 of each file they are from."""

    name: units.Name
    tables: Mapping[str, pa.Table]
    files: Mapping[str, str]

    @property
    def row_count(self) -> int:
        """Rows kept, of all tables but the accounts and marks."""
        return sum(rows.num_rows for table, rows in self.tables.items() if table not in BESIDE)


def note_lists(con: duckdb.DuckDBPyConnection, sent: set[str]) -> None:
    """Make ``list_of_file``: the day of each file of a register, before its rows are merged with others'."""
    con.execute("create table list_of_file (file_id integer, list_date date)")
    if register.TABLE in sent:
        con.execute(
            'insert into list_of_file select file_id, min(coalesce(r."LIST_DATE", f.register_date)) '
            f"from {register.TABLE} r join file f using (file_id) group by file_id"
        )


def split(
    con: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table], hashes: Mapping[str, str]
) -> tuple[UnitRows, ...]:
    """The units that ``tables`` hold, in order of key; only what holds a row makes one.

    A file whose rows are in no unit (nothing of it was accepted, or no authority is named) is in the
    report of problems alone.
    """
    parts = divide(con, tables)
    keys = {name.key: name for name in parts}
    _assign(con, keys)
    files: dict[str, dict[str, str]] = {}
    for key, file_name in con.sql("select unit_key, file_name from file join unit_of_file using (file_id)").fetchall():
        whole = file_name if file_name in hashes else file_name.rpartition(" [")[0]
        files.setdefault(key, {})[whole] = hashes.get(whole, "")
    for account in BESIDE:
        for key, rows in _accounts(con, account):
            if key in keys:  # a return of tables that no measure uses has children to match, but is no unit
                parts[keys[key]][account] = rows
    return tuple(UnitRows(keys[key], parts[keys[key]], files.get(key, {})) for key in sorted(keys))


def divide(con: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table]) -> dict[units.Name, dict[str, pa.Table]]:
    """The rows of a snapshot's ``tables`` by unit and table, without the accounts."""
    parts: dict[units.Name, dict[str, pa.Table]] = {}
    for table in format.declared().values():
        if table.unit_by is not None and table.name in tables and tables[table.name].num_rows:
            for name, rows in _divide(con, table, tables[table.name]):
                parts.setdefault(name, {})[table.name] = rows
    return parts


def _divide(con: duckdb.DuckDBPyConnection, table: format.Table, rows: pa.Table) -> list[tuple[units.Name, pa.Table]]:
    """The rows of one table by unit, each in their order."""
    if not table.unit_by:
        return [(units.Name(table.name), rows)]
    by = ", ".join(table.unit_by)
    con.register("dividing", rows)
    counts = con.sql(f"select {by}, count(*) from dividing group by {by} order by {by}").fetchall()
    if len(counts) == 1:
        con.unregister("dividing")
        return [(name_of(table, dict(zip(table.unit_by, counts[0], strict=False))), rows)]
    # Put in order once and cut: a query a unit takes a hundred times as long for London.
    whole = con.sql(
        f"select * exclude (position) from (select *, row_number() over () as position from dividing) "
        f"order by {by}, position"
    ).to_arrow_table()
    parts, first = [], 0
    for *values, count in counts:
        parts.append((name_of(table, dict(zip(table.unit_by, values, strict=True))), whole.slice(first, count)))
        first += count
    con.unregister("dividing")
    return parts


def name_of(table: format.Table, values: Mapping[str, object]) -> units.Name:
    """The unit that rows of ``table`` with these values of its ``unit_by`` are of."""
    if "authority_code" in values:
        authority = str(values["authority_code"])
        if "return_year" in values:
            return units.Name(units.RETURN, authority, int(str(values["return_year"])))
        [period] = (value for name, value in values.items() if name != "authority_code")
        return units.Name(table.unit_kind, authority, label=str(period))
    label = " ".join(str(value) for value in values.values())
    return units.Name(table.name, label=label.removeprefix(RELEASE))


def _assign(con: duckdb.DuckDBPyConnection, keys: Mapping[str, units.Name]) -> None:
    """Make ``unit_of_file``: the one unit each file's account goes with."""
    con.execute("create table unit_of_file (file_id integer, unit_key varchar)")
    con.register("unit_keys", pa.table({"unit_key": pa.array(list(keys), pa.string())}))
    kinds = {table: periods.unit_kind(table) for table in periods.by_table()}
    con.register("unit_kinds", pa.table({"table_name": list(kinds), "unit_kind": list(kinds.values())}))
    con.execute(
        f"""
        insert into unit_of_file
        select f.file_id, k.unit_key
        from file f left join list_of_file l using (file_id) left join unit_kinds q using (table_name)
        join unit_keys k on k.unit_key = case
            when f.period is not null then f.authority_code || '/' || q.unit_kind || '/' || f.period
            when f.authority_code is not null then f.authority_code || '/' || f.return_year
            when f.table_name = '{register.TABLE}' then f.table_name || '/' || l.list_date
            when f.table_name = '{index_forms.TABLE}' then f.table_name || '/' || f.register_date
            when f.table_name = 'published_release' then 'published_figures/' || f.file_name
            when f.table_name = 'framework_register' then f.table_name
            else f.table_name || '/' || f.file_name end
        """
    )
    con.unregister("unit_keys")
    con.unregister("unit_kinds")


def _accounts(con: duckdb.DuckDBPyConnection, account: str) -> list[tuple[str, pa.Table]]:
    """The rows of an account, or the marks of children, by the key of their unit."""
    if account == marks.TABLE:
        relation = f"select * from {marks.TABLE}"
    else:
        relation = degrade.account(account, unit="unit_of_file")
    con.execute(f"create or replace temp table accounts as {relation}")
    # Put in order once and cut, as the rows are.
    whole = con.sql("select * from accounts order by all").to_arrow_table().drop_columns("unit_key")
    parts, first = [], 0
    for key, count in con.sql("select unit_key, count(*) from accounts group by 1 order by 1").fetchall():
        parts.append((key, whole.slice(first, count)))
        first += count
    return parts
