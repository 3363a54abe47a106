"""Everything a browser was sent, searched for counts of children that a viewer must not see.

A count of children is known by where it stands: in a table under a heading of children, in a chart or
map as a figure written without a unit, before the word *children* in a sentence, under a name that ends
in ``_count``. Of each, 1 to 9 and whatever is no multiple of 5 is wrong.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import docx
import lxml.html
import openpyxl
import pptx
import pyarrow as pa
from google.protobuf.message import DecodeError, Message
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

# Of whom or what a heading's numbers are that is neither a child nor a placement of one.
PUBLIC = re.compile(r"[(%]|published|aged 0 to 17|on the register|homes?\b|places\b|^Mean error", re.IGNORECASE)
CHILDREN = re.compile(r"^Children|children( |$)|^Placements", re.IGNORECASE)
SENTENCE = re.compile(r"(?<![\d,.£–-])(\d[\d,]*)(?: of (\d[\d,]*))? (?:child|children)\b(?! aged 0 to 17)")
PLANTED = (3, 12)  # what planted_app.py lets through: a small count, and one that is not rounded
YEAR = re.compile(r"^20[0-4]\d$")
WHOLE = re.compile(r"^[−-]?\d[\d,]*$")
NAMED = re.compile(r"(?<!authority)(?<!problem)(?<!row)(?<!file)(?<!place)(?<!home)_count$")
# Views whose charts draw something else than children of ours, by title: months vouched for, registered places,
# counts that DfE published, and differences of rounded counts (which may be 5). Their tables are searched like all.
OTHER_FIGURES = (
    "Gaps by sub-region",
    "Which authorities count at the date",
    "Provision by area",
    "Our figures beside DfE's",
    "Where registered places are",
    "Who runs the homes",
    "Published counts carried on",
    "Last published count",
)
# What the rule itself, and a view, say of its thresholds.
THRESHOLDS = ("0 to 9 children", "within 5 children")


def is_wrong(written: str | float) -> bool:
    """Whether a count as written is one of 1 to 9, or not rounded; 0 and multiples of 5 from 10 are right."""
    number = abs(float(str(written).replace(",", "").replace("−", "-")))
    return number != 0 and (number % 5 != 0 or number <= 9)


def of_frame(frame: bytes) -> list[str]:
    """Where one message over the socket holds a wrong count: the words around it, or its column."""
    message = ForwardMsg()
    try:
        message.ParseFromString(frame)
    except DecodeError:
        return of_text(frame.decode(errors="replace"))
    return of_message(message)


def of_message(message: Message) -> list[str]:
    """Where a message, or one element of it, holds a wrong count."""
    element = message.delta.new_element if isinstance(message, ForwardMsg) else message
    chart = element.vega_lite_chart if isinstance(message, ForwardMsg) else element
    is_other = getattr(chart, "alt", "").startswith(OTHER_FIGURES)
    found: list[str] = []
    for piece in _pieces(message):
        if isinstance(piece, str):
            found += of_text(piece)
        elif not is_other:
            found += of_arrow(piece)
    return found


def of_file(contents: bytes, name: str) -> list[str]:
    """Where a file that was taken away holds a wrong count."""
    read = {"xlsx": _of_workbook, "docx": _of_document, "pptx": _of_slides}.get(name.rpartition(".")[2])
    if read:
        return read(contents)
    text = contents.decode("utf-8-sig", errors="replace")
    if name.endswith(".csv"):
        rows = [row for row in csv.reader(io.StringIO(text)) if row and not row[0].startswith("#")]
        return _of_rows(rows) + _of_words(text)
    return []  # a picture is of the figures that the browser has been sent already


def of_text(text: str) -> list[str]:
    """Where words, HTML or JSON hold a wrong count."""
    if text.startswith(("{", "[")):
        try:
            return list(_of_json(json.loads(text)))
        except ValueError:
            pass
    wrong = []
    if "<" in text:
        tree = lxml.html.fromstring(f"<div>{text}</div>")
        for table in tree.iter("table"):
            rows = [
                [" ".join(cell.text_content().split()) for cell in row.iter("th", "td")] for row in table.iter("tr")
            ]
            wrong += _of_table(rows)
        text = " ".join(tree.text_content().split())
    return wrong + _of_words(text)


def of_arrow(contents: bytes) -> list[str]:
    """Where the figures of a chart hold a wrong count; nothing in bytes that are no such figures."""
    try:
        rows = pa.ipc.open_stream(contents).read_all().to_pylist()
    except (pa.ArrowInvalid, OSError):
        return []
    heads = list(rows[0]) if rows else []
    cells = [[f"{cell:.10g}" if _is_number(cell) else str(cell) for cell in row.values()] for row in rows]
    # A grid has the headings that people read, a chart the names of fields.
    return list(_of_json(rows)) + _of_table([heads, *cells])


def _pieces(message: Message) -> Iterator[str | bytes]:
    """Every text and all bytes of a message, however deep."""
    for field, value in message.ListFields():
        for one in value if field.is_repeated else [value]:
            if isinstance(one, Message):
                yield from _pieces(one)
            elif isinstance(one, str | bytes):
                yield one


def _has_unit(name: str, row: dict[str, Any]) -> bool:
    """Whether a figure that is written short stands beside itself with its unit, such as 5 beside 5 days."""
    whole = str(row.get(name.removesuffix("short") + "text", ""))
    return bool(re.fullmatch(re.escape(str(row[name])) + " (miles?|days?|per 10,000)", whole))


def _of_json(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _of_json(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            is_count = isinstance(one, int | float) and not isinstance(one, bool) and NAMED.search(name)
            is_written = isinstance(one, str) and name.endswith(("text", "short")) and WHOLE.match(one)
            is_written = is_written and not YEAR.match(str(one)) and not _has_unit(name, value)
            if (is_count and is_wrong(one)) or (is_written and is_wrong(one)):
                yield f"{name}: {one} of {value.get('name') or value.get('category') or sorted(value)}"
            elif isinstance(one, str):
                yield from (_of_words(one) if not one.startswith(("{", "[")) else of_text(one))
            else:
                yield from _of_json(one)


def _of_table(rows: list[list[str]]) -> list[str]:
    heads = rows[0] if rows else []
    is_count = [NAMED.search(head) or (CHILDREN.search(head) and not PUBLIC.search(head)) for head in heads]
    places = [n for n, found in enumerate(is_count) if found]
    cells = [(heads[n], row[n]) for row in rows[1:] for n in places if n < len(row)]
    return [f"{head}: {cell}" for head, cell in cells if WHOLE.match(cell) and is_wrong(cell)]


def _of_words(text: str) -> list[str]:
    for said in THRESHOLDS:
        text = text.replace(said, "")
    return [
        found[0] for found in SENTENCE.finditer(text) if any(number and is_wrong(number) for number in found.groups())
    ]


def _of_rows(rows: list[list[str]]) -> list[str]:
    """Of a file's rows: its facts come first, and its table begins where a row has several cells."""
    begin = next((n for n, row in enumerate(rows) if sum(map(bool, row)) > 2), 0)
    return _of_table(rows[begin:])


