"""Whatever is wrong with a view is said as 'file:line: what; remedy', in one line, with what may have been meant."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sufficiency import checks, query, settings
from sufficiency.catalogue import lineage
from sufficiency.catalogue.lineage import NotASelect
from sufficiency.database.scope import Scope
from sufficiency.presentation import charts
from sufficiency.result import EXACT
from sufficiency.snapshot.store import Snapshot

SOUND = """/*
title:    Children by authority
summary:  Children looked after, by authority.
grain:    one row per authority_code
section:  need
source:   SSDA903
chart:    bar x=child_count y=authority_code
columns:
  authority_code | code  | Authority, ONS code
  child_count    | count | Children looked after
checks:   unique authority_code; not_null authority_code
*/
select
    authority_code,
    count(*) as child_count
from looked_after
group by authority_code
order by authority_code
"""


@pytest.fixture
def views(restored_views: Path) -> Path:
    """Views that a test may spoil: the next has them as they were."""
    return restored_views


@pytest.fixture
def scope(restored_scope: Scope, views: Path) -> Scope:
    """London's database over two small authorities, and these views."""
    return restored_scope


PLACED = re.compile(r"^sql/\w+/\w+\.sql:(\d+): [^\n]+$")
SPOILT = [
    ("from looked_after", "from looked_after as p where p.authority_cod = 'x'", 16, "did you mean authority_code?"),
    ("chart:  ", "charts:  ", 7, "no header key is called 'charts'; did you mean chart?"),
    ("| count |", "| counts |", 10, "no unit is called 'counts'; did you mean count?"),
    ("| count |", "| heads |", 10, "no unit is called 'heads'; use one of code, text"),
    ("title:    Children by authority\n", "", 1, "the header lacks title; add a line 'title: …'"),
    ("  child_count    | count | Children looked after\n", "", 8, "only in the SELECT: child_count; write a line for"),
    ("bar x=", "bra x=", 7, "no chart is called 'bra'; did you mean bar?"),
    ("x=child_count", "x=child_cuont", 7, "is not one of its columns; did you mean child_count?"),
    ("section:  need", "section:  needs", 5, "no section is called needs; did you mean need?"),
    ("unique authority_code;", "uniqe authority_code;", 11, "no check is called 'uniqe'; did you mean unique?"),
    ("not_null authority_code", "not_null authority", 11, "no column authority; did you mean authority_code?"),
    (
        "group by authority_code",
        "group by authority_code, sex",
        11,
        "unique authority_code does not hold; first rows: ",
    ),
    ("    authority_code,\n", "    authority_cod as authority_code,\n", 14, '"authority_cod" not found'),
    ("from looked_after", "from looked_aftr", 16, "no view is called looked_aftr; did you mean looked_after?"),
    ("from looked_after", "form looked_after", 16, "syntax error"),
    ("from looked_after", "from looked_after, stg_authorities", 16, "a comma joins every row with every row; write"),
    ("count(*)", "(count(*) * random())::integer", 15, "a view may not call random(): a figure is the same"),
    ("from looked_after", "from looked_after where as_at < current_date", 16, "use chosen_date()"),
    ("from looked_after", "from a_view", 16, "reads itself: a_view reads a_view; take one out"),
    ("from looked_after", "from raw.episodes", 16, "sql/marts may not read raw.episodes (raw); it reads"),
    ("*/\nselect", "*/\nselect 1;\nselect", 13, "a file holds one SELECT, no more"),
    ("*/\nselect", "*/\ndrop table x;\nselect", 13, "nothing that changes or makes anything; take the rest out"),
]


@pytest.mark.parametrize(("old", "new", "line", "what"), SPOILT, ids=[case[3] for case in SPOILT])
def test_each_mistake_is_told_with_its_line_and_what_to_do(
    scope: Scope, views: Path, old: str, new: str, line: int, what: str
) -> None:
    assert old in SOUND
    (views / "marts" / "a_view.sql").write_text(SOUND.replace(old, new, 1), encoding="utf-8")
    scope.refresh()
    (finding,) = checks.inspect(scope, ["a_view"])
    view = scope.catalogue.views.get("a_view")
    said = finding.message or (charts.fault(view) if view else "")
    placed = PLACED.match(said)
    assert placed and int(placed[1]) == line and what in said, said


