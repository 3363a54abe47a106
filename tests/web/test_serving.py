"""Refreshes: nobody waits, no page run breaks or mixes two snapshots, and old databases are closed."""

from __future__ import annotations

import io
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from sufficiency import events, query, settings
from sufficiency.database import memory
from sufficiency.database.scope import PAN_LONDON, Scope
from sufficiency.result import EXACT
from sufficiency.snapshot import store
from sufficiency.snapshot.store import SnapshotError
from sufficiency.web.open_snapshot import OpenSnapshot
from sufficiency.web.serving import PATIENCE, Run, Serving
from tests.conftest import TWO
from tests.database import marts

LONG = 120.0  # seconds that nothing here takes, even on a busy machine
Publish = Callable[[str, int], None]


@pytest.fixture
def few(views: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """``sql/`` with two marts, one of them of single children, so that databases open quickly."""
    monkeypatch.setenv("SUFFICIENCY_SQL", str(views))
    marts.write(views, "how_many", "select count(*) as child_count from looked_after", marts.COUNT)
    return views


@pytest.fixture
def publish(data_folder: Path, few: Path, two_tables: dict[str, pa.Table]) -> Publish:
    """Makes current a snapshot of that name, with that many children in each of two authorities."""

    def write(name: str, children: int) -> None:
        episodes = duckdb.from_arrow(two_tables["episodes"])
        some = episodes.filter(f"child_id % 1000000000000 < {children}").to_arrow_table()
        store.write({**two_tables, "episodes": some}, is_synthetic=True, name=name)

    return write


@pytest.fixture
def serving(publish: Publish) -> Iterator[Serving]:
    """Serves a first snapshot, of five children in each authority."""
    publish("first", 5)
    started = Serving()
    yield started
    started.stop()


def count(run: Run, scope: str = PAN_LONDON) -> int:
    """How many children the run's snapshot has, asked of its database."""
    opened = run.scope(scope)
    known = run.opened.options(opened)
    answer = run.opened.answers.fetch(opened, ["how_many"], {}, profile=EXACT, known=known)
    return int(answer["how_many"].rows["child_count"].iloc[0])


def begins(serving: Serving, name: str) -> None:
    """Wait until page runs begin on the snapshot called ``name``."""
    until = time.monotonic() + LONG
    while time.monotonic() < until:
        with serving.run(nobody_waits) as run:
            if run is not None and run.snapshot.id == name:
                return
        time.sleep(0.02)
    raise AssertionError(f"{name} was not served within {LONG:.0f} s: {serving.failure}")


def becomes(is_so: Callable[[], bool]) -> None:
    """Wait until it is so."""
    until = time.monotonic() + LONG
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.02)


def nobody_waits(doing: str) -> None:
    """What a page run is told that has nothing to read yet: none but the first may be."""
    raise AssertionError(f"a page run waited: {doing}")


def is_closed(scope: Scope) -> bool:
    """True when a database has been let go."""
    try:
        with scope.cursor():
            return False
    except duckdb.ConnectionException:
        return True


def test_who_waits_for_the_first_snapshot_is_told_what_for(serving: Serving) -> None:
    said: list[str] = []
    with serving.run(said.append) as run:
        assert run is not None and count(run) == 10
    assert "Reading care histories into memory" in said


def test_a_run_keeps_its_snapshot_and_the_last_to_end_closes_it(serving: Serving, publish: Publish) -> None:
    with serving.run(lambda doing: None) as before:
        assert before is not None and count(before) == 10
        publish("second", 3)
        begins(serving, "second")
        with serving.run(nobody_waits) as after:
            assert after is not None and (count(before), count(after)) == (10, 6)
        old = before.scope(PAN_LONDON)
        assert not is_closed(old)
    assert is_closed(old) and before.opened.is_closed
    with serving.run(nobody_waits) as run:
        assert run is not None and count(run) == 6


