"""The rows of one view from both engines, cell by cell."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

import duckdb
import pandas as pd
from pyspark.sql import SparkSession

from sufficiency.database import small_authorities
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate
from sufficiency.result import Choices, View

# Sums in another order differ in their last digits.
NEAR = 1e-9


def rows_of_duckdb(scope: Scope, view: View, chosen: Choices, as_at: date) -> pd.DataFrame:
    """The view's rows as the tool gets them."""
    with scope.cursor_for(chosen, as_at, [view.name]) as (cursor, _):
        return cursor.execute(f"select * from {view.name}").df()


def rows_of_spark(spark: SparkSession, view: View, kinds: Mapping[str, str]) -> pd.DataFrame:
    """The view's rows from Spark, in DuckDB's types."""
    rows = spark.table(view.name).toArrow()
    with duckdb.connect() as con:
        con.register("rows_of_spark", rows)
        cells = ", ".join(f'"{name}"::{kind} as "{name}"' for name, kind in kinds.items())
        return con.execute(f"select {cells} from rows_of_spark").df()


def protected(scope: Scope, view: View, rows: pd.DataFrame, chosen: Choices) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the gate lets out of ``rows``, and the symbols in place of the rest."""
    return gate.apply(view, rows, gate.LONDON_7_5, chosen=chosen, small=small_authorities.of(scope))


def differences(view: View, ours: pd.DataFrame, theirs: pd.DataFrame) -> list[str]:
    """Each cell that differs, in words; [] where all are the same."""
    if list(ours.columns) != list(theirs.columns):
        return [f"columns: {list(ours.columns)} and {list(theirs.columns)}"]
    if len(ours) != len(theirs):
        return [f"{len(ours)} rows and {len(theirs)}"]
    pairs = zip(_ordered(view, ours), _ordered(view, theirs), strict=True)
    return [
        f"row {number}, {name}: {a!r} and {b!r}"
        for number, (our, their) in enumerate(pairs)
        for name, a, b in zip(ours.columns, our, their, strict=True)
        if not _is_same(a, b)
    ]


def _ordered(view: View, rows: pd.DataFrame) -> list[tuple[object, ...]]:
    """The rows by the columns that tell them apart, then by the rest; a figure sorts by its first digits."""
    unique = next((check.split()[1:] for check in view.checks if check.startswith("unique ")), [])
    keys = [column for column in [*unique, *rows.columns] if column in rows]
    plain = [tuple(_plain(value) for value in row) for row in rows.itertuples(index=False, name=None)]
    places = [list(rows.columns).index(key) for key in keys]
    return sorted(plain, key=lambda row: [_sorting(row[place]) for place in places])


def _plain(value: object) -> object:
    if isinstance(value, float) and math.isnan(value) or value is None or value is pd.NA or value is pd.NaT:
        return None
    return value.item() if hasattr(value, "item") else value


def _sorting(value: object) -> tuple[int, float, str]:
    if isinstance(value, (int, float)):
        return (1, float(f"{value:.6g}"), "")
    return (0, 0.0, "") if value is None else (2, 0.0, str(value))


def _is_same(a: object, b: object) -> bool:
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return math.isclose(a, b, rel_tol=NEAR, abs_tol=NEAR)
    return a == b
