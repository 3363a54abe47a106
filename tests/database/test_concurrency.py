"""Many people at once: each gets their own figures, in time, whatever is rebuilt meanwhile."""

from __future__ import annotations

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sufficiency import query
from sufficiency.database import comparators
from sufficiency.database.scope import PAN_LONDON, QueryStopped, Scope
from sufficiency.snapshot.store import Snapshot
from sufficiency.web import answers
from tests.benchmarks import many_at_once
from tests.conftest import FIRST_IDS, TWO
from tests.database import marts

# One process makes the database that these tests share.
pytestmark = pytest.mark.xdist_group("concurrency")
# A sum of ids is a figure no two choices share; a count would hide an answer to somebody else.
WHOSE = "select count(*), sum(child_id), min(sex), max(authority_code) from looked_after"
PEOPLE = 40
QUERIES = 20
RUNAWAY = "select count(*) from range(10000000) as a (x), range(10000000) as b (y) where x <> y"


def asked(scope: Scope, chosen: dict[str, tuple[str, ...]]) -> tuple[object, ...]:
    """Whose children these choices give."""
    with scope.cursor_for(chosen, scope.snapshot.as_at, ["looked_after"]) as (cursor, _):
        return cursor.execute(WHOSE).fetchall()[0]


def test_forty_people_with_choices_of_their_own_get_nobody_elses_figures(london: Scope) -> None:
    places = ("Foster placements", "Children's homes and secure homes")
    kinds = [
        {"sex": sex, "authority": authority, "placement_type": place}
        for sex in ((), ("M",), ("F",))
        for authority in ((), *((code,) for code in TWO))
        for place in ((), *((place,) for place in places))
    ]
    expected = [asked(london, kind) for kind in kinds]
    assert len(set(expected)) == len(kinds) == 27
    start = threading.Barrier(PEOPLE)

    def work(person: int) -> int:
        chance = random.Random(person)
        start.wait()
        wrong = 0
        for _ in range(QUERIES):
            number = chance.randrange(len(kinds))
            wrong += asked(london, kinds[number]) != expected[number]
        return wrong

    with ThreadPoolExecutor(PEOPLE) as pool:
        assert sum(pool.map(work, range(PEOPLE))) == 0


def test_a_sample_of_the_ten_thousand_queries_gives_no_wrong_row(london: Scope) -> None:
    """Marts in both profiles, from London's and an authority's database, fresh and kept, all at once."""
    scopes = {PAN_LONDON: london, TWO[0]: comparators.of_authority(TWO[0], london)}
    narrowed = ({}, {"sex": ("M",)}, {"sex": ("F",)})
    asked_for = many_at_once.wishes(scopes, ("placement_mix", "chosen_children"), narrowed, 30)
    assert many_at_once.count_wrong(scopes, asked_for, people=12, queries=20)[0] == 0


