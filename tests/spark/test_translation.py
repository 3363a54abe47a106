"""What is written for Spark, without running it: every view is there, and each rule of the translation holds."""

from __future__ import annotations

import pytest

from sufficiency import settings
from sufficiency.catalogue import loader
from sufficiency.dialect import functions, scripts, spark
from sufficiency.reference import tables

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
