"""Parts of a Result keep figures and symbols together, and are made once."""

from __future__ import annotations

import pandas as pd

from sufficiency.result import Column, Result, View

VIEW = View(
    "flows", "marts", "Flows", columns=(Column("name", "text", "Name"), Column("child_count", "count", "Children"))
)
ROWS = pd.DataFrame({"name": ["a", "b", "c"], "child_count": [8.0, None, 20.0]})
SYMBOLS = pd.DataFrame({"name": ["", "", ""], "child_count": ["", "c", ""]})


def _result() -> Result:
    return Result(VIEW, ROWS, SYMBOLS)


def test_first_puts_the_highest_first_and_the_withheld_last() -> None:
    ordered = _result().first("child_count", 3)
    assert ordered.rows["name"].tolist() == ["c", "a", "b"]
    assert ordered.symbols["child_count"].tolist() == ["", "", "c"]
    assert _result().first("child_count", 1).rows["name"].tolist() == ["c"]


def test_known_leaves_out_what_is_withheld() -> None:
    assert _result().known("child_count").rows["name"].tolist() == ["a", "c"]


def test_a_part_is_made_once_and_is_not_taken_for_its_whole() -> None:
    whole = _result()
    part = whole.first("child_count", 2)
    assert whole.first("child_count", 2) is part
    assert whole.where(name="a") is whole.where(name="a")
    assert part.where(name="b").is_empty and not whole.where(name="b").is_empty


def test_parts_of_nothing_are_nothing() -> None:
    none = Result(VIEW, ROWS.iloc[:0], SYMBOLS.iloc[:0])
    assert none.first("child_count", 5).is_empty and none.known("child_count").is_empty


def test_one_result_follows_another_with_its_own_figures() -> None:
    seen, ahead = _result(), Result(VIEW, ROWS.assign(child_count=[9.0, 10.0, 11.0]), SYMBOLS)
    asked: list[Result] = []

    def total(one: Result) -> float:
        asked.append(one)
        return float(one.rows["child_count"].sum())

    assert seen.where(name=("a", "c")).keep("total", total) == 28
    ahead.follow(seen)
    part = ahead.where(name=("a", "c"))
    assert len(asked) == 2 and asked[1] is part
    assert part.keep("total", total) == 20 and len(asked) == 2
