"""A Result as an Arrow table that says what it is: for notebooks, Parquet and JSON.

A figure that is shown is a number, whole where its unit is; one that is not is null, and the column
``<figure>_status`` beside it holds the symbol that stands in its place (c, k, u, x, z), '' where it is shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pyarrow as pa

from sufficiency import __version__
from sufficiency.presentation import formatting
from sufficiency.presentation.export import facts
from sufficiency.result import Column, Result

STATUS = "_status"
WHOLE = ("count", "places")
UNIT = "unit"  # of each row, where a view's figures carry their own


def table(result: Result) -> pa.Table:
    """One row a row of the result; a status column follows each figure.

    Each field carries ``unit`` and ``meaning`` as metadata, the table what :func:`about` says, as JSON
    under ``sufficiency``.
    """
    fields, cells = [], []
    for field, values in _columns(result):
        fields.append(field)
        cells.append(values)
    said: dict[bytes | str, bytes | str] = {"sufficiency": json.dumps(about(result), ensure_ascii=False)}
    return pa.Table.from_arrays(cells, schema=pa.schema(fields, metadata=said))


def about(result: Result) -> dict[str, Any]:
    """What the figures are: view, date, snapshot, protection, whether they are synthetic, and the facts
    that every file carries, by their headings."""
    return {
        "view": result.view.name,
        "as_at": f"{result.as_at:%Y-%m-%d}",
        "snapshot": result.snapshot_id,
        "protection": result.profile,
        "is_synthetic": result.is_synthetic,
        "choices": {key: list(values) for key, values in result.choices.items()},
        "tool_version": __version__,
        "facts": {fact.heading: fact.words for fact in facts.of(result)},
    }


def records(result: Result) -> dict[str, Any]:
    """The same as one value that JSON can hold: ``about``, ``columns`` (name, unit, meaning) and ``rows``."""
    rows = table(result)
    columns = [
        {"name": field.name, **{key.decode(): value.decode() for key, value in (field.metadata or {}).items()}}
        for field in rows.schema
    ]
    return {"about": about(result), "columns": columns, "rows": rows.to_pylist()}


def _columns(result: Result) -> Iterator[tuple[pa.Field[Any], pa.Array[Any]]]:
    for column in result.view.columns:
        values, symbols = result.rows[column.name], result.symbols[column.name].tolist()
        array = _array(column, values, symbols)
        yield _field(column.name, array, column.unit, column.meaning), array
        if column.is_measure:
            status = pa.array(symbols, pa.string())
            yield _field(f"{column.name}{STATUS}", status, "text", _of_status(column)), status


def _array(column: Column, values: pd.Series, symbols: list[str]) -> pa.Array[Any]:
    """The column's values; null where a symbol stands."""
    known = [
        None if symbol or formatting.missing(value) else value for value, symbol in zip(values, symbols, strict=True)
    ]
    if column.unit in ("date", "month"):
        return pa.array([value if value is None else pd.Timestamp(value).date() for value in known], pa.date32())
    if column.unit == "flag":
        return pa.array([value if value is None else bool(value) for value in known], pa.bool_())
    if not column.is_measure:
        return pa.array([value if value is None else str(value) for value in known], pa.string())
    numbers = [value if value is None else float(value) for value in known]
    if column.unit in WHOLE and all(value is None or value.is_integer() for value in numbers):
        return pa.array([value if value is None else int(value) for value in numbers], pa.int64())
    return pa.array(numbers, pa.float64())


def _field(name: str, array: pa.Array[Any], unit: str, meaning: str) -> pa.Field[Any]:
    return pa.field(name, array.type, metadata={"unit": unit, "meaning": meaning})


def _of_status(column: Column) -> str:
    meanings = "; ".join(f"{symbol}: {words}" for symbol, words in formatting.symbols().items())
    return f"Why {column.name} is not shown, empty where it is. {meanings}"
