"""A Result as a row of an Arrow file, and back: its rows and symbols as Arrow IPC streams, all else it says as JSON.

The view is not kept: it is the catalogue's, so that what a header says is always as it stands.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from sufficiency.database import compared_with, intervals
from sufficiency.result import Fact, Result, View

if TYPE_CHECKING:
    import pandas as pd

FRAMES = ("rows", "symbols")
_FIELDS: list[pa.Field[Any]] = [pa.field("said", pa.string()), *(pa.field(name, pa.binary()) for name in FRAMES)]
SCHEMA = pa.schema(_FIELDS)
FORM = "form"  # the view that answers: the mart asked for, or a coarser form of it
DAY, CHOICES = "day", "choices"  # how JSON tells a date, and a mapping, from text and lists
_SAID = tuple(field.name for field in fields(Result) if field.name not in ("view", *FRAMES))


def as_batch(result: Result) -> pa.RecordBatch:
    """``result`` as one row of SCHEMA."""
    said = {name: _told(getattr(result, name)) for name in _SAID} | {FORM: result.view.name}
    frames = {name: [_stream(getattr(result, name))] for name in FRAMES}
    return pa.RecordBatch.from_pydict({"said": [json.dumps(said)], **frames}, schema=SCHEMA)


def form_of(batch: pa.RecordBatch) -> str:
    """The name of the view whose rows these are."""
    return str(json.loads(batch["said"][0].as_py())[FORM])


def as_result(batch: pa.RecordBatch, view: View) -> Result:
    """The Result that :func:`as_batch` made ``batch`` of; ``view`` is the one called :func:`form_of`, as it is seen."""
    said = json.loads(batch["said"][0].as_py())
    told: dict[str, Any] = {name: _value(said[name]) for name in _SAID}
    told["facts"] = tuple(Fact(*fact) for fact in told["facts"])
    shown = compared_with.named(view if view.child_level else intervals.widened(view), told["compared_with"])
    rows, symbols = (_frame(batch[name][0].as_buffer()) for name in FRAMES)
    return Result(view=shown, rows=rows, symbols=symbols, **told)


def _stream(frame: pd.DataFrame) -> bytes:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue().to_pybytes())


def _frame(stream: pa.Buffer) -> pd.DataFrame:
    with pa.ipc.open_stream(stream) as reader:
        frame: pd.DataFrame = reader.read_all().to_pandas()
    return frame


def _told(value: Any) -> Any:
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    if isinstance(value, Mapping):
        return {CHOICES: {name: list(values) for name, values in value.items()}}
    return [_told(part) for part in value] if isinstance(value, tuple) else value


def _value(told: Any) -> Any:
    if isinstance(told, dict) and DAY in told:
        return date.fromisoformat(told[DAY])
    if isinstance(told, dict):
        return {name: tuple(values) for name, values in told[CHOICES].items()}
    return tuple(_value(part) for part in told) if isinstance(told, list) else told
