"""Parts of a Result keep figures and symbols together."""

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


def test_a_part_of_a_part_is_of_both() -> None:
    part = _result().first("child_count", 2)
    assert part.where(name="b").is_empty and not _result().where(name="b").is_empty


def test_parts_of_nothing_are_nothing() -> None:
    none = Result(VIEW, ROWS.iloc[:0], SYMBOLS.iloc[:0])
    assert none.first("child_count", 5).is_empty and none.known("child_count").is_empty


def test_a_result_takes_as_many_bytes_as_its_rows_and_symbols() -> None:
    none = Result(VIEW, ROWS.iloc[:0], SYMBOLS.iloc[:0])
    many = Result(VIEW, pd.concat([ROWS] * 1000), pd.concat([SYMBOLS] * 1000))
    assert none.size < 1000 < 3000 * 8 < many.size


def test_a_part_that_was_asked_for_is_kept_with_its_whole_and_changes_nothing() -> None:
    whole = _result()
    assert whole.first("child_count", 2) is whole.first("child_count", 2)
    assert len(whole.first("child_count", 1).rows) == 1 and _result().first("child_count", 2) is not whole.first(
        "child_count", 2
    )
    assert whole.known("child_count") is whole.known("child_count")
    part = whole.where(name=("a", "b"))
    assert whole.where(name=("a", "b")) is part and part.rows.index.tolist() == [0, 1]
    assert whole.where(name="b") is not part and _result().where(name=("a", "b")) is not part
    assert (whole.withheld, part.withheld, whole.where(name="c").withheld) == (1, 1, 0)
