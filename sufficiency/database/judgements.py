"""Whether figures differ beyond what chance explains, judged by the counts as they are shown.

The tests are the macros of ``sql/macros/intervals.sql``: of two shares, of two counts, and of two
figures that have intervals.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import numpy as np

from sufficiency.database.shown_counts import Bounds, Shown, asked, bounds, is_in
from sufficiency.result import Column, View

CLEAR = """select case when is_share then shares_differ(part, whole, other_part, other_whole, confidence_z())
    when is_count then counts_differ(apart, part + other_part, among, confidence_z())
    else figures_differ(figure, low, high, other, other_low, other_high) end as is_clear from compared"""


def is_of_figures(column: Column, view: View) -> bool:
    """True of a difference between two figures that have intervals, not between two counts."""
    pair = (column.numerator, column.denominator)
    return column.kind == "difference" and all(view.column(str(name)).kind == "unit" for name in pair)


def flag(column: Column) -> str:
    """The column that says of a difference whether it is beyond what chance explains."""
    return f"{column.name.removesuffix('_value')}_is_clear"


def judge(cursor: duckdb.DuckDBPyConnection, results: Sequence[Shown], profile: str) -> None:
    """Fill the flags of differences in each of ``results``, from the ends that are filled by now: all in one query,
    because to plan a query costs more than to run it."""
    differences = [
        (shown, column, _compared(shown, column, profile))
        for shown in results
        for column in ([] if shown.view.child_level else shown.view.columns)
        if is_of_figures(column, shown.view)
    ]
    if not differences:
        return
    compared = {name: np.concatenate([some[name] for _, _, some in differences]) for name in differences[0][2]}
    clear = asked(cursor, "compared", compared, CLEAR)["is_clear"].astype(bool)
    start = 0
    for shown, column, some in differences:
        shown.rows[flag(column)] = clear[start : start + len(some["part"])]
        start += len(some["part"])


def _compared(shown: Shown, column: Column, profile: str) -> Bounds:
    now, then = (shown.view.column(str(name)) for name in (column.numerator, column.denominator))
    figures = {"figure": now.name, "low": now.low, "high": now.high}
    figures |= {"other": then.name, "other_low": then.low, "other_high": then.high}
    wholes = [shown.rows[str(of.denominator)].to_numpy("float64", na_value=np.nan) for of in (now, then)]
    is_up = (shown.rows[column.name] > 0).to_numpy("bool", na_value=False)
    return {
        **{name: shown.rows[str(source)].to_numpy("float64", na_value=np.nan) for name, source in figures.items()},
        **_nearest(bounds(now, shown, profile), bounds(then, shown, profile), is_up=is_up),
        "is_share": is_in(shown.rows, "pct"),
        "is_count": is_in(shown.rows, "count"),
        "among": np.minimum(*wholes),
    }


def _nearest(now: Bounds, then: Bounds, is_up: np.ndarray) -> Bounds:
    """The two shares, and counts, of the bands that lie nearest to one another; of nobody where the bands
    of shares meet. Counts whose bands meet are less than nothing apart."""
    part, whole = (np.where(is_up, now[f"low_{name}"], now[f"high_{name}"]) for name in ("part", "whole"))
    other, of = (np.where(is_up, then[f"high_{name}"], then[f"low_{name}"]) for name in ("part", "whole"))
    with np.errstate(divide="ignore", invalid="ignore"):
        is_apart = np.where(is_up, part / whole > other / of, part / whole < other / of)
    apart = np.where(is_up, part - other, other - part)
    return {
        "apart": apart,
        "part": part,
        "whole": np.where(is_apart, whole, 0.0),
        "other_part": other,
        "other_whole": of,
    }
