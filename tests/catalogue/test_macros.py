"""Macros: known by name, read by the parser, in the order of what calls what."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from sufficiency import settings
from sufficiency.catalogue import loader, macros
from sufficiency.catalogue.lineage import Call, NotASelect

HEADER = "/*\ntitle: A test\ngrain: one row\n*/\n"


def files(folder: Path, **texts: str) -> Path:
    """A folder of views: ``layer__name`` gives each file's place."""
    for key, text in texts.items():
        layer, _, name = key.partition("__")
        path = folder / layer / f"{name}.sql"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if layer == "macros" else HEADER + text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("statement", "name", "reads", "calls"),
    [
        ("create or replace macro a(x) as (x > 20)", "a", "", ""),
        ("-- Why.\nCREATE OR REPLACE MACRO  pct ( part, whole ) AS (100.0 * part / whole);", "pct", "", "* /"),
        ("create or replace macro a() as (\n  -- inside\n  case when true then 1 end\n)", "a", "", ""),
        ("create\nor\nreplace\nmacro\na\n(\nx\n)\nAs\n(\nx\n)\n;", "a", "", ""),
        ("create or replace /* as (b) */ macro a(x /* ) as ( */) as (x) -- from ref.b", "a", "", ""),
        ('create or replace macro "a"("x") as ("x")', "a", "", ""),
        ("create or replace function a(x) as x", "a", "", ""),
        ("create or replace macro a(x, y := 'a) as (b') as (x = y)", "a", "", ""),
        ("create or replace macro a(x, y := ((2))) as ((x) + (y))", "a", "", "+"),
        ("create or replace macro a(x) as x in (SELECT y FROM REF.B)", "a", "ref.b", ""),
        ('create or replace macro a(x) as (select max(y) from "Ref"."B" where y < x)', "a", "ref.b", "max"),
        ("create or replace macro a(x) as ('ref.b' || x) -- ref.c\n", "a", "", "||"),
        ("create or replace macro a(é) as (é = 'é' and\nGetVariable('x') is null)", "a", "", "getvariable"),
        ("create or replace macro a(x, y := lower('É')) as (x = y)", "a", "", "lower"),
    ],
)
def test_a_macro_is_known_by_its_name_and_what_it_uses(statement: str, name: str, reads: str, calls: str) -> None:
    found, uses = macros.parse(statement)
    assert found == name and uses.tables == set(reads.split())
    assert set(uses.calls) == {Call(each) for each in calls.split()}


@pytest.mark.parametrize(
    "statement",
    [
        "create macro a(x) as (x)",
        "create or replace temp macro a(x) as (x)",
        "drop table a",
        "select 1",
        "",
        "create or replace macro",
        "create or replace macro a",
        "create or replace macro a(",
        "create or replace macro a(x) as",
        "copy a to 'b'",
        "create or replace macro a() as table select 1",
        "create or replace macro a() as (select max(x) from b)",
        "create or replace macro a(x := (select max(y) from b)) as (x)",
        "create or replace macro a(x) as (x), (x, y) as (x + y)",
        "create or replace table a as (select 1)",
        "create or replace macro a.b(x) as (x)",
        'create or replace macro "a b"(x) as (x)',
        'create or replace macro "a""b"(x) as (x)',
    ],
)
def test_a_macro_that_does_more_than_reckon_is_refused(statement: str) -> None:
    with pytest.raises((NotASelect, duckdb.Error)):
        macros.parse(statement)


@pytest.mark.parametrize(
    ("body", "line", "why"),
    [
        ("create or replace macro b(x) as (\n  x = getenv(x)\n);", 3, r"call getenv\(\)"),
        ("create or replace macro b(x := getenv('a')) as (x);", 2, r"call getenv\(\)"),
        ("create or replace macro b(x) as (query(x));", 2, r"call query\(\)"),
        ("create or replace macro b(x) as (c(x));\ncreate or replace macro c(x) as (b(x));", 2, "calls itself"),
        ("create or replace macro sum(x) as (x);", 2, "name of a function of the engine"),
        ("create or replace macro current_setting(x) as (x);", 2, "name of a function of the engine"),
        ("create or replace macro b(x) as (from_nowhere(x));", 2, r"from_nowhere\(\)"),
    ],
)
def test_a_refused_macro_is_named_by_file_and_line(tmp_path: Path, body: str, line: int, why: str) -> None:
    folder = files(tmp_path, macros__m=f"-- One line.\n{body}\n", staging__v="select b(1) as x")
    found = loader.load(folder)
    told = [text for key, text in found.problems.items() if key.startswith("macros/")]
    assert any(text.startswith(f"sql/macros/m.sql:{line}: ") for text in told), told
    assert any(re.search(why, text) for text in told)
    if "b" not in found.macros:
        assert found.problems["v"].startswith("sql/staging/v.sql:5: a view may not call b()")


