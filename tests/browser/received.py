"""Everything a browser was sent, searched for counts of children that a viewer must not see.

A count of children is known by where it stands: in a table under a heading of children, in a chart or
map as a figure written without a unit, before the word *children* in a sentence, under a name that ends
in ``_count``. Of each, 1 to 7 and whatever is no multiple of 5 is wrong.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import lxml.html
import pyarrow as pa
from google.protobuf.message import DecodeError, Message
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

# Of whom or what a heading's numbers are that is neither a child nor a placement of one.
PUBLIC = re.compile(r"[(%]|published|aged 0 to 17|on the register|homes?\b|places\b", re.IGNORECASE)
CHILDREN = re.compile(r"^Children|children( |$)|^Placements", re.IGNORECASE)
SENTENCE = re.compile(r"(?<![\d,.£–-])(\d[\d,]*)(?: of (\d[\d,]*))? (?:child|children)\b(?! aged 0 to 17)")
WHOLE = re.compile(r"^[−-]?\d[\d,]*$")
NAMED = re.compile(r"(?<!authority)(?<!problem)(?<!row)(?<!file)(?<!place)(?<!home)_count$")
OFFICE = ("word/document.xml", "ppt/slides/", "ppt/charts/", "xl/worksheets/", "xl/sharedStrings.xml")


def is_wrong(written: str | float) -> bool:
    """Whether a count as written is one of 1 to 7, or not rounded; 0 and multiples of 5 but 5 are right."""
    number = abs(float(str(written).replace(",", "").replace("−", "-")))
    return number != 0 and (number % 5 != 0 or number <= 7)


def of_frame(frame: bytes) -> list[str]:
    """Where one message over the socket holds a wrong count: the words around it, or its column."""
    message = ForwardMsg()
    try:
        message.ParseFromString(frame)
    except DecodeError:
        return of_text(frame.decode(errors="replace"))
    return [
        wrong
        for piece in _pieces(message)
        for wrong in (of_arrow(piece) if isinstance(piece, bytes) else of_text(piece))
    ]


def of_file(contents: bytes, name: str) -> list[str]:
    """Where a file that was taken away holds a wrong count."""
    if name.endswith((".xlsx", ".docx", ".pptx")):
        return _of_office(contents)
    text = contents.decode("utf-8-sig", errors="replace")
    if name.endswith(".csv"):
        return _of_csv(text)
    return of_text(text) if name.endswith(".svg") else []


def of_text(text: str) -> list[str]:
    """Where words, HTML or JSON hold a wrong count."""
    if text[:1] in "{[" and text[:1]:
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
    return list(_of_json(rows))


def _pieces(message: Message) -> Iterator[str | bytes]:
    """Every text and all bytes of a message, however deep."""
    for _, value in message.ListFields():
        for one in value if hasattr(value, "__iter__") and not isinstance(value, str | bytes) else [value]:
            if isinstance(one, Message):
                yield from _pieces(one)
            elif isinstance(one, str | bytes):
                yield one


def _of_json(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _of_json(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            is_count = isinstance(one, int | float) and not isinstance(one, bool) and NAMED.search(name)
            is_written = isinstance(one, str) and (name.endswith(("text", "short")) and WHOLE.match(one))
            if (is_count and is_wrong(one)) or (is_written and is_wrong(one)):
                yield f"{name}: {one} of {value.get('name') or value.get('category') or sorted(value)}"
            elif isinstance(one, str):
                yield from (_of_words(one) if not one.startswith(("{", "[")) else of_text(one))
            else:
                yield from _of_json(one)


def _of_table(rows: list[list[str]]) -> list[str]:
    heads = rows[0] if rows else []
    places = [n for n, head in enumerate(heads) if CHILDREN.search(head) and not PUBLIC.search(head)]
    cells = [(heads[n], row[n]) for row in rows[1:] for n in places if n < len(row)]
    return [f"{head}: {cell}" for head, cell in cells if WHOLE.match(cell) and is_wrong(cell)]


def _of_words(text: str) -> list[str]:
    return [
        found[0] for found in SENTENCE.finditer(text) if any(number and is_wrong(number) for number in found.groups())
    ]


def _of_csv(text: str) -> list[str]:
    import csv

    rows = list(csv.reader(io.StringIO(text)))
    begin = next((n for n, row in enumerate(rows) if len(row) > 1 and sum(map(bool, row)) > 2), 0)
    return _of_table(rows[begin:]) + _of_words(text)


def _of_office(contents: bytes) -> list[str]:
    wrong = []
    with zipfile.ZipFile(io.BytesIO(contents)) as parts:
        for name in parts.namelist():
            if name.startswith(OFFICE):
                wrong += _of_words(re.sub(r"<[^>]+>", " ", parts.read(name).decode(errors="replace")))
    return wrong
