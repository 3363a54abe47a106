"""Units to the tables of a snapshot: rows put together, children known again, one order.

The result depends on which units there are and on nothing else: not on when each came, nor on what
stood in its place before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import duckdb
import pyarrow as pa

from sufficiency.returns import marks
from sufficiency.returns.degrade import order
from sufficiency.snapshot import format, units

UNIT = "unit_number"
Read = Callable[[str], pa.Table | None]


def join(parts: Mapping[str, Read]) -> dict[str, pa.Table]:
    """Every declared table of a snapshot of units, but the ledger, which is empty.

    ``parts`` gives for each unit's key how a table of it is read (None: it has no such rows). Raises
    SnapshotError when a unit cannot be read.
    """
    keys = sorted(parts)
    with duckdb.connect(config={"temp_directory": ""}) as con:
        _know_again(con, [rows for key in keys if (rows := parts[key](marks.TABLE)) is not None])
        return {
            table.name: _joined(con, table, [parts[key](table.name) for key in keys])
            for table in format.declared().values()
        }


def of(kept: Iterable[units.Unit]) -> dict[str, Read]:
    """How the tables of kept units are read, by key."""
    return {unit.name.key: unit.read for unit in kept}


def _joined(con: duckdb.DuckDBPyConnection, table: format.Table, of_units: Sequence[pa.Table | None]) -> pa.Table:
    """One table of all units: declared columns alone, those a unit lacks empty."""
    parts = [
        rows.append_column(UNIT, pa.repeat(pa.scalar(at, pa.int32()), rows.num_rows))
        for at, rows in enumerate(of_units)
        if rows is not None
    ]
    empty = pa.table({UNIT: pa.array([], pa.int32())})
    whole = pa.concat_tables([empty, *parts], promote_options="permissive")
    cells = ", ".join(
        f"{_cell(name, table)}::{kind} as {name}" if name in whole.column_names else f"null::{kind} as {name}"
        for name, kind in table.columns.items()
    )
    ordered = order(list(table.columns.items()))
    again = (
        "left join known_again k on k.authority_code = p.authority_code and k.child_id = p.child_id"
        if {"authority_code", "child_id"} <= set(whole.column_names)
        else ""
    )
    con.register("part", whole)
    once = ""
    if table.joined_once_by:
        by, every = ", ".join(table.joined_once_by), ", ".join(table.columns)
        # The unit whose name comes last: names of estimates and releases end in their year.
        once = f"qualify row_number() over (partition by {by} order by {UNIT} desc, {every}) = 1"
    names = ", ".join(table.columns)
    joined: pa.Table = con.sql(
        f"select {names} from (select {cells}, p.{UNIT} from part p {again}) {once} order by {ordered}"
    ).to_arrow_table()
    con.unregister("part")
    return joined


def _cell(name: str, table: format.Table) -> str:
    if name == "child_id" and "authority_code" in table.columns:
        return "coalesce(k.whole_id, p.child_id)"
    return f"p.{name}"


def _know_again(con: duckdb.DuckDBPyConnection, parts: Sequence[pa.Table]) -> None:
    """Make ``known_again``: ids that lost their leading zeros in one unit, and the id they have in another.

    As ``leading_zeros.restore`` does among ids that came together: they are the same child where one day
    of birth stands with all of them, and never where both stand in one unit.
    """
    empty = pa.table({name: pa.array([], kind) for name, kind in marks.COLUMNS.items()})
    known = [rows.select([name for name in marks.COLUMNS if name in rows.column_names]) for rows in parts]
    con.register("marked", pa.concat_tables([empty, *known], promote_options="permissive"))
    con.execute(
        """
        create temp table known_again as
        with seen as (select * from marked where bare_id is not null),
        drifted as (
            select authority_code, bare_id, arg_max(child_id, id_length) as whole_id
            from seen group by authority_code, bare_id
            having count(distinct child_id) > 1 and count(distinct birth_mark) = 1
        ),
        together as (
            select distinct authority_code, bare_id from seen
            group by authority_code, return_year, bare_id having count(distinct child_id) > 1
        )
        select distinct s.authority_code, s.child_id, d.whole_id
        from seen s join drifted d using (authority_code, bare_id)
        where s.child_id <> d.whole_id and not exists (
            select 1 from together t where t.authority_code = s.authority_code and t.bare_id = s.bare_id)
        """
    )
    con.unregister("marked")
