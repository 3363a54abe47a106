"""Workbooks to rows of text, each part of them checked before it is opened."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from sufficiency.returns import file_reader
from sufficiency.returns.problems import ProblemLog

MOST_UNPACKED_BYTES = 600_000_000
MOST_MEMBERS = 1_000
MOST_RATIO = 100
# Of a sheet from its first corner to its last cell, which the reader makes room for at once: a million rows of 20.
MOST_CELLS = 20_000_000
# What a workbook under a password, and one of the form of before 2007, begins with.
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
# What a workbook begins with, being a packed file.
PACKED = b"PK\x03\x04"
LOCKED = "it is locked with a password, or in the form of before 2007; save it as xlsx without a password"


def sheets(data: bytes, file_id: int, problem_log: ProblemLog) -> Iterator[tuple[str, list[file_reader.Record]]]:
    """Each sheet's name and its rows as text; nothing, with the reason noted, when unreadable."""
    reason = _refusal(data)
    if reason:
        problem_log.add(file_id, "unreadable_file", detail=reason)
        return
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        for name in names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield name, [(at, [_text(c) for c in row]) for at, row in enumerate(rows, 1)]
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        problem_log.add(file_id, "unreadable_file", detail=f"the workbook is damaged ({type(error).__name__})")


def named_as_text(data: bytes) -> str:
    """What a file with the name of a text file is, where it is a workbook or packed; '' where it is neither."""
    if data.startswith(COMPOUND):
        return "a workbook in the form of before 2007 (xls), or one with a password"
    if not data.startswith(PACKED):
        return ""
    # The names of what is packed stand in it unpacked, at its end too; half a file has its beginning alone.
    if b"xl/" in data or b"[Content_Types].xml" in data:
        return "a workbook (xlsx)"
    return "a workbook (ods)" if b"opendocument.spreadsheet" in data else "packed (zip)"


def _refusal(data: bytes) -> str:
    """Why an archive is not opened: damaged, or one that would unpack without end."""
    if data.startswith(COMPOUND):
        return LOCKED
    if not data.startswith(PACKED):
        return "it has the name of a workbook and is none; where it is text separated by commas, name it .csv"
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "the workbook is damaged, or was cut short"
    unpacked = sum(m.file_size for m in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED_BYTES:
        return "the workbook unpacks to too much"
    if unpacked > MOST_RATIO * max(len(data), 1):
        return "the workbook is packed too tightly to be one"
    return _reach(data)


def _reach(data: bytes) -> str:
    """Why a part is not opened: it can't be parsed, on which the reader never ends, or reaches too far for it."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        for member in archive.namelist():
            if member.endswith((".xml", ".rels")):
                parser, extent = expat.ParserCreate(), Extent()
                parser.EntityDeclHandler = _refuse_entity
                if member.startswith("xl/worksheets/") or member == "content.xml":
                    parser.StartElementHandler = extent.begin
                with archive.open(member) as part:
                    parser.ParseFile(part)
                if extent.area > MOST_CELLS:
                    where = f"row {extent.last_row:,}, column {extent.last_column:,}"
                    return f"a sheet has a cell in {where}, far from any table"
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
        return "the workbook is damaged"
    except RuntimeError:  # An encrypted member, or one packed in a way that is not read.
        return "a part of it is locked with a password"
    return ""


class Extent:
    """How far the filled cells of a sheet reach, met one by one; of several sheets of an ods the furthest."""

    def __init__(self) -> None:
        self.last_row = self.last_column = self.area = 0
        self.row = self.column = 0
        self.row_repeat = 1

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Look at the beginning of one element."""
        kind = name.rpartition(":")[2]
        if kind == "c":
            place = _PLACE.fullmatch(attributes.get("r", ""))
            if place:
                self._meet(int(place[2]), _column(place[1]))
        elif kind == "table":
            self.row = 0
        elif kind == "table-row":
            self.row += self.row_repeat if self.row else 0
            self.row, self.column = self.row or 1, 0
            self.row_repeat = int(attributes.get("table:number-rows-repeated", 1))
        elif kind in {"table-cell", "covered-table-cell"}:
            self.column += int(attributes.get("table:number-columns-repeated", 1))
            if "office:value-type" in attributes or "table:formula" in attributes:
                self._meet(self.row + self.row_repeat - 1, self.column)

    def _meet(self, row: int, column: int) -> None:
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)
        self.area = self.last_row * self.last_column


_PLACE = re.compile(r"([A-Z]{1,4})([0-9]{1,9})")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _refuse_entity(*_: object) -> None:
    raise ValueError("a workbook declares no entities")


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
