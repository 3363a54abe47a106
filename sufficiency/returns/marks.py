"""Marks of children that a unit keeps besides their ids, to know one child in two units again.

An id may come with leading zeros in one year and without in the next, and one authority's return may be
sent as another's. Both show only from the id as it was sent, which is forgotten; so hashes of it are kept,
made with the same key as ``child_id``, in the unit alone and in no snapshot.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from sufficiency.returns import hashing, schema
from sufficiency.snapshot import format

TABLE = "child_marks"
COLUMNS: dict[str, pa.DataType] = {
    "authority_code": pa.string(),
    "return_year": pa.int32(),
    "child_id": pa.int64(),
    # Of the id without leading zeros, as child_id; none for an id that is no number.
    "bare_id": pa.int64(),
    "id_length": pa.int32(),
    # Of the bare id with the day of birth; and of the same (of the id where it is no number), whoever sent it.
    "birth_mark": pa.int64(),
    "person_mark": pa.int64(),
    # Different days of birth that its tables of the year give.
    "birth_count": pa.int32(),
}
# The same as DuckDB calls them.
KINDS = {
    name: "bigint" if pa.types.is_int64(kind) else "integer" if pa.types.is_int32(kind) else "varchar"
    for name, kind in COLUMNS.items()
}


def make(con: duckdb.DuckDBPyConnection, tables: list[str], key: bytes) -> None:
    """Make ``child_marks``: a row a unit and child, with ``unit_key`` and the columns of this module."""
    births = {t: '"DOB"' if _has_birth(t) else "null::date" for t in tables}
    union = (
        " union all ".join(
            f'select of_authority, of_year, {_unit(t)} as unit_key, "CHILD" as child, {births[t]} as birth from "{t}"'
            for t in tables
        )
        or "select '' as of_authority, 0 as of_year, '' as unit_key, '' as child, null::date as birth where false"
    )
    con.execute(
        f"""
        create temp table child_of_year as
        select s.of_authority as authority_code, s.of_year as return_year, s.unit_key, c.child_id, s.child,
            strftime(max(s.birth), '%Y-%m-%d') as birth, count(distinct s.birth)::integer as birth_count
        from ({union}) s join child c on c.authority_code = s.of_authority and c.child = s.child
        group by all
        """
    )
    # A child who is in six returns is marked once.
    people = con.sql("select distinct authority_code, child, birth from child_of_year order by all").to_arrow_table()
    parts = [_marked(key, part) for part in people.to_batches(max_chunksize=AT_ONCE)]
    con.register("marked", pa.concat_tables([*parts, _SCHEMA.empty_table()]))
    con.execute(
        f"create table {TABLE} as select unit_key, {', '.join(COLUMNS)} from child_of_year y join marked m "
        "using (authority_code, child) where m.birth is not distinct from y.birth order by all"
    )
    con.unregister("marked")


def _has_birth(table: str) -> bool:
    """Whether rows of ``table``, as it was sent or as it was composed, have the day of birth."""
    sent = schema.tables().get(table)
    if sent is None:
        return "birth_month" in format.declared()[table].columns
    return any(column.name == "DOB" for column in sent.columns)


def _unit(table: str) -> str:
    """SQL for the key of the unit that a row of ``table`` goes with."""
    declared = format.declared().get(table)
    if declared and declared.unit_by and "return_year" not in declared.unit_by:
        return f"of_authority || '/{declared.unit_kind}/' || of_period"
    return "of_authority || '/' || of_year"


_HASHED = ("bare_id", "id_length", "birth_mark", "person_mark")
_SCHEMA = pa.schema(
    {"authority_code": pa.string(), "child": pa.string(), "birth": pa.string()} | {n: COLUMNS[n] for n in _HASHED}
)
AT_ONCE = 50_000  # children whose ids are text in memory


def _marked(key: bytes, people: pa.RecordBatch) -> pa.Table:
    rows = [(*person, *_marks(key, *person)) for person in zip(*(c.to_pylist() for c in people.columns), strict=True)]
    return pa.table(
        [pa.array(values, field.type) for values, field in zip(zip(*rows, strict=True), _SCHEMA, strict=True)],
        schema=_SCHEMA,
    )


def _marks(key: bytes, authority: str, child: str, birth: str | None) -> tuple[int | None, ...]:
    bare = child.lstrip("0") if child.isdecimal() else ""
    return (
        hashing.child_id(key, authority, bare) if bare else None,
        len(child) if bare else None,
        hashing.mark(key, "birth", f"{authority}|{bare}|{birth}") if bare and birth else None,
        hashing.mark(key, "person", f"{bare or child}|{birth}") if birth else None,
    )