def test_macros_come_after_those_they_call_whatever_the_files_are_called(tmp_path: Path) -> None:
    folder = files(
        tmp_path,
        macros__a="create or replace macro first_one(x) as (second_one(x) + 1);",
        macros__b="create or replace macro second_one(x) as (x * 2);",
    )
    found = loader.load(folder)
    assert found.problems == {} and list(found.macros) == ["second_one", "first_one"]
    con = duckdb.connect()
    for statement in found.macros.values():
        con.execute(statement)
    assert con.execute("select first_one(3)").fetchall() == [(7,)]


def test_views_follow_choices_by_way_of_macros_and_views_and_not_of_words(tmp_path: Path) -> None:
    folder = files(
        tmp_path,
        macros__m=(
            "-- getvariable('as_at') in a comment.\n"
            "create or replace macro plain(x) as (x || ' getvariable(''as_at'') ');\n"
            "CREATE OR REPLACE MACRO chosen_one()\nAS\n(GETVARIABLE('as_at'));\n"
            "create or replace macro by_way(x) as (\n  chosen_one() = x\n);\n"
        ),
        staging__s="select 1 as x -- getvariable('as_at')",
        intermediate__i="select x from s where by_way(x)",
        intermediate__j="select x, 'getvariable(1)' as y, plain('a') as z from s",
        intermediate__k="select x from i",
        intermediate__l="select \"getvariable\"('sex') as x",
        intermediate__m="select getvariable as x from (select 1 as getvariable)",
    )
    found = loader.load(folder)
    assert found.problems == {}
    assert found.follows == {"i", "k", "l"}


def test_a_view_is_built_again_when_what_its_macros_read_or_say_changes_and_not_for_others(tmp_path: Path) -> None:
    macro = "create or replace macro in_list(x) as (x in (select code from REF.CODES));\n"
    other = "create or replace macro other(x) as (x + 1);\n"
    folder = files(
        tmp_path,
        macros__m=macro + other,
        staging__by_macro="select 1 as x where in_list(1)",
        staging__itself='select code as x from "Ref"."Codes"',
        staging__above="select x from ref.districts -- ref.codes",
        staging__none="select other(1) as x",
    )
    before = loader.load(folder, {"codes": "1", "districts": "1"})
    assert before.problems == {}
    assert before.references["by_macro"] == {"codes"} and before.references["above"] == {"districts"}
    after = loader.load(folder, {"codes": "2", "districts": "1"})
    assert changed(before, after) == {"by_macro", "itself"}
    files(tmp_path, macros__m=macro + other.replace("+ 1", "+ 2"))
    assert changed(before, loader.load(folder, {"codes": "1", "districts": "1"})) == {"none"}


def changed(before: loader.Catalogue, after: loader.Catalogue) -> set[str]:
    """Names of the views whose digests differ."""
    return {name for name in before.digests if before.digests[name] != after.digests[name]}


def test_a_refused_view_is_named_by_file_and_line(tmp_path: Path) -> None:
    folder = files(tmp_path, staging__v="select\n  'é' as y,\n  now() as x\n")
    assert loader.load(folder).problems["v"].startswith("sql/staging/v.sql:7: a view may not call now(): the date is")


def test_conditions_that_several_views_ask_together_have_a_name() -> None:
    """Two conditions of what was chosen, asked together in three views or more, are one macro; one of these two would
    else be changed in some of them."""
    asked: dict[str, set[str]] = {}
    for path in settings.SQL.glob("*/*.sql"):
        for pair in re.findall(r"\b(?:is|has)_\w+\(\)\s+and\s+(?:is|has)_\w+\(\)", path.read_text(encoding="utf-8")):
            asked.setdefault(" ".join(pair.split()), set()).add(path.stem)
    assert {pair: views for pair, views in asked.items() if len(views) > 2} == {}
