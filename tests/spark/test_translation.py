"""What is written for Spark, without running it: every view is there, and each rule of the translation holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from sufficiency import settings
from sufficiency.catalogue import loader
from sufficiency.dialect import functions, scripts, spark
from sufficiency.reference import tables
from sufficiency.snapshot import store

FOUND = loader.load(settings.sql_folder(), tables.digests(settings.REFERENCE))
MACROS = {
    "half": "create or replace macro half(whole) as (0.5 * whole); -- of what\n",
    "fourth": "create or replace macro fourth(whole) as (half(half(whole)));",
    "is_so": "create or replace macro is_so(choice, value) as (list_contains(getvariable(choice), value));",
}


@pytest.mark.parametrize("name", FOUND.order)
def test_every_view_is_written_or_says_why_it_cannot_run(name: str) -> None:
    view = FOUND.views[name]
    if not view.cannot_run:
        assert scripts.of_view(view, FOUND.macros)[-1].startswith("create ")


@pytest.mark.parametrize(
    ("duckdb", "written"),
    [
        (
            "select l[1], l[n + 1] from t",
            "select get(l, cast((1) - 1 as int)), get(l, cast((n + 1) - 1 as int)) from t",
        ),
        ("select arg_max(a, b) from t", "select max_by(a, if(not a is null, b, null)) from t"),
        ("select (a / 12)::integer, a::integer from t", "select cast(bround((a / 12)) as int), cast(a as int) from t"),
        ("select list_sort(list(a)) from t", "select sort_array(collect_list(a)) from t"),
        ("select hash(a, b) from t", "select xxhash64(a, b) from t"),
        ("select max(a, 2) from t", "select slice(sort_array(collect_list(a), false), 1, 2) from t"),
        ("select 0.5 * a from t", "select cast(0.5 as double) * a from t"),
        ("select quantile_cont(a, 0.25) from t", "select percentile(a, cast(0.25 as double)) from t"),
        ("select date_diff('day', a, b) from t", "select cast(datediff(b, a) as bigint) from t"),
        ("select fourth(a) from t", "select (cast(0.5 as double) * (cast(0.5 as double) * a)) from t"),
        ("select is_so('sex', a) from t", "select array_contains(choice_sex, a) from t"),
        (
            "select a from t where (b, c) in (select (d, e) from u)",
            "select a from t where (b, c) in (select d, e from u)",
        ),
        (
            "select unnest([1, 2]) as a, unnest([3, 4]) as b",
            "select inline(arrays_zip(array(1, 2), array(3, 4))) as (a, b)",
        ),
        ("select a from raw.episodes", "select a from raw_episodes as episodes"),
    ],
)
def test_what_sqlglot_does_not_know_is_rewritten(duckdb: str, written: str) -> None:
    said = " ".join(spark.select(duckdb, MACROS).split()).lower().replace("( ", "(").replace(" )", ")")
    assert said == written


def test_what_has_no_counterpart_is_refused_by_name() -> None:
    with pytest.raises(spark.CannotRun, match="date_diff of week"):
        spark.select("select date_diff('week', a, b) from t", {})


def test_a_macro_is_a_function_or_says_why_not() -> None:
    made, without = functions.statements(FOUND)
    assert len(made) + len(without) == len(FOUND.macros)
    assert set(without.values()) <= {functions.AGGREGATES, functions.CHOSEN, functions.UNTYPED}


def test_as_tables_what_others_read_is_a_table_and_what_follows_a_choice_is_made_again(tmp_path: Path) -> None:
    snapshot = store.read(settings.DEMONSTRATION)
    script = scripts.make(snapshot, FOUND, tmp_path, "snapshot", "reference", as_tables=True)
    said = {tuple(path.split("/")): statements for path, statements in script.files.items() if "/" in path}
    once = {name[4:-4]: s for (folder, name), s in said.items() if folder == scripts.VIEWS}
    again = {name[4:-4]: s for (folder, name), s in said.items() if folder == scripts.OF_CHOICES}
    assert again["looked_after"][-1].startswith("create table looked_after using parquet as")
    assert again["liberty_tracker"][-1].startswith("create or replace temporary view ")
    assert "looked_after" in FOUND.follows and "everyone" in once and "everyone" not in again
    # A stored view is of nothing chosen, so it is made once, with whatever it reads.
    assert "int_headline_everyone" in once and "int_headline_everyone" not in again
    assert "int_headline" in once and "int_headline" in again
    assert once.keys() | again.keys() == set(FOUND.order)
    for made in (once, again):
        places = {name: number for number, name in enumerate(made)}
        for name in made:
            assert all(places[one] < places[name] for one in FOUND.reads[name] & made.keys())


def test_without_tables_every_view_follows_the_choices(tmp_path: Path) -> None:
    snapshot = store.read(settings.DEMONSTRATION)
    script = scripts.make(snapshot, FOUND, tmp_path, "snapshot", "reference")
    assert not script.statements(after_a_choice=True)
    tables = {name for name, view in FOUND.views.items() if view.stored}
    made = {path.partition("_")[2][6 + 4 : -4]: s[-1] for path, s in script.files.items() if "/" in path}
    assert {name for name, said in made.items() if said.startswith("create table ")} == tables
