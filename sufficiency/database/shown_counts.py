"""A view's counts as they are shown, and between which the true ones lie."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import duckdb
import numpy as np
import pandas as pd

from sufficiency.disclosure import rule
from sufficiency.result import EXACT, Column, View

# What ends are made of, by name: a figure for each row.
Bounds = dict[str, np.ndarray]
# To let the engine scan a frame costs more than to bind so few rows as lists, and less than to bind more.
MOST_BOUND = 2000


class Shown(NamedTuple):
    """A view's rows as they are shown, with the symbols in place of what is not."""

    view: View
    rows: pd.DataFrame
    symbols: pd.DataFrame


def asked(cursor: duckdb.DuckDBPyConnection, name: str, columns: Bounds, sql: str) -> Bounds:
    """What ``sql`` gives on the database of ``cursor``, which knows by ``name`` the rows that have ``columns``, of
    figures or flags; NaN where a figure is empty."""
    if len(next(iter(columns.values()))) > MOST_BOUND:
        cursor.register(name, pd.DataFrame(columns))
        try:
            return _filled(cursor.execute(sql).fetchnumpy())
        finally:
            cursor.unregister(name)
    kinds = {column: "boolean" if cells.dtype == bool else "double" for column, cells in columns.items()}
    listed = ", ".join(f"unnest(?::{kind}[]) as {column}" for column, kind in kinds.items())
    bound = [[None if cell != cell else cell for cell in cells.tolist()] for cells in columns.values()]
    return _filled(cursor.execute(f"with {name} as (select {listed}) {sql}", bound).fetchnumpy())


def _filled(columns: Mapping[str, Any]) -> Bounds:
    return {name: np.asarray(np.ma.filled(cells, np.nan)) for name, cells in columns.items()}


def bounds(column: Column, shown: Shown, profile: str) -> Bounds:
    """For each end of a row's interval: the part, the whole (of shares alone), and what a count's end is
    multiplied by. Of protected counts the least part of the most, and the most of the least."""
    part, whole, value = (
        shown.rows[str(name)].to_numpy("float64", na_value=np.nan)
        for name in (column.numerator, column.denominator, column.name)
    )
    is_share = is_in(shown.rows, "pct") if column.kind == "unit" else np.full(len(part), column.kind == "share")
    factor = np.ones(len(part))
    if column.kind in ("rate", "index"):
        some, room = np.where(part > 0, part, np.nan), np.where(whole > 0, whole, np.nan)
        # What a view multiplied by (10,000 for a rate) is seen in any row that counts somebody.
        scales = (value * whole / some)[~np.isnan(value * whole / some)]
        scale = float(np.median(scales)) if len(scales) else np.nan
        factor = np.where(part > 0, value / some, scale / room)
    is_banded = [
        profile != EXACT and shown.view.column(str(n)).unit == "count" for n in (column.numerator, column.denominator)
    ]
    parts, wholes = (
        rule.reach(some) if banded else (some, some) for some, banded in zip((part, whole), is_banded, strict=True)
    )
    ends: Bounds = {}
    for end, counted, among in (("low", parts[0], wholes[1]), ("high", parts[1], wholes[0])):
        # Known by their bands, a part can come to more than its whole.
        ends[f"{end}_part"] = np.where(is_share, np.fmin(counted, among), counted)
        ends[f"{end}_whole"] = np.where(is_share, among, np.nan)
        ends[f"{end}_factor"] = factor * whole / among if column.kind in ("rate", "index") else factor
    return ends


def is_in(rows: pd.DataFrame, *names: str) -> np.ndarray:
    """True of each row whose figure is in one of the units named."""
    return rows["unit"].isin(names).to_numpy()
