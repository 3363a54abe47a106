"""What the benchmarks rest on: stages that count once, and frames that say what the marts say."""

from __future__ import annotations

import time

import pandas as pd
import pytest

from sufficiency import settings
from sufficiency.database.scope import Scope
from tests.benchmarks import compared, framed_marts, frames, held, importing
from tests.benchmarks.framed_marts import LEFT_OUT, MARTS
from tests.benchmarks.held import Held


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


def test_every_mart_is_asked_of_frames_or_left_out_with_a_reason() -> None:
    marts = {file.stem for file in (settings.SQL / "marts").glob("*.sql")}
    assert sum(len(subject.MARTS) for subject in framed_marts.SUBJECTS) == len(MARTS)
    assert {*MARTS, *LEFT_OUT} == marts
    assert not MARTS.keys() & LEFT_OUT.keys()
    assert all(LEFT_OUT.values())


@pytest.fixture(scope="module")
def in_both(london: Scope) -> tuple[Held, Held]:
    """The two authorities' tables, in pandas and in Polars."""
    return held.both(london)


def of_subjects(each: bool) -> list[str]:
    """The first mart of each subject that frames are written by, or all the others."""
    first = [next(iter(subject.MARTS)) for subject in framed_marts.SUBJECTS]
    return first if each else sorted(MARTS.keys() - set(first))


def agree(name: str, london: Scope, in_both: tuple[Held, Held]) -> None:
    by = compared.keys(london.catalogue.views[name].grain)
    for tables in in_both:
        compared.same(name, by, frames.rows(london, name), compared.frame(MARTS[name](tables)))


@pytest.mark.parametrize("name", of_subjects(each=True))
def test_frames_say_what_the_mart_says(name: str, london: Scope, in_both: tuple[Held, Held]) -> None:
    agree(name, london, in_both)


@pytest.mark.whole
@pytest.mark.parametrize("name", of_subjects(each=False))
def test_frames_say_what_every_mart_says(name: str, london: Scope, in_both: tuple[Held, Held]) -> None:
    agree(name, london, in_both)


MART = pd.DataFrame({"area": ["A", "B", "C"], "child_count": [3, 2, 0], "median_miles": [1.5, None, None]})


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        (pd.DataFrame({"area": ["B", "A"], "child_count": [2, 3], "median_miles": [None, 1.5]}), ""),
        (pd.DataFrame({"area": ["A", "B"], "child_count": [3, 2]}), ""),
        (pd.DataFrame({"area": ["A"], "child_count": [3]}), "1 groups are lacking"),
        (pd.DataFrame({"area": ["A", "B", "D"], "child_count": [3, 2, 0]}), "groups that the mart has not"),
        (pd.DataFrame({"area": ["A", "B"], "child_count": [3, 1]}), "child_count is otherwise in 1 of 2"),
        (
            pd.DataFrame({"area": ["A", "B"], "child_count": [3, 2], "median_miles": [1.5, 0]}),
            "median_miles is otherwise",
        ),
        (pd.DataFrame({"area": ["A", "B"], "children": [3, 2]}), "no column"),
        (pd.DataFrame({"area": ["A", "B"]}), "no figure"),
    ],
)
def test_a_difference_between_frames_and_a_mart_is_told(frame: pd.DataFrame, told: str) -> None:
    by = compared.keys("one row per area")
    if not told:
        compared.same("mart", by, MART, frame)
        return
    with pytest.raises(AssertionError, match=told):
        compared.same("mart", by, MART, frame)
