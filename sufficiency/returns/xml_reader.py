"""SSDA903 as XML: one child an element, whose parts become the rows of the tables they belong to."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import defusedxml
import pyarrow as pa
from defusedxml.ElementTree import iterparse

from sufficiency.plurals import counted
from sufficiency.reference.tables import Row, derived_from, records
from sufficiency.returns import file_reader, schema
from sufficiency.returns.problems import ProblemLog

# Many times the largest authority's return; XML takes ten times its size in memory while it is read.
MOST_BYTES = 60_000_000
CHILD = "CHILD"
# What every part of a child's record belongs to: the id and the day of birth of its header.
CARRIED = ("CHILD", "DOB", "SEX")

Cells = dict[str, str]


@dataclass(frozen=True)
class Form:
    """How elements are read: by element the tables it is a row of, and its children's columns."""

    elements: dict[str, list[Row]]
    columns: dict[str, str]


def tables(data: bytes, file_id: int, problem_log: ProblemLog) -> Iterator[file_reader.Part]:
    """Each table in the file with its rows, numbered by child; nothing, with the reason noted, when unreadable.

    Entities, external references and documents over MOST_BYTES are refused.
    """
    if len(data) > MOST_BYTES:
        problem_log.add(file_id, "too_large", detail=f"{len(data) / 1e6:.0f} MB of XML")
        return
    by_table: dict[str, list[tuple[int, Cells]]] = {}
    unknown: dict[str, int] = {}
    form = _form()
    try:
        for number, child in enumerate(_children(data), 1):
            for table, cells in _rows(child, form, unknown):
                by_table.setdefault(table, []).append((number, cells))
    except (ParseError, defusedxml.DefusedXmlException, ValueError) as error:
        problem_log.add(file_id, "unreadable_file", detail=f"the XML is damaged or refused ({type(error).__name__})")
        return
    if not by_table:
        problem_log.add(file_id, "unknown_table", detail="it is XML, and no element CHILD holds a HEADER or an EPISODE")
    for name, times in sorted(unknown.items()):
        problem_log.add(file_id, "extra_column", column=name[:40], detail=f" ({counted(times, 'time')})")
    for name, rows in by_table.items():
        yield _part(name, rows, file_id)


def _children(data: bytes) -> Iterator[Element]:
    """Each CHILD that has parts of its own, let go once it is read."""
    for _, element in iterparse(io.BytesIO(data), events=("end",), forbid_dtd=True):
        if _name(element) == CHILD and len(element):
            yield element
            element.clear()


def _rows(child: Element, form: Form, unknown: dict[str, int]) -> Iterator[tuple[str, Cells]]:
    carried: Cells = {}
    parts = [p for p in child.iter() if p is not child and len(p)]
    for part in sorted(parts, key=lambda p: _name(p) != "HEADER"):
        leaves = ((_name(leaf), leaf) for leaf in part if not len(leaf))
        cells = {form.columns.get(name, name): (leaf.text or "").strip() for name, leaf in leaves}
        kinds = form.elements.get(_name(part), [])
        if _name(part) == "HEADER":
            carried = {c: cells[c] for c in CARRIED if c in cells}
        told: set[str] = set()
        for kind in kinds:
            name, needed = kind["table_name"], kind["if_element"]
            if name not in told and (not needed or cells.get(needed, "") not in ("", "0", "false")):
                told.add(name)
                yield name, {**carried, **cells}
        known = {c.name for kind in kinds for c in schema.tables()[kind["table_name"]].columns}
        for name in [c for c in cells if c not in known] if kinds else [_name(part)]:
            unknown[name] = unknown.get(name, 0) + 1


def _name(element: Element) -> str:
    """The element's name in capitals, without its namespace."""
    return str(element.tag).rpartition("}")[2].upper()


@derived_from("xml_elements", "column_aliases")
def _form() -> Form:
    """Which table each element is a row of, and which column an element of another name is."""
    elements: dict[str, list[Row]] = {}
    for r in records("xml_elements"):
        elements.setdefault(r["element"], []).append(r)
    aliases = (r for r in records("column_aliases") if r["source"].endswith("XML"))
    return Form(elements, {r["published_name"]: r["column_name"] for r in aliases})


def _part(name: str, rows: list[tuple[int, Cells]], file_id: int) -> file_reader.Part:
    columns = schema.tables()[name].columns
    table: dict[str, pa.Array[Any]] = {
        "file_id": pa.repeat(pa.scalar(file_id, pa.int32()), len(rows)),
        "line": pa.array(range(1, len(rows) + 1), pa.int64()),
        **{c.name: pa.array([cells.get(c.name) for _, cells in rows], pa.string()) for c in columns},
    }
    return file_reader.Part(name, pa.table(table), len(rows), frozenset(c.name for c in columns))
