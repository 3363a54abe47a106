"""What the benchmarks rest on: stages that count once, and marts that have the columns they are compared by."""

from __future__ import annotations

import time

import pytest

from sufficiency import settings
from sufficiency.catalogue import header
from tests.benchmarks import importing
from tests.benchmarks.framed_marts import MARTS


def test_a_stage_within_another_counts_for_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter([0.0, 1.0, 3.0, 10.0])
    monkeypatch.setattr(time, "process_time", lambda: next(ticks))
    watch = importing.Watch()
    inner = watch.timed("inner", lambda: "done")
    assert watch.timed("outer", inner)() == "done"
    assert watch.taken == {"outer": 8.0, "inner": 2.0}


def test_what_a_stage_yields_is_worked_out_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter([0.0, 5.0])
    monkeypatch.setattr(time, "process_time", lambda: next(ticks))
    watch = importing.Watch()
    assert list(watch.timed("stage", lambda: (number for number in (1, 2)))()) == [1, 2]
    assert watch.taken == {"stage": 5.0}


@pytest.mark.parametrize("name", MARTS)
def test_a_mart_that_is_asked_of_frames_has_the_columns_it_is_compared_by(name: str) -> None:
    view = header.read(settings.SQL / "marts" / f"{name}.sql")
    assert {MARTS[name].count, *MARTS[name].compared} <= {column.name for column in view.columns}
