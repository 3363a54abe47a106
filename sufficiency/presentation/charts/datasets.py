"""A chart's records as named data sets, which layers share and a browser takes anew at each click."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

FIELD = re.compile(r"(?:datum|\[0\])\.(\w+)")  # a field of a record, in an expression
Spec = dict[str, Any]


def data(name: str, records: list[dict[str, Any]]) -> Spec:
    """Records as a layer's data, by a name under which other layers find the same ones.

    A layer stands in the chart though it has no records, so that charts of one kind differ only in
    their data: a browser then draws new figures without making the chart anew.
    """
    return {"name": name, "values": records}


def fact(field: str, otherwise: float, *names: str) -> str:
    """An expression: what :func:`state` said of records, in the first of ``names`` with any."""
    expression = str(otherwise)
    for name in reversed(names):
        expression = f"length(data('{name}')) ? data('{name}')[0].{field} : {expression}"
    return f"({expression})"


def state(records: list[dict[str, Any]], **facts: float) -> None:
    """Say in the first record what is true of them all, for :func:`fact` to find."""
    for record in records[:1]:
        record.update(facts)


def gather(layers: list[Spec], pick: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Take each layer's records out of it: the records of all of them, by the name of their data.

    They keep only the fields that a layer draws, shows in its tip or lets a click pick.
    """
    used: dict[str, set[str]] = {}
    records: dict[str, list[dict[str, Any]]] = {}
    for layer in layers:
        name = layer["data"]["name"]
        used.setdefault(name, set(pick)).update(_fields(layer))
        records[name] = layer["data"].pop("values")
    return {
        name: [{key: row[key] for key in row if key in used[name]} for row in rows] for name, rows in records.items()
    }


def _fields(layer: Spec) -> set[str]:
    """The fields that a layer names, in its encoding or in an expression."""
    used = {"type", "geometry"} if layer["mark"]["type"] == "geoshape" else set()
    used |= set(FIELD.findall(json.dumps(layer["mark"]) + json.dumps(layer.get("encoding", {}))))
    parts: list[Any] = [layer.get("encoding", {})]
    while parts:
        part = parts.pop()
        if isinstance(part, dict):
            used |= {part["field"]} if isinstance(part.get("field"), str) else set()
            parts += part.values()
        elif isinstance(part, list) and part and isinstance(part[0], dict):
            parts += part
    return used
