"""What follows from the choices alone is worked out once a question, and goes on to the next of the same choices."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from sufficiency import query
from sufficiency.database import prepared as prepared_cursors
from sufficiency.database.prepared import MOST_KEPT, Prepared, PreparedCursors
from sufficiency.database.scope import Scope
from sufficiency.result import EXACT, Choices
from tests.database import marts

ONCE = "once: yes\n"
OFTEN = 3
HELD = "select table_name from duckdb_tables() where temporary"
CHILDREN = "select count(*) as child_count from looked_after"


@pytest.fixture
def views(restored_views: Path) -> Path:
    """Views that a test may change: the next has them as they were."""
    return restored_views


@pytest.fixture
def scope(restored_scope: Scope, views: Path) -> Scope:
    """A database with a view that is worked out once, and a mart that reads it."""
    marts.write(views, "int_once", CHILDREN, layer="intermediate", keys=ONCE)
    marts.write(views, "figure", "select child_count from int_once", marts.COUNT)
    restored_scope.refresh()
    return restored_scope


def asked(scope: Scope, **chosen: tuple[str, ...]) -> int:
    return int(query.fetch(scope, ["figure"], chosen, profile=EXACT)["figure"].rows["child_count"].iloc[0])


def test_a_cursor_goes_on_to_the_next_question_of_the_same_choices_alone(scope: Scope) -> None:
    as_at, kept = scope.as_at, {"sex": ("F",)}
    with scope.cursor_for(kept, as_at, ["figure"], is_kept=True) as (first, _):
        assert ("int_once",) in first.execute(HELD).fetchall()
        with scope.cursor_for(kept, as_at, ["figure"], is_kept=True) as (beside, _):
            assert beside is not first, "two questions at once have a cursor each"
    with scope.cursor_for(kept, as_at, [], is_kept=True) as (again, _):
        assert again is first
        assert ("int_once",) in again.execute(HELD).fetchall()
    with scope.cursor_for({"sex": ("M",)}, as_at, [], is_kept=True) as (other, _):
        assert other is not first
        assert other.execute(HELD).fetchall() == []
    with scope.cursor_for(kept, as_at, ["figure"]) as (own, _):
        assert own is not first, "who does not say so gets a cursor that nobody else had"


def test_figures_follow_each_choice_in_whatever_order_they_are_asked(scope: Scope) -> None:
    whole, girls, boys = asked(scope), asked(scope, sex=("F",)), asked(scope, sex=("M",))
    assert girls and boys and girls + boys == whole
    assert (asked(scope, sex=("M",)), asked(scope), asked(scope, sex=("F",))) == (boys, whole, girls)


def test_a_changed_view_is_worked_out_again(scope: Scope, views: Path) -> None:
    before = asked(scope)
    marts.write(views, "int_once", f"{CHILDREN} union all {CHILDREN}", layer="intermediate", keys=ONCE)
    marts.write(views, "figure", "select sum(child_count)::bigint as child_count from int_once", marts.COUNT)
    scope.refresh()
    assert scope.problems == {}
    assert asked(scope) == 2 * before


def test_a_cursor_in_use_while_views_change_is_not_kept(scope: Scope, views: Path) -> None:
    before = asked(scope)
    with scope.cursor_for({}, scope.as_at, ["figure"], is_kept=True) as (cursor, _):
        marts.write(views, "int_once", "select 5 as child_count", layer="intermediate", keys=ONCE)
        scope.refresh()
        assert cursor.execute("select child_count from figure").fetchall() == [(before,)]
    assert asked(scope) == 5


def test_a_question_that_failed_leaves_nothing_to_the_next(scope: Scope) -> None:
    with pytest.raises(duckdb.Error), scope.cursor_for({}, scope.as_at, ["figure"], is_kept=True) as (cursor, _):
        cursor.execute("select nothing")
    with scope.cursor_for({}, scope.as_at, [], is_kept=True) as (again, _):
        assert again.execute(HELD).fetchall() == []


def test_a_view_that_cannot_be_worked_out_says_so_by_its_own_name(scope: Scope, views: Path) -> None:
    wrong = "select cast('no number' || chosen_date()::varchar as bigint) as child_count"
    marts.write(views, "int_once", wrong, layer="intermediate", keys=ONCE)
    marts.write(views, "figure", "select 1 as child_count from int_once", marts.COUNT)
    scope.refresh()
    with pytest.raises(query.NoSuchView, match="int_once.sql.*no number"):
        query.fetch(scope, ["figure"], {}, profile=EXACT)


def test_no_more_cursors_are_kept_than_may_be(scope: Scope) -> None:
    idle, con = PreparedCursors(), duckdb.connect()
    made = [Prepared(con.cursor(), {"as_at": str(number)}, scope.built) for number in range(MOST_KEPT + 1)]
    for prepared in made:
        idle.give(prepared)
    assert idle.take({"as_at": "0"}) is None
    with pytest.raises(duckdb.ConnectionException):
        made[0].cursor.execute("select 1")
    assert idle.take({"as_at": "1"}) is made[1]
    idle.clear()
    assert idle.take({"as_at": "2"}) is None


def test_what_is_read_often_is_worked_out_when_so_many_have_asked_for_it(restored_scope: Scope, views: Path) -> None:
    marts.write(views, "int_often", "select child_id from looked_after", layer="intermediate", keys=f"often: {OFTEN}\n")
    marts.write(views, "figure", "select count(*) as child_count from int_often", marts.COUNT)
    restored_scope.refresh()
    counts = []
    for number in range(1, OFTEN + 3):
        counts.append(asked(restored_scope))
        with restored_scope.cursor_for({"grouping": ("sub_region",)}, restored_scope.as_at, is_kept=True) as (other, _):
            assert other.execute(HELD).fetchall() == [], "of another choice nobody has asked"
        with restored_scope.cursor_for({}, restored_scope.as_at, is_kept=True) as (cursor, _):
            assert (("int_often",) in cursor.execute(HELD).fetchall()) == (number >= OFTEN)
    assert len(set(counts)) == 1
    # Several that are asked for at once have asked as often.
    with restored_scope.cursor_for({"sex": ("F",)}, restored_scope.as_at, ["figure"] * OFTEN) as (cursor, _):
        assert ("int_often",) in cursor.execute(HELD).fetchall()


def test_no_more_rows_are_kept_than_may_be_but_those_used_last(scope: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared_cursors, "MOST_ROWS", 5)
    idle, con = PreparedCursors(), duckdb.connect()
    made = [Prepared(con.cursor(), {"as_at": str(number)}, scope.built) for number in range(4)]
    for prepared, rows in zip(made, (2, 3, 1, 7), strict=True):
        prepared.row_count = rows
    for prepared in made[:3]:
        idle.give(prepared)
    assert idle.take({"as_at": "0"}) is None
    assert idle.take({"as_at": "1"}) is made[1]
    idle.give(made[3])
    assert idle.take({"as_at": "2"}) is None
    assert idle.take({"as_at": "3"}) is made[3]


@pytest.mark.parametrize("chosen", [{}, {"sex": ("F",)}, {"authority": ("E09000007",)}], ids=str)
def test_what_is_worked_out_for_many_is_what_the_view_says(london: Scope, chosen: Choices) -> None:
    found = london.catalogue
    often = [name for name, view in found.views.items() if view.often]
    readers = [mart.name for mart in found.layer("marts") if found.inputs([mart.name]) & {*often}]
    with london.cursor_for(chosen, london.as_at, readers) as (cursor, _):
        for name in often:
            assert (name,) in cursor.execute(HELD).fetchall(), "so many marts read it"
            for one, other in ((f"temp.{name}", f"main.{name}"), (f"main.{name}", f"temp.{name}")):
                assert cursor.execute(f"(from {one}) except all (from {other})").fetchall() == []
        assert cursor.execute("select count(*) from looked_after").fetchall() != [(0,)]


def test_what_is_worked_out_once_is_of_nobody_alone_and_follows_the_choices(whole_london: Scope) -> None:
    found, columns = whole_london.catalogue, whole_london.columns
    once = {name for name, view in found.views.items() if view.once}
    assert {"int_lines", "int_line"} <= once
    often = {name for name, view in found.views.items() if view.often}
    assert "looked_after" in often
    assert once | often <= found.follows, "what no choice changes is stored"
    assert not [name for name in once if found.views[name].child_level or "child_id" in columns[name]]
