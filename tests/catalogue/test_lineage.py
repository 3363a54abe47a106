"""What a SELECT reads, CTEs and all, and what is refused because it does more than read."""

from __future__ import annotations

import duckdb
import pytest

from sufficiency.catalogue import lineage
from sufficiency.catalogue.lineage import NotASelect


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    """A database of nothing, whose parser is used."""
    return duckdb.connect()


@pytest.mark.parametrize(
    ("sql", "read"),
    [
        ("select 1", ""),
        ("select * from a", "a"),
        ("from a", "a"),
        ("select * from A, ref.B", "a ref.b"),
        ("select * from raw.episodes", "raw.episodes"),
        ("select * from a inner join b on a.x = b.x left join c using (x)", "a b c"),
        ("select * from a asof join b on a.x >= b.x", "a b"),
        ("select * from a where x in (select x from b)", "a b"),
        ("select (select max(x) from b) from a", "a b"),
        ("select * from a where exists (select 1 from b where b.x = a.x)", "a b"),
        ("select * from (select * from (select * from a))", "a"),
        ("select * from a union all select * from b except select * from c", "a b c"),
        ("with b as (select * from a) select * from b", "a"),
        ("with a as (select * from a) select * from a", "a"),
        ("with a as (select 1), b as (select * from a) select * from b", ""),
        ("with b as (select * from c), c as (select 1) select * from b", "c"),
        ("select * from a where x in (with a as (select 1 as x) select x from a)", "a"),
        ("select * from (with a as (select 1) select * from a), a", "a"),
        ("with a as (select 1), b as (with a as (select * from c) select * from a) from b", "c"),
        ("with recursive n as (select 1 as x union all select x + 1 from n where x < 5) from n", ""),
        ("with recursive n as (select x from a union all select x from n, b) from n", "a b"),
        ("with B as (select 1) select * from b", ""),
        ("select * from a as b, b as a", "a b"),
        ("select unnest([1, 2]) as x, range(3) as y from a", "a"),
        ("select * from range(3) as t (x), unnest([1]) as u (y), a", "a"),
        ("select * from generate_series(1, 3)", ""),
        ("select count(*) filter (where x > (select avg(y) from b)) over (order by x) from a", "a b"),
        ("select * from (values (1), (2)) as t (x)", ""),
        ("select x from a qualify row_number() over (partition by x) = 1 order by x limit 3", "a"),
        ("select * from a tablesample 10%", "a"),
        ("select list_transform([1], lambda x: x + 1) from a", "a"),
    ],
)
def test_the_tables_read_are_found(con: duckdb.DuckDBPyConnection, sql: str, read: str) -> None:
    assert lineage.tables(con, sql) == set(read.split())


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("select 1; select 2", "one SELECT"),
        ("", "one SELECT|SELECT"),
        ("create table a as select 1", "Only SELECT"),
        ("select * from read_csv('a')", r"read from read_csv\(\)"),
        ("select * from READ_TEXT('a')", r"\(\)"),
        ("select * from query('select 1')", r"query\(\)"),
        ("select getenv('A')", r"getenv\(\)"),
        ("select GetEnv('A')", r"\(\)"),
        ("select system.main.getenv('A')", r"getenv\(\)"),
        ("select upper('A'.getenv())", r"getenv\(\)"),
        ("select 1 where error('a')", r"error\(\)"),
        ("select * from a order by current_setting('threads')", r"current_setting\(\)"),
        ("select * from (describe a)", "SHOW_REF"),
        ("select * from (summarize a)", "SHOW_REF"),
        ("from a pivot (count(*) for x in (1, 2))", "PIVOT"),
        ("with a as (delete from b returning *) from a", "DELETE"),
        ("with a as (select * from (with b as (delete from c returning *) from b)) from a", "DELETE"),
        ("select * from a where x in (select x from read_blob('a'))", "read_blob"),
        ("select 'unclosed", "unterminated"),
    ],
)
def test_more_than_a_select_is_refused(con: duckdb.DuckDBPyConnection, sql: str, why: str) -> None:
    with pytest.raises((NotASelect, duckdb.Error), match=why):
        lineage.tables(con, sql)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("create or replace macro a(x) as (x > 20)", "a"),
        ("-- Why.\nCREATE OR REPLACE MACRO  pct ( part, whole ) AS (100.0 * part / whole);", "pct"),
        ("create or replace macro a() as (\n  -- inside\n  case when true then 1 end\n)", "a"),
    ],
)
def test_a_macro_is_known_by_its_name(con: duckdb.DuckDBPyConnection, statement: str, name: str) -> None:
    assert lineage.macro(con, statement) == name


@pytest.mark.parametrize(
    "statement",
    [
        "create macro a(x) as (x)",
        "drop table a",
        "select 1",
        "copy a to 'b'",
        "create or replace macro a() as table select 1",
        "create or replace macro a() as (select max(x) from b)",
        "create or replace macro a(x) as (getenv(x))",
        "create or replace macro a(x) as (query(x))",
        "create or replace table a as (select 1)",
        "create or replace macro a.b(x) as (x)",
    ],
)
def test_a_macro_that_does_more_than_reckon_is_refused(con: duckdb.DuckDBPyConnection, statement: str) -> None:
    with pytest.raises((NotASelect, duckdb.Error)):
        lineage.macro(con, statement)
