"""Where a figure is withheld of a group that is not small, it is said of whom there are too few."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from sufficiency.presentation import charts
from sufficiency.result import Column, Result, View

KIND = Column("kind", "text", "Kind")
CHILDREN = Column("priced_count", "count", "Children whose cost was sent in parts")
PAID = Column("health_count", "count", "Children to whose cost health contributes")
SHARE = Column("health_pct", "pct", "Health's share of the weekly cost", of="health_count", kind="mean")
COLUMNS = (KIND, CHILDREN, PAID, SHARE)


def made(symbols: dict[str, list[str]]) -> Result:
    """Two kinds of placement, of whose figures these are withheld."""
    view = View("paid", "marts", "Who pays", "", source="", columns=COLUMNS)
    rows = pd.DataFrame({"kind": ["Foster", "Homes"], "priced_count": [300, 40], "health_count": [3, 20]})
    rows["health_pct"] = [1.0, 20.0]
    told = pd.DataFrame("", index=rows.index, columns=rows.columns)
    for column, marks in symbols.items():
        told[column] = marks
        rows[column] = rows[column].where([not mark for mark in marks])
    return Result(view, rows, told, profile="london-7-5", as_at=date(2026, 3, 31))


def words(result: Result) -> tuple[str, str, str]:
    chart = charts.draw(result, "dot x=health_pct y=kind sort=-x")
    return chart.instead(), chart.alone(), chart.title


def test_of_a_large_group_it_is_said_of_whom_there_are_too_few() -> None:
    few = "Children to whose cost health contributes are too few to show"
    nothing, _, title = words(made({"health_count": ["c", "c"], "health_pct": ["c", "c"]}))
    assert (nothing, title) == (f"{few}.", few)
    _, alone, _ = words(made({"health_count": ["c", ""], "health_pct": ["c", ""]}))
    assert alone.endswith(f"{few}: Foster.")


def test_of_a_small_group_that_its_children_are() -> None:
    every = ["c", "c"]
    result = made({"priced_count": every, "health_count": every, "health_pct": every})
    assert words(result)[0] == "Too few children to show."
    # Withheld though those who pay are shown: what gives single children away is not a matter of how many.
    assert words(made({"health_pct": every}))[0] == "Too few children to show."


def test_of_children_of_whom_none_has_a_price_it_is_not_said_that_there_is_no_child() -> None:
    result = made({})
    nobody = result.rows.assign(health_count=0, health_pct=None)
    symbols = result.symbols.assign(health_pct="z")
    said = words(replace(result, rows=nobody, symbols=symbols, profile="exact"))
    assert said[0] == "Children to whose cost health contributes: none."
    nobody_at_all = nobody.assign(priced_count=0)
    assert words(replace(result, rows=nobody_at_all, symbols=symbols, profile="exact"))[0] == "No child to show."