def test_the_count_of_wrong_rows_can_fail(london: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where answers are kept under too short a key, somebody gets another's rows, and is counted."""
    monkeypatch.setattr(answers, "_key", lambda scope, name, chosen, profile: (name,))
    asked_for = many_at_once.wishes({PAN_LONDON: london}, ("placement_mix",), ({"sex": ("M",)}, {"sex": ("F",)}), 8)
    assert many_at_once.count_wrong({PAN_LONDON: london}, asked_for, people=4, queries=10)[0] > 0


def test_a_choice_ends_with_its_cursor(london: Scope) -> None:
    everybody = asked(london, {})
    assert asked(london, {"sex": ("M",)}) != everybody
    assert asked(london, {}) == everybody
    with london.cursor() as cursor:
        assert cursor.execute("select getvariable('sex')").fetchall() == [(None,)]


@pytest.mark.parametrize("seconds", [0.2, 1.0])
def test_a_runaway_query_is_stopped_in_time_and_alone(london: Scope, seconds: float) -> None:
    served: list[tuple[object, ...]] = []
    done = threading.Event()

    def others() -> None:
        while not done.is_set():
            served.append(asked(london, {"sex": ("M",)}))

    other = threading.Thread(target=others)
    other.start()
    began = time.monotonic()
    try:
        message = f"after {seconds:g} seconds"
        with pytest.raises(QueryStopped, match=message), london.cursor(seconds) as cursor:
            cursor.execute(RUNAWAY).fetchall()
        taken = time.monotonic() - began
    finally:
        done.set()
        other.join()
    assert seconds <= taken < seconds + 60, "with time to spare on a busy machine"
    assert served and set(served) == {served[0]} and served[0][0] == 30


def test_time_spent_between_two_statements_counts(london: Scope) -> None:
    """An interrupt between two statements is lost; the next must be stopped all the same."""
    with pytest.raises(QueryStopped), london.cursor(0.1) as cursor:
        cursor.execute("select 1").fetchall()
        time.sleep(0.3)
        cursor.execute(RUNAWAY).fetchall()
    assert asked(london, {})[0] == 60


def test_a_runaway_view_stops_its_page_and_no_other(
    two_authorities: Snapshot, views: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sufficiency import settings

    monkeypatch.setattr(settings, "QUERY_SECONDS", 0.3)
    monkeypatch.setattr(settings, "BUILD_SECONDS", 2.0)
    sql = RUNAWAY.replace("count(*)", "count(*) as child_count")
    marts.write(views, "endless", sql, marts.COUNT)
    marts.write(views, "endless_stored", sql, marts.COUNT, keys="stored: yes\n")
    scope = Scope(two_authorities, sql=views)
    assert scope.problems.keys() == {"endless_stored"}
    assert "too long" in scope.problems["endless_stored"]
    with pytest.raises(QueryStopped):
        query.fetch(scope, ["endless"], {}, profile="exact")
    assert asked(scope, {})[0] == 60


def test_people_may_query_while_views_are_rebuilt_and_see_one_state_or_the_other(
    two_authorities: Snapshot, views: Path
) -> None:
    variants = {
        1: ("select 1 as a_count, count(*) as child_count from looked_after", ("a_count | count | A", marts.COUNT)),
        2: ("select count(*) as child_count, 2 as b_count from looked_after", (marts.COUNT, "b_count | count | B")),
    }

    def write(variant: int) -> None:
        sql, columns = variants[variant]
        marts.write(views, "changing", sql, *columns, keys="caveats: a test\n")
        marts.write(views, "beside", f"select {variant} as c_count", "c_count | count | C")

    write(1)
    scope = Scope(two_authorities, sql=views)
    stop = threading.Event()
    problems: list[str] = []
    seen: set[int] = set()

    def read() -> None:
        while not stop.wait(0.005):
            try:
                found = query.fetch(scope, ["changing", "beside"], {}, profile="exact")
            except Exception as error:
                problems.append(f"{type(error).__name__}: {error}")
                return
            rows, variant = found["changing"].rows, int(found["beside"].rows["c_count"].iloc[0])
            seen.add(variant)
            other = {1: "a_count", 2: "b_count"}[variant]
            if set(rows) != {"child_count", other} or rows["child_count"].tolist() != [60]:
                problems.append(f"variant {variant} beside {list(rows)}")

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    try:
        for turn in range(1, 6):
            write(turn % 2 + 1)
            scope.refresh()
            assert scope.problems == {}
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    assert problems == []
    assert seen == {1, 2}


def test_one_page_sees_one_moment_though_views_change_between_its_queries(
    two_authorities: Snapshot, views: Path
) -> None:
    marts.write(views, "figure", "select 1 as child_count", marts.COUNT)
    scope = Scope(two_authorities, sql=views)
    with scope.cursor_for({}, scope.snapshot.as_at) as (cursor, built):
        marts.write(views, "figure", "select 2 as child_count", marts.COUNT)
        scope.refresh()
        assert cursor.execute("select child_count from figure").fetchall() == [(1,)]
        assert built.catalogue.views["figure"].sql == "select 1 as child_count"
    assert marts.one(scope, "select child_count from figure") == 2


def test_scopes_opened_at_once_hold_their_own_children(london: Scope) -> None:
    with ThreadPoolExecutor(4) as pool:
        scopes = list(pool.map(lambda code: comparators.of_authority(code, london), TWO * 2))
    for scope in scopes:
        total = sum(range(FIRST_IDS[scope.name], FIRST_IDS[scope.name] + 30))
        assert asked(scope, {}) == (30, total, "F", scope.name)
