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


def test_single_children_are_kept_for_nobody(scope: Scope) -> None:
    kept = Answers(10**9)
    known = query.options(scope)
    rows = [kept.fetch(scope, ["which"], {}, profile=EXACT, known=known)["which"] for _ in range(2)]
    assert len(rows[0].rows) == 60 and rows[0] is not rows[1]
    both = kept.fetch(scope, ["how_many", "which"], {}, profile=EXACT, known=known)
    assert both.keys() == {"how_many", "which"}
    assert kept.size == 0


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