COHORT = """/*
title:       Babies
definition:  Under eighteen on the date.
source:      SSDA903
limits:      Nobody else.
*/
select
    p.child_id,
    p.as_at
from everyone as p
where p.age_years < 18
"""
NO_COHORT = [
    ("from everyone", "from looked_after", 10, "reads itself: ", "read everyone, of whom no choice is made"),
    (
        "where",
        "where p.as_at < chosen_date() and",
        1,
        "its rows change with the choices",
        "read everyone, and ask for no",
    ),
    ("where", "cross join (values (1), (2)) as r (x)\nwhere", 7, "holds a child more than once", "select distinct"),
    ("p.child_id,", "p.child_id, p.sex,", 1, "a cohort selects child_id and as_at", "as they are in its input"),
    ("limits: ", "limit: ", 5, "no header key is called 'limit'", "did you mean limits?"),
]


@pytest.mark.parametrize(("old", "new", "line", "what", "remedy"), NO_COHORT, ids=[case[3] for case in NO_COHORT])
def test_each_mistake_in_a_cohort_is_told_with_its_line_and_what_to_do(
    scope: Scope, views: Path, old: str, new: str, line: int, what: str, remedy: str
) -> None:
    path = views / "cohorts" / "babies_of_a_test.sql"
    path.write_text(COHORT, encoding="utf-8")
    scope.refresh()
    assert "cohort_babies_of_a_test" not in scope.problems
    path.write_text(COHORT.replace(old, new, 1), encoding="utf-8")
    scope.refresh()
    said = scope.problems["cohort_babies_of_a_test"]
    placed = PLACED.match(said)
    assert placed and int(placed[1]) == line and what in said and remedy in said, said
    path.unlink()


def test_a_view_saved_twice_is_told_to_whoever_checks_its_name(scope: Scope, views: Path) -> None:
    (views / "marts" / "a_view.sql").write_text(SOUND, encoding="utf-8")
    (views / "intermediate" / "a_view.sql").write_text(SOUND, encoding="utf-8")
    scope.refresh()
    said = [finding.message for finding in checks.inspect(scope, ["a_view"])]
    assert (
        "sql/marts/a_view.sql:1: another view has this name, sql/intermediate/a_view.sql; give one of them another"
        in said
    )


def test_a_view_that_cannot_read_a_cell_of_a_reference_table_blames_that_cell(
    two_authorities: Snapshot, views: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = tmp_path / "reference"
    shutil.copytree(settings.REFERENCE, reference)
    path = reference / "assumptions.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",0.5,1,", ",50%,1,", 1), encoding="utf-8")
    monkeypatch.setattr(settings, "REFERENCE", reference)
    shutil.copy(settings.SQL / "marts" / "gaps.sql", views / "marts")
    opened = Scope(two_authorities, sql=views)
    said = "data/reference/assumptions.csv:6: value_low '50%': it is no number; write 0.5 for 50%"
    assert said in [finding.message for finding in checks.inspect(opened, ["gaps"])]
    with pytest.raises(query.NoSuchView, match=re.escape(said)):
        query.fetch(opened, ["gaps"], {}, profile=EXACT)
    opened.close()


def test_one_row_without_a_value_is_unique(scope: Scope, views: Path) -> None:
    spoilt = SOUND.replace("    authority_code,\n", "    nullif(authority_code, 'E09000007') as authority_code,\n", 1)
    (views / "marts" / "a_view.sql").write_text(spoilt, encoding="utf-8")
    scope.refresh()
    (finding,) = checks.inspect(scope, ["a_view"])
    assert "not_null authority_code does not hold" in finding.message and "unique" not in finding.message


@pytest.mark.parametrize(
    ("sql", "is_told"),
    [
        ("select 1 from a, b", True),
        ("select 1 from a, (select max(x) as x from b) as m", True),
        ("with c as (select 1 from a, b) select * from c", True),
        ("select 1 from a inner join b on a.x = b.x, c", True),
        ("select 1 from a, b where a.x = b.x", False),
        ("select 1 from a cross join b", False),
        ("select 1 from a, unnest(a.list) as u (x)", False),
        ("select 1 from a, lateral (select max(x) as x from b where b.y = a.y) as m", False),
        ("select 1 from a inner join b using (x)", False),
    ],
)
def test_a_comma_between_tables_is_a_cross_join_that_nobody_meant(sql: str, is_told: bool) -> None:
    found = lineage.uses(sql)
    assert bool(found.comma) == is_told
    if is_told:
        with pytest.raises(NotASelect, match="cross join"):
            lineage.refuse_comma(found)
