"""What follows from the choices alone is worked out once a question, and goes on to the next of the same choices."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from sufficiency import query
from sufficiency.database.prepared import MOST_KEPT, Prepared, PreparedCursors
from sufficiency.database.scope import Scope
from sufficiency.result import EXACT
from tests.database import marts

ONCE = "once: yes\n"
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


def test_what_is_worked_out_once_is_of_nobody_alone_and_follows_the_choices(whole_london: Scope) -> None:
    found, columns = whole_london.catalogue, whole_london.columns
    once = {name for name, view in found.views.items() if view.once}
    assert {"int_lines", "int_line"} <= once
    assert once <= found.follows, "what no choice changes is stored"
    assert not [name for name in once if found.views[name].child_level or "child_id" in columns[name]]
