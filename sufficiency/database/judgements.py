"""Whether figures differ beyond what chance explains, judged by the counts as they are shown.

The tests are the macros of ``sql/macros/intervals.sql``: of two shares, of two counts, and of two
figures that have intervals.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from sufficiency.database.shown_counts import Shown, asked, bounds, is_in
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


def judge(cursor: duckdb.DuckDBPyConnection, one: Shown, profile: str) -> None:
    """Fill the flags of differences, from the ends that are filled by now."""
    for column in one.view.columns:
        if one.view.child_level or not is_of_figures(column, one.view):
            continue
        now, then = (one.view.column(str(name)) for name in (column.numerator, column.denominator))
        figures = {"figure": now.name, "low": now.low, "high": now.high}
        figures |= {"other": then.name, "other_low": then.low, "other_high": then.high}
        compared = pd.DataFrame({name: one.rows[str(source)].astype("float64") for name, source in figures.items()})
        shown_now, shown_then = bounds(now, one, profile), bounds(then, one, profile)
        is_up = one.rows[column.name] > 0
        compared = pd.concat([compared, _nearest(shown_now, shown_then, is_up=is_up)], axis=1).assign(
            is_share=is_in(one.rows, "pct"),
            is_count=is_in(one.rows, "count"),
            among=one.rows[[str(now.denominator), str(then.denominator)]].astype("float64").min(axis=1, skipna=False),
        )
        one.rows[flag(column)] = np.array(asked(cursor, "compared", compared, CLEAR)["is_clear"], dtype=bool)


def _nearest(now: pd.DataFrame, then: pd.DataFrame, is_up: pd.Series) -> pd.DataFrame:
    """The two shares, and counts, of the bands that lie nearest to one another; of nobody where the bands
    of shares meet. Counts whose bands meet are less than nothing apart."""
    up = is_up.to_numpy()
    part, whole = (np.where(up, now[f"low_{name}"], now[f"high_{name}"]) for name in ("part", "whole"))
    other, of = (np.where(up, then[f"high_{name}"], then[f"low_{name}"]) for name in ("part", "whole"))
    with np.errstate(divide="ignore", invalid="ignore"):
        is_apart = np.where(up, part / whole > other / of, part / whole < other / of)
    apart = np.where(up, part - other, other - part)
    pair = {
        "apart": apart,
        "part": part,
        "whole": np.where(is_apart, whole, 0.0),
        "other_part": other,
        "other_whole": of,
    }
    return pd.DataFrame(pair)
