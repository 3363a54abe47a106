"""What a SELECT reads, CTEs and all, and what is refused because it does more than read."""

from __future__ import annotations

import duckdb
import pytest

from sufficiency import settings
from sufficiency.catalogue import functions, header, lineage
from sufficiency.catalogue.lineage import Call, NotASelect, Uses


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
        ("select list_transform([1], lambda x: x + 1) from a", "a"),
        # What only looks like a name of a table, and what does not look like one.
        ("SELECT * FROM REF.X AS REF_Y", "ref.x"),
        ('select * from "Ref"."X"', "ref.x"),
        ('select * from "ref" . /* why */ "x"', "ref.x"),
        ("select * from a -- , ref.b\n, /* ref.c */ d", "a d"),
        ("select 'ref.b' as x, $$from ref.c$$ as y from a", "a"),
        ('select "ref.b" from a', "a"),
        ("select ref.b from a as ref", "a"),
        ("from\n\tA\n\tNATURAL\n\tJOIN\n\tRef\n.\nB", "a ref.b"),
        ("select * from a, lateral (select * from b where b.x = a.x)", "a b"),
        ("select x in (table a) from b", "a b"),
        ("with b as materialized (from a) from b as c semi join d using (x)", "a d"),
        ("select * from (values ((select max(x) from a))) as t (x)", "a"),
        ("select * from range((select max(x) from a))", "a"),
        ("select x from a group by x having x > any (select y from b) order by (select z from c)", "a b c"),
        ("select case when exists (from b) then (select 1 from c) end from a limit (select 1 from d)", "a b c d"),
        ("select list_transform(l, lambda x: x + (select max(y) from b)) from a", "a b"),
    ],
)
def test_the_tables_read_are_found(sql: str, read: str) -> None:
    assert lineage.uses(sql).tables == set(read.split())


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("select 1; select 2", "one SELECT"),
        ("", "one SELECT|SELECT"),
        ("create table a as select 1", "one SELECT, and nothing that changes"),
        ("insert into a select 1", "one SELECT, and nothing that changes"),
        ("copy a to 'b'", "one SELECT, and nothing that changes|syntax"),
        ("select * from read_csv('a')", r"read from read_csv\(\): put the file in data/reference"),
        ("select * from READ_TEXT('a')", r"read from read_text\(\)"),
        ("select * from glob('*')", r"read from glob\(\)"),
        ("select * from query('select 1')", r"query\(\): name the table or view"),
        ("select * from query_table('a')", r"query_table\(\)"),
        ("select * from duckdb_tables()", r"read from duckdb_tables\(\): name a table or view"),
        ("select * from duckdb_settings()", r"duckdb_settings\(\)"),
        ("select * from pragma_table_info('a')", r"pragma_table_info\(\)"),
        ("select * from a where x in (select x from read_blob('a'))", "read_blob"),
        ("select getenv('A')", r"call getenv\(\): a view reads rows alone"),
        ("select GetEnv('A')", r"getenv\(\)"),
        ("select \"getenv\"('A')", r"getenv\(\)"),
        ("select system.main.getenv('A')", r"getenv\(\)"),
        ("select upper('A'.getenv())", r"getenv\(\)"),
        ("select list_transform(['A'], lambda x: getenv(x))", r"getenv\(\)"),
        ("select sum(x) filter (where getenv('A') = 'b') over (partition by y) from a", r"getenv\(\)"),
        ("select sum(x) over (order by getenv('A')) from a", r"getenv\(\)"),
        ("select max(x order by random()) from a", r"random\(\): a figure is the same"),
        ("select * from a order by current_setting('threads')", r"current_setting\(\)"),
        ("select * from a limit (select random())", r"random\(\)"),
        ("select * from range(current_setting('threads')::int)", r"current_setting\(\)"),
        ("select 1 where error('a')", r"error\(\): say what must hold"),
        ("select now()", r"now\(\): the date is a choice; use chosen_date\(\)"),
        ("select current_date", r"current_date\(\): the date is a choice"),
        ("select CURRENT_TIMESTAMP from a", r"current_timestamp\(\)"),
        ("select current_user from a", r"current_user\(\)"),
        ("select age(x) from a", r"age\(\)"),
        ("select uuid() from a", r"uuid\(\)"),
        ("select nextval('a')", r"nextval\(\): number rows with row_number"),
        ("select approx_quantile(x, 0.5) from a", r"approx_quantile\(\)"),
        ("select write_log('a')", r"write_log\(\)"),
        ("select in_search_path('a', 'b')", r"in_search_path\(\): use a macro of sql/macros or a function of data/ref"),
        ("select no_such_thing(x) from a", r"no_such_thing\(\)"),
        ("select * from no_such_thing(1)", r"read from no_such_thing\(\)"),
        ("select * from sum(1)", r"read from sum\(\)"),
        ("select * from a tablesample 10%", "sample"),
        ("select * from a using sample 3", "sample"),
        ("select ? from a", "PARAMETER"),
        ("select * from (describe a)", "SHOW_REF"),
        ("select * from (summarize a)", "SHOW_REF"),
        ("from a pivot (count(*) for x in (1, 2))", "PIVOT"),
        ("with a as (delete from b returning *) from a", "DELETE"),
        ("with a as (insert into b select 1 returning *) from a", "INSERT"),
        ("with a as (copy (select 1) to 'b') from a", "COPY|syntax"),
        ("with a as (select * from (with b as (delete from c returning *) from b)) from a", "DELETE"),
        ("select 'unclosed", "unterminated"),
    ],
)
def test_more_than_reading_is_refused(sql: str, why: str) -> None:
    with pytest.raises((NotASelect, duckdb.Error), match=why):
        functions.check(lineage.uses(sql), ())