def test_people_who_click_through_refreshes_see_one_snapshot_at_a_time(serving: Serving, publish: Publish) -> None:
    sizes = {"first": 5, "second": 3, "third": 7, "fourth": 1}
    with serving.run(lambda doing: None):
        pass
    over = threading.Event()
    wrong: list[str] = []
    opened: dict[str, OpenSnapshot] = {}

    def click(place: str) -> None:
        times = 1 if place in TWO else 2
        while not over.is_set():
            try:
                with serving.run(nobody_waits) as run:
                    assert run is not None
                    opened[run.snapshot.id] = run.opened
                    counts = [count(run, place)]
                    time.sleep(0.05)
                    counts.append(count(run, place))
                    if counts != [times * sizes[run.snapshot.id]] * 2:
                        wrong.append(f"{run.snapshot.id}: {counts}")
            except Exception as error:
                wrong.append(f"{type(error).__name__}: {error}")
                return

    people = [threading.Thread(target=click, args=(place,)) for place in (PAN_LONDON, PAN_LONDON, *TWO)]
    for person in people:
        person.start()
    try:
        for name in ("second", "third", "fourth"):
            publish(name, sizes[name])
            begins(serving, name)
            until = time.monotonic() + LONG
            while name not in opened and not wrong and time.monotonic() < until:
                time.sleep(0.02)
    finally:
        over.set()
        for person in people:
            person.join()
    assert wrong == []
    assert opened.keys() == sizes.keys()
    assert [name for name, one in opened.items() if not one.is_closed] == ["fourth"]


def test_a_newer_snapshot_that_is_damaged_leaves_people_with_what_they_had(serving: Serving, publish: Publish) -> None:
    publish("second", 3)
    (store.folder() / "second" / "episodes.parquet").write_bytes(b"{}")
    store.point("first")
    with serving.run(lambda doing: None):
        pass
    store.point("second")
    until = time.monotonic() + LONG
    while not serving.failure and time.monotonic() < until:
        with serving.run(nobody_waits) as run:
            assert run is not None and run.snapshot.id == "first"
        time.sleep(0.02)
    assert "second" in serving.failure and "episodes.parquet" in serving.failure
    with serving.run(nobody_waits) as run:
        assert run is not None and count(run) == 10
    publish("third", 2)
    begins(serving, "third")
    assert serving.failure == ""


