"""Somebody's own heavy question gives way to whoever waits for a page."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from sufficiency.database import contents, priority
from sufficiency.result import EXACT
from sufficiency.snapshot.store import Snapshot
from sufficiency.web.workbench import asking

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows of a thread's own priority")


def _own() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def _threads() -> set[str]:
    return {path.name for path in Path("/proc/self/task").iterdir()}


def test_the_engines_threads_give_way_and_whoever_opens_it_does_not(two_authorities: Snapshot) -> None:
    before, mine = _threads(), _own()
    con = contents.opened(two_authorities, "1GB")
    con.execute("select count(*) from range(10000000) as t (x) where x % 7 = 1")
    its = [os.getpriority(os.PRIO_PROCESS, int(thread)) for thread in _threads() - before]
    con.close()
    assert _own() == mine
    assert its.count(priority.ENGINE) >= (os.cpu_count() or 1) - 1


def test_a_question_of_ones_own_gives_way_most(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(asking.question, "ask", lambda *given, **named: seen.append(_own()))
    scope: Any = None
    asked = asking.Asking(scope, "select 1 as a", {}, EXACT)
    asked.start()
    assert asked.is_over and seen == [priority.QUESTION] and _own() < priority.QUESTION


def test_what_cannot_be_opened_says_why_to_whoever_asked() -> None:
    def fail() -> None:
        raise ValueError("no such file")

    with pytest.raises(ValueError, match="no such file"):
        priority.run_giving_way(fail)