def test_a_refusal_says_on_which_line() -> None:
    for sql, line in [
        ("select 'é', 1 as y\nfrom a\nwhere getenv('é') = 1", 3),
        ("select\n*\nfrom\nglob('a')", 4),
        ("select 1,\nrandom(),\nnow()", 2),
        ("select 1\nfrom a,,", 2),
        ("select 1,\n?", 2),
    ]:
        with pytest.raises(NotASelect) as refused:
            functions.check(lineage.uses(sql), ())
        assert refused.value.line == line, sql


def test_a_macro_may_be_called_by_its_name_in_any_letters() -> None:
    found = lineage.uses('select Is_Far(miles), "PCT"(1, 2) from a')
    functions.check(found, {"is_far", "pct"})
    with pytest.raises(NotASelect, match=r"call pct\(\)"):
        functions.check(found, {"is_far"})
    with pytest.raises(NotASelect, match=r"read from is_far\(\)"):
        functions.check(lineage.uses("from is_far(1)"), {"is_far"})


def test_what_macros_read_and_call_counts_for_who_calls_them() -> None:
    macros = {
        "outer": Uses(calls={Call("inner"): 1}),
        "inner": Uses(frozenset({"ref.x"}), {Call("getvariable"): 1, Call("outer"): 2}),
        "other": Uses(frozenset({"ref.y"})),
    }
    every = lineage.spread(Uses(frozenset({"a"}), {Call("outer"): 3}), macros)
    assert every.tables == {"a", "ref.x"}
    assert set(every.calls) == {Call("outer"), Call("inner"), Call("getvariable")}


def test_the_list_names_functions_that_there_are_each_once(con: duckdb.DuckDBPyConnection) -> None:
    known = con.execute("select function_name, function_type from duckdb_functions()").fetchall()
    tables = {name for name, kind in known if kind in ("table", "table_macro")} | {"unnest"}
    others = {name for name, kind in known if kind not in ("table", "table_macro", "pragma")} | {"unnest", "row"}
    for (name, is_table), remedy in functions.listed().items():
        if not remedy:
            assert name in (tables if is_table else others), name
    volatile = con.execute(
        "select distinct function_name from duckdb_functions() where stability in ('VOLATILE', "
        "'CONSISTENT_WITHIN_QUERY')"
    ).fetchall()
    allowed = {name for (name, _), remedy in functions.listed().items() if not remedy}
    assert allowed & {name for (name,) in volatile} == {"getvariable"}, "the same rows give the same answer"


def test_every_function_of_the_views_is_on_the_list() -> None:
    called = {
        call
        for layer in ("staging", "intermediate", "cohorts", "marts", "checks")
        for path in (settings.SQL / layer).glob("*.sql")
        for call in lineage.uses(header.read(path).sql).calls
    }
    assert Call("median") in called and Call("getvariable") in called and Call("unnest", True) in called