def _of_workbook(contents: bytes) -> list[str]:
    wrong = []
    for sheet in openpyxl.load_workbook(io.BytesIO(contents), read_only=True, data_only=True):
        rows = [
            ["" if cell is None else f"{cell:.10g}" if _is_number(cell) else str(cell) for cell in row]
            for row in sheet.iter_rows(values_only=True)
        ]
        wrong += _of_rows(rows) + _of_words(" ".join(cell for row in rows for cell in row))
    return wrong


def _of_document(contents: bytes) -> list[str]:
    found = docx.Document(io.BytesIO(contents))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in found.tables]
    wrong = [wrong for paragraph in found.paragraphs for wrong in _of_words(paragraph.text)]
    return wrong + [wrong for rows in tables for wrong in _of_table(rows)]


def _of_slides(contents: bytes) -> list[str]:
    wrong = []
    for shape in (shape for slide in pptx.Presentation(io.BytesIO(contents)).slides for shape in slide.shapes):
        if shape.has_text_frame:
            wrong += _of_words(shape.text_frame.text)
        elif shape.has_table:
            wrong += _of_table([[cell.text for cell in row.cells] for row in shape.table.rows])
        elif shape.has_chart:
            series = [one for plot in shape.chart.plots for one in plot.series]
            cells = [[one.name, f"{value:.10g}"] for one in series for value in one.values if value is not None]
            wrong += [w for head, value in cells for w in _of_table([[head], [value]])]
    return wrong


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)