def test_a_snapshot_mended_where_it_lies_is_tried_again(
    serving: Serving, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sufficiency.web.not_served.RETRY", 0.2)
    publish("second", 3)
    table = store.folder() / "second" / "episodes.parquet"
    sound = table.read_bytes()
    table.write_bytes(b"{}")
    store.point("first")
    with serving.run(lambda doing: None):
        pass
    store.point("second")
    until = time.monotonic() + LONG
    while not serving.failure and time.monotonic() < until:
        time.sleep(0.02)
    assert serving.failure
    table.write_bytes(sound)
    begins(serving, "second")
    assert serving.failure == ""


def test_with_nothing_to_serve_the_fault_is_told(serving: Serving) -> None:
    (store.folder() / "first" / "episodes.parquet").write_bytes(b"{}")
    with pytest.raises(SnapshotError, match=r"episodes\.parquet"), serving.run(lambda doing: None):
        pass


def test_no_click_waits_for_views_that_are_slow_to_build(
    serving: Serving, few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving.run(lambda doing: None) as run:
        assert run is not None and count(run) == 10
    may_go_on = threading.Event()
    refresh = Scope.refresh

    def slowly(scope: Scope) -> object:
        may_go_on.wait(LONG)
        return refresh(scope)

    monkeypatch.setattr(Scope, "refresh", slowly)
    marts.write(few, "how_many", "select 7 as child_count", marts.COUNT)
    for _ in range(3):
        began = time.monotonic()
        with serving.run(nobody_waits) as run:
            waited = time.monotonic() - began
            assert run is not None and count(run) == 10
        assert waited < PATIENCE + 2
        assert serving.building > 0, "whoever saved it can be told that it is on its way"
    may_go_on.set()
    until = time.monotonic() + LONG
    found = 10
    while found == 10 and time.monotonic() < until:
        with serving.run(nobody_waits) as run:
            assert run is not None
            found = count(run)
    assert found == 7 and serving.building == 0


def test_authorities_databases_share_a_limit_and_the_least_recently_used_goes(
    serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving.run(lambda doing: None) as run:
        assert run is not None
        london, first = run.scope(PAN_LONDON), run.scope(TWO[0])
        most = memory.used(first) + 1
    monkeypatch.setattr(memory, "limit", lambda scope: most)
    with serving.run(nobody_waits) as run:
        assert run is not None and run.opened.is_open(TWO[0]) and not run.opened.is_open(TWO[1])
        second = run.scope(TWO[1])
        assert is_closed(first) and run.opened.names == [TWO[1]]
        with serving.run(nobody_waits) as other:
            assert other is not None
            third = other.scope(TWO[0])
            assert not is_closed(second), "a database is not closed under a page run"
            assert count(other, TWO[0]) == count(run, TWO[1]) == 5
    assert not is_closed(london) and not is_closed(third)


def test_a_server_that_starts_on_a_damaged_snapshot_serves_the_last_good_one_and_is_not_ready(
    serving: Serving, publish: Publish
) -> None:
    publish("second", 3)
    (store.folder() / "second" / "episodes.parquet").write_bytes(b"{}")
    with serving.run(lambda doing: None) as run:
        assert run is not None and run.snapshot.id == "first" and count(run) == 10
    assert "second" in serving.failure and "episodes.parquet" in serving.failure
    assert not serving.is_ready
    publish("third", 2)
    begins(serving, "third")
    assert serving.is_ready and serving.failure == ""


@pytest.mark.parametrize("text", ["", "../other", "\x00\x01"])
def test_with_a_damaged_pointer_the_last_good_snapshot_is_served_and_readiness_fails(
    serving: Serving, text: str
) -> None:
    (store.folder() / store.POINTER).write_text(text)
    with serving.run(lambda doing: None) as run:
        assert run is not None and run.snapshot.id == "first" and count(run) == 10
    becomes(lambda: "current is damaged" in serving.failure and "--use NAME" in serving.failure)
    assert not serving.is_ready
    store.point("first")
    begins(serving, "first")
    becomes(lambda: serving.is_ready and serving.failure == "")


def test_a_pointer_damaged_while_people_look_leaves_them_with_what_they_had(serving: Serving) -> None:
    with serving.run(lambda doing: None):
        pass
    (store.folder() / store.POINTER).write_text("")
    becomes(lambda: not serving.is_ready and "current is damaged" in serving.failure)
    with serving.run(nobody_waits) as run:
        assert run is not None and run.snapshot.id == "first"


def test_the_log_tells_which_snapshot_is_opened_which_is_not_and_which_stands_in(serving: Serving) -> None:
    written = io.StringIO()
    events.begin(events.JSON, written)
    try:
        with serving.run(lambda doing: None):
            pass
        (store.folder() / "second").mkdir()
        store.point("second")
        becomes(lambda: "second" in serving.failure)
    finally:
        events.begin(events.OFF)
    told = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [(line["event"], line["snapshot"], line["outcome"]) for line in told] == [
        ("snapshot", "first", "opened"),
        ("snapshot", "second", "pointed to"),
        ("snapshot", "second", "not served"),
    ]
    assert float(told[0]["seconds"]) > 0 and told[0]["kind"] == "synthetic"


def test_what_failed_by_itself_is_told_by_a_number_and_not_by_its_words(
    serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise ValueError("child 4711")

    monkeypatch.setattr("sufficiency.web.serving.OpenSnapshot", fail)
    number = "look it up as [0-9A-F]{4}-[0-9A-F]{4}"
    with pytest.raises(SnapshotError, match=number) as told, serving.run(lambda doing: None):
        pass
    assert "4711" not in str(told.value)


def test_invented_children_never_stand_in_for_real_ones(
    serving: Serving, publish: Publish, two_tables: dict[str, pa.Table]
) -> None:
    store.write(two_tables, is_synthetic=False, name="real")
    store.write(two_tables, is_synthetic=False, name="newer")
    assert store.others_like("newer") == ["real"] and store.others_like("first") == []
    (store.folder() / "newer" / store.MANIFEST).write_text("{}")
    assert store.others_like("newer") == ["real"]


def test_all_databases_together_keep_to_one_limit_and_answers_to_theirs(
    serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = 1_000_000_000
    monkeypatch.setattr(settings, "MEMORY", "1GB")
    monkeypatch.setattr(settings, "ANSWERS_KEPT", 10)
    with serving.run(lambda doing: None) as run:
        assert run is not None and count(run) == 10
        london, own = memory.limit(run.scope(PAN_LONDON)), memory.limit(run.scope(TWO[0]))
        # There are two of London while one snapshot takes over from another; authorities share theirs.
        assert 0.4 * most < london and 2 * london + own < 1.01 * most
        assert run.opened.answers.size == 0


def test_a_database_that_the_engine_gave_up_is_opened_anew_for_the_next_page(serving: Serving) -> None:
    with serving.run(lambda doing: None) as run:
        assert run is not None
        for name in (PAN_LONDON, run.snapshot.authorities[0], PAN_LONDON):
            lost = run.scope(name)
            # As after a fault of the engine: whatever is asked of it fails.
            lost._con = duckdb.connect()
            lost._con.close()
            with pytest.raises(duckdb.Error), lost.cursor():
                pass
            assert run.scope(name) is not lost and query.options(run.scope(name))
        assert query.options(run.scope(run.snapshot.authorities[0]))


def test_whoever_comes_while_the_server_ends_is_told_and_waits_for_nothing(serving: Serving) -> None:
    serving.stop()
    with pytest.raises(SnapshotError, match="The server is shutting down"), serving.run(lambda said: None):
        pass
