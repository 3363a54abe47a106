"""The National Placements Standard as JSON: one record a placement found, its parts nested."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from sufficiency.plurals import counted
from sufficiency.returns import decoding, file_reader, recognition, schema
from sufficiency.returns.found_values import TABLE
from sufficiency.returns.problems import ProblemLog

# Where a document holds its records, in JSON-LD or in an object of one list.
GRAPH = "@graph"
# The form asks whether education was disrupted, the JSON whether it went on.
INVERTED = "ISEDUCATIONCONTINUOUS"
MOST_BYTES = 60_000_000
NAMES_TOLD = 40


def read(data: bytes, file_id: int, problem_log: ProblemLog) -> file_reader.Part | None:
    """Its records as rows, numbered from 1; None, with the reason noted, where it is no such document."""
    if len(data) > MOST_BYTES:
        problem_log.add(file_id, "too_large", detail=f"{len(data) / 1e6:.0f} MB of JSON")
        return None
    try:
        whole = json.loads(decoding.decode(data).text, object_pairs_hook=_once, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        problem_log.add(file_id, "unreadable_file", detail="the JSON is damaged")
        return None
    records = _records(whole)
    flat = [dict(_leaves(record)) for record in records if isinstance(record, dict)]
    keys = sorted({name for record in flat for name in record})
    header = recognition.recognise(keys) if flat else None
    if header is None or header.table.name != TABLE:
        problem_log.add(file_id, "unknown_table", detail="it is JSON, and no record of found placements is in it")
        return None
    for name in header.extra:
        problem_log.add(file_id, "extra_column", column=name[:NAMES_TOLD])
    for name in header.missing:
        column = header.table.column(name)
        if column.is_key:
            problem_log.add(file_id, "missing_key_column", column=name)
            return None
    if len(flat) < len(records):
        problem_log.add(
            file_id, "row_length", detail=f"{counted(len(records) - len(flat), 'record')} not written as an object"
        )
    return _part(header, keys, flat, file_id)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names stand once each; raises ValueError otherwise, as which of two is meant is not known."""
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a name stands twice")
    return members


def _records(whole: Any) -> list[Any]:
    if isinstance(whole, dict):
        if isinstance(whole.get(GRAPH), list):
            return list(whole[GRAPH])
        lists = [value for value in whole.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        return list(lists[0]) if len(lists) == 1 else [whole]
    return whole if isinstance(whole, list) else []


def _leaves(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Name and text of each value, however deep; a list's values with semicolons between."""
    for name, value in record.items():
        if name.startswith("@") or value is None:
            continue
        if isinstance(value, dict):
            yield from _leaves(value)
        else:
            yield name, _text(name, value)


def _text(name: str, value: Any) -> str:
    if isinstance(value, list):
        return ";".join(str(item) for item in value if not isinstance(item, (dict, list)))
    if schema.header_key(name) == INVERTED and str(value).lower() in ("true", "false", "yes", "no"):
        return "Yes" if str(value).lower() in ("false", "no") else "No"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value)


def _part(header: recognition.Header, keys: list[str], flat: list[dict[str, str]], file_id: int) -> file_reader.Part:
    rows: dict[str, Any] = {
        "file_id": pa.repeat(pa.scalar(file_id, pa.int32()), len(flat)),
        "line": pa.array(range(1, len(flat) + 1), pa.int64()),
    }
    for column in header.table.columns:
        at = header.places.get(column.name)
        cells = [record.get(keys[at]) if at is not None else None for record in flat]
        rows[column.name] = pa.array(cells, pa.string())
    return file_reader.Part(TABLE, pa.table(rows), len(flat), frozenset(header.places))
