"""Answers made ready ahead: newest wish first, in quiet moments only, and never twice."""

from __future__ import annotations

import threading
import time
from functools import partial

from sufficiency.web.prefetch import Ahead


def test_the_newest_wish_comes_first_and_each_in_its_order() -> None:
    made: list[str] = []
    done = threading.Event()
    ahead = Ahead(quiet=0.2)
    ahead.start()
    ahead.asked()
    ahead.wish("old", [partial(made.append, "c"), done.set])
    ahead.wish("new", [partial(made.append, "a"), partial(made.append, "b")])
    assert done.wait(5)
    assert made == ["a", "b", "c"]


def test_nothing_is_made_while_somebody_waits() -> None:
    done = threading.Event()
    ahead = Ahead(quiet=0.3)
    ahead.start()
    ahead.asked()
    begun = time.monotonic()
    ahead.wish("one", [done.set])
    while time.monotonic() < begun + 0.6:
        ahead.asked()
        assert not done.is_set()
        time.sleep(0.02)
    assert done.wait(5)


def test_what_was_wished_for_is_not_wished_for_again() -> None:
    made: list[int] = []
    done = threading.Event()
    ahead = Ahead(quiet=0)
    ahead.start()
    for number in range(3):
        ahead.wish("the same", [partial(made.append, number)])
    ahead.wish("another", [done.set])
    assert done.wait(5)
    time.sleep(0.1)
    assert made == [0]


def test_before_it_is_started_nothing_is_kept() -> None:
    made: list[int] = []
    done = threading.Event()
    ahead = Ahead(quiet=0)
    ahead.wish("early", [partial(made.append, 1)])
    ahead.start()
    ahead.wish("late", [done.set])
    assert done.wait(5) and not made


def test_a_wish_that_fails_leaves_the_next_one_to_be_made() -> None:
    done = threading.Event()
    ahead = Ahead(quiet=0)
    ahead.start()
    ahead.wish("both", [partial(int, "not a number"), done.set])
    assert done.wait(5)
