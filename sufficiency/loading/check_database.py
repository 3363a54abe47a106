"""The small database in which the checks of an import compare what came with what is served.

It holds ``unit`` (what came: ``unit_key``, ``unit_kind``, ``authority_code``, ``return_year``, ``unit_day`` of what is
sent for a quarter or day, ``is_synthetic``); every
declared table of a snapshot, and ``child_marks``, in each of the schemas ``sent`` (what came), ``served`` (what is
served now) and ``result`` (what would be); how many rows each unit has of each table (``sent_rows``,
``replaced_rows``, ``result_rows``); of what came the files (``sent_files``: ``rows_read`` of each table) and the
problems met in them (``sent_problems``: ``problem_count`` of each table and rule), and of what would be served the
names of its files (``result_files``), by ``unit_key``; and, as ``ref``, the reference tables that the checks name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import duckdb
import pyarrow as pa

from sufficiency import settings
from sufficiency.loading.state import State
from sufficiency.reference import tables
from sufficiency.returns import degrade, joining, marks
from sufficiency.returns.splitting import BESIDE, UnitRows
from sufficiency.snapshot import format, units

SCHEMAS = ("sent", "served", "result")
NAMED = re.compile(r"\bref\.([a-z][a-z0-9_]*)")


def empty(con: duckdb.DuckDBPyConnection) -> None:
    """Make every table, without a row."""
    for schema in SCHEMAS:
        con.execute(f"create schema {schema}")
        for table, columns in _kinds().items():
            definitions = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            con.execute(f"create table {schema}.{table} ({definitions})")
    con.execute(
        "create table unit (unit_key varchar, unit_kind varchar, authority_code varchar, return_year integer, "
        "unit_day date, is_synthetic boolean)"
    )
    con.execute("create table sent_files (unit_key varchar, table_name varchar, rows_read bigint)")
    con.execute("create table result_files (unit_key varchar, table_name varchar, file_name varchar)")
    con.execute("create table sent_problems (unit_key varchar, table_name varchar, rule varchar, problem_count bigint)")
    for table in ("sent_rows", "replaced_rows", "result_rows"):
        con.execute(
            f"create table {table} (unit_key varchar, authority_code varchar, return_year integer, "
            "table_name varchar, table_title varchar, row_count bigint)"
        )


def fill(
    con: duckdb.DuckDBPyConnection, sent: Sequence[UnitRows], state: State, *, is_whole: bool, is_synthetic: bool
) -> None:
    """Make every table of the units ``sent`` and those of ``state``, of which nothing stays where they are the whole.

    Raises SnapshotError when a unit that is served cannot be read.
    """
    empty(con)
    keys = {part.name.key for part in sent}
    came = {part.name.key: part.tables.get for part in sent}
    now = joining.of(state.units.values())
    after = came if is_whole else {**now, **came}
    joined = joining.join(after)
    for schema, parts in zip(SCHEMAS, (came, now, after), strict=True):
        for table, columns in _kinds().items():
            # What would be served is joined as it would be, so that a child is the same in all its years.
            held = joined[table] if schema == "result" and table in joined else None
            contents = [held] if held is not None else [read(table) for read in parts.values()]
            _fill(con, f"{schema}.{table}", columns, contents)
    if sent:
        con.executemany(
            "insert into unit values (?, ?, ?, ?, try_cast(? as date), ?)",
            [
                [p.name.key, p.name.kind, p.name.authority_code, p.name.return_year, p.name.label, is_synthetic]
                for p in sent
            ],
        )
    _account(con, sent)
    _name_files(con, after)
    replaced = [(unit.name, {t: int(str(s["rows"])) for t, s in unit.tables.items()}) for unit in state.units.values()]
    own = [(part.name, {table: rows.num_rows for table, rows in part.tables.items()}) for part in sent]
    rest = [] if is_whole else [(name, counts) for name, counts in replaced if name.key not in keys]
    _count(con, "sent_rows", own)
    _count(con, "replaced_rows", [(name, counts) for name, counts in replaced if name.key in keys])
    _count(con, "result_rows", [*rest, *own])


def refer(con: duckdb.DuckDBPyConnection, statements: Iterable[str]) -> None:
    """Make ``ref``: the reference tables that ``statements`` name, every cell text. Raises BrokenReference."""
    con.execute("create schema ref")
    for name in sorted({name for said in statements for name in NAMED.findall(said)}):
        con.register("part", tables.rows(settings.REFERENCE, name))
        con.execute(f"create table ref.{name} as select * from part")
        con.unregister("part")


def _account(con: duckdb.DuckDBPyConnection, sent: Sequence[UnitRows]) -> None:
    """How many rows were read of each unit that came, and which problems were met in them."""
    for unit in sent:
        for account, target, measured in (
            ("submissions", "sent_files", "table_name, rows_read"),
            (degrade.PROBLEMS, "sent_problems", "table_name, rule, problem_count"),
        ):
            if account in unit.tables:
                con.register("part", unit.tables[account])
                con.execute(f"insert into {target} select ?, {measured} from part", [unit.name.key])
                con.unregister("part")


def _name_files(con: duckdb.DuckDBPyConnection, units_after: Mapping[str, Callable[[str], pa.Table | None]]) -> None:
    """From which files each unit is that would be served."""
    for key, read in units_after.items():
        if (files := read("submissions")) is not None:
            con.register("part", files)
            con.execute("insert into result_files select ?, table_name, file_name from part", [key])
            con.unregister("part")


def _kinds() -> dict[str, Mapping[str, str]]:
    return {**{t.name: t.columns for t in format.declared().values()}, marks.TABLE: marks.KINDS}


def _fill(
    con: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], contents: Sequence[pa.Table | None]
) -> None:
    parts = [rows.select([c for c in rows.column_names if c in columns]) for rows in contents if rows is not None]
    if parts:
        con.register("part", pa.concat_tables(parts, promote_options="permissive"))
        con.execute(f"insert into {name} by name select * from part")
        con.unregister("part")


def _count(con: duckdb.DuckDBPyConnection, name: str, counted: Iterable[tuple[units.Name, Mapping[str, int]]]) -> None:
    """Say in the table ``name`` how many rows of each table a unit has."""
    titles = {row["table_name"]: row["table_title"] for row in tables.records("snapshot_tables")}
    rows = [
        [unit.key, unit.authority_code, unit.return_year, table, titles[table], count]
        for unit, counts in counted
        for table, count in counts.items()
        if table not in BESIDE
    ]
    if rows:
        con.executemany(f"insert into {name} values (?, ?, ?, ?, ?, ?)", rows)
