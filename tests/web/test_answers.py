"""Answers are kept within so many bytes, made once for all who ask, and never of single children."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sufficiency import query
from sufficiency.database.scope import Scope
from sufficiency.result import EXACT
from sufficiency.snapshot.store import Snapshot
from sufficiency.web import answers
from sufficiency.web.answers import Answers
from tests.database import marts

CHILDREN = "select child_id::varchar as child_label from looked_after"


@pytest.fixture
def scope(two_authorities: Snapshot, views: Path) -> Scope:
    """Two marts: how many, and which."""
    marts.write(views, "how_many", "select count(*) as child_count from looked_after", marts.COUNT)
    marts.write(views, "which", CHILDREN, "child_label | text | Child", keys="child_level: yes\n")
    return Scope(two_authorities, sql=views)


def test_what_is_kept_is_bounded_and_the_least_recently_used_goes(scope: Scope) -> None:
    known = query.options(scope)

    def ask(sex: str, kept: Answers) -> object:
        return kept.fetch(scope, ["how_many"], {"sex": (sex,)}, profile=EXACT, known=known)["how_many"]

    measured = Answers(10**9)
    first = ask("M", measured)
    assert 0 < measured.size < 10_000
    assert ask("M", measured) is first
    narrow = Answers(int(measured.size * 1.5))
    first, second = ask("M", narrow), ask("F", narrow)
    assert narrow.size <= measured.size * 1.5
    assert ask("F", narrow) is second and ask("M", narrow) is not first
    none = Answers(10)
    assert ask("M", none) is not ask("M", none) and none.size == 0


def test_what_one_page_asked_for_is_there_for_another_and_only_the_rest_is_asked(
    scope: Scope, views: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marts.write(views, "how_many_more", "select count(*) as child_count from looked_after", marts.COUNT)
    scope.refresh()
    known = query.options(scope)
    asked: list[tuple[str, ...]] = []

    def fetch(at: Scope, names: list[str], *rest: object, **named: object) -> object:
        asked.append(tuple(names))
        return query.fetch(at, names, *rest, **named)

    monkeypatch.setattr(answers, "query", type("Query", (), {"fetch": staticmethod(fetch)}))
    kept = Answers(10**9)
    first = kept.fetch(scope, ["how_many"], {}, profile=EXACT, known=known)
    both = kept.fetch(scope, ["how_many_more", "how_many"], {}, profile=EXACT, known=known)
    assert asked == [("how_many",), ("how_many_more",)]
    assert list(both) == ["how_many_more", "how_many"] and both["how_many"] is first["how_many"]


def test_whoever_waits_for_an_answer_that_fails_asks_themselves(scope: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    known = query.options(scope)
    begun, waits = threading.Event(), threading.Event()

    def fetch(*args: object, **named: object) -> object:
        if not begun.is_set():
            begun.set()
            waits.wait(10)
            raise query.NoSuchView("not now")
        return query.fetch(*args, **named)

    named = {"fetch": staticmethod(fetch), "NoSuchView": query.NoSuchView}
    monkeypatch.setattr(answers, "query", type("Query", (), named))
    kept = Answers(10**9)

    def ask() -> object:
        return kept.fetch(scope, ["how_many"], {}, profile=EXACT, known=known)["how_many"]

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(ask)
        assert begun.wait(10)
        second = pool.submit(ask)
        waits.set()
        with pytest.raises(query.NoSuchView):
            first.result()
        assert second.result() is not None


def test_single_children_are_kept_for_nobody(scope: Scope) -> None:
    kept = Answers(10**9)
    known = query.options(scope)
    rows = [kept.fetch(scope, ["which"], {}, profile=EXACT, known=known)["which"] for _ in range(2)]
    assert len(rows[0].rows) == 60 and rows[0] is not rows[1]
    assert kept.size == 0


def test_what_is_asked_for_beside_single_children_is_kept_without_them(scope: Scope) -> None:
    known = query.options(scope)
    alone, kept = Answers(10**9), Answers(10**9)
    alone.fetch(scope, ["how_many"], {}, profile=EXACT, known=known)
    first, second = (kept.fetch(scope, ["which", "how_many"], {}, profile=EXACT, known=known) for _ in range(2))
    assert list(first) == list(second) == ["which", "how_many"]
    assert first["how_many"] is second["how_many"] and first["which"] is not second["which"]
    assert kept.size == alone.size


def test_of_many_who_ask_the_same_at_once_one_asks_the_database(scope: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    known = query.options(scope)
    asked: list[object] = []
    ready = threading.Barrier(4)

    def fetch(*args: object, **named: object) -> object:
        asked.append(args)
        return query.fetch(*args, **named)

    monkeypatch.setattr(answers, "query", type("Query", (), {"fetch": staticmethod(fetch)}))
    kept = Answers(10**9)

    def ask(_: int) -> object:
        ready.wait()
        return kept.fetch(scope, ["how_many"], {}, profile=EXACT, known=known)["how_many"]

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(ask, range(4)))
    assert len(asked) == 1 and all(one is found[0] for one in found)
