"""Whether frames and a mart say the same: group by group, and every figure that both have."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd

from tests.benchmarks.held import Rows

CLOSE = 1e-6  # how far apart, of their size, two sums of the same numbers may lie


def keys(grain: str) -> list[str]:
    """The columns that a header's grain names: *one row per a, b*."""
    return grain.partition("per ")[2].split(";")[0].replace(" ", "").split(",") if "per " in grain else []


def frame(rows: Rows) -> pd.DataFrame:
    """The frames' rows for comparison."""
    found: pd.DataFrame = (rows.collect() if isinstance(rows, nw.LazyFrame) else rows).to_pandas()
    return found.reset_index(drop=True)


def same(name: str, by: list[str], ours: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """Raise AssertionError unless each group of the frames is a row of the mart and says the same in every column.

    A row of the mart that frames lack is one that counts nothing. Rows without their mart's own key are taken in order.
    """
    columns = [column for column in ours.columns if column in theirs.columns]
    assert len(columns) == len(theirs.columns), f"{name}: no column {set(theirs.columns) - set(ours.columns)}"
    by = [key for key in by if key in columns]
    figures = [column for column in columns if column not in by]
    assert figures, f"{name}: no figure is compared"
    counted = next((name for name in theirs.columns if name.endswith("_count")), None)
    ours, theirs = (_plain(rows[columns], columns) for rows in (ours, theirs))
    if not by or theirs.duplicated(by).any():
        assert len(ours) == len(theirs), f"{name}: {len(theirs)} rows and {len(ours)}"
        ours, theirs = (rows.sort_values(columns, ignore_index=True) for rows in (ours, theirs))
        by = [*by, "row"]
        ours, theirs = (rows.assign(row=range(len(rows))) for rows in (ours, theirs))
    both = ours.merge(theirs, on=by, how="outer", suffixes=("", " of frames"), indicator="side")
    beyond = both[both["side"] == "right_only"]
    assert beyond.empty, f"{name}: groups that the mart has not, such as {beyond[by].head(3).to_dict('list')}"
    lacking = both[both["side"] == "left_only"]
    lacking = lacking[lacking[counted].fillna(0) != 0] if counted else lacking
    assert lacking.empty, f"{name}: {len(lacking)} groups are lacking, such as {lacking[by].head(3).to_dict('list')}"
    both = both[both["side"] == "both"]
    for column in figures:
        apart = _apart(both[column], both[f"{column} of frames"])
        assert not apart.any(), (
            f"{name}: {column} is otherwise in {apart.sum()} of {len(both)} groups{_shown(both, by, column, apart)}"
        )


def _shown(both: pd.DataFrame, by: list[str], column: str, apart: Any) -> str:
    return ", such as " + str(both.loc[apart, [*by, column, f"{column} of frames"]].head(2).to_dict("records"))


def _plain(rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Numbers as numbers with decimals, everything else as words."""
    return pd.DataFrame({name: _column(rows[name]) for name in columns})


def _column(cells: pd.Series[Any]) -> pd.Series[Any]:
    if pd.api.types.is_datetime64_any_dtype(cells):
        return cells.dt.strftime("%Y-%m-%d").astype("str")
    if pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells):
        return cells.astype("float64")
    known = cells.dropna()
    if not known.empty and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in known):
        return cells.astype("float64")
    return cells.map(str, na_action="ignore").astype("str")


def _apart(ours: pd.Series[Any], theirs: pd.Series[Any]) -> Any:
    if pd.api.types.is_numeric_dtype(ours) and pd.api.types.is_numeric_dtype(theirs):
        apart = (ours - theirs).abs() > CLOSE * ours.abs().clip(lower=1)
        return apart | (ours.isna() != theirs.isna())
    return ours.fillna("") != theirs.fillna("")
