"""Workbooks to rows of text, each part of them checked before it is opened."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from sufficiency.returns import file_reader
from sufficiency.returns.problems import Met

MOST_UNPACKED_BYTES = 600_000_000
MOST_MEMBERS = 1_000
MOST_RATIO = 100


def sheets(data: bytes, file_id: int, met: Met) -> Iterator[tuple[str, list[file_reader.Record]]]:
    """Each sheet's name and its rows as text; nothing, with the reason noted, when unreadable."""
    reason = _refusal(data)
    if reason:
        met.add(file_id, "unreadable_file", detail=reason)
        return
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        for name in names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield name, [(at, [_text(c) for c in row]) for at, row in enumerate(rows, 1)]
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        met.add(file_id, "unreadable_file", detail=f"the workbook is damaged ({type(error).__name__})")


def _refusal(data: bytes) -> str:
    """Why an archive is not opened: damaged, or one that would unpack without end."""
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "it is not a workbook"
    unpacked = sum(m.file_size for m in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED_BYTES:
        return "the workbook unpacks to too much"
    if unpacked > MOST_RATIO * max(len(data), 1):
        return "the workbook is packed too tightly to be one"
    return "" if _is_well_formed(data) else "the workbook is damaged"


def _is_well_formed(data: bytes) -> bool:
    """True when every XML part can be parsed; the reader never ends on one that cannot."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        for member in archive.namelist():
            if member.endswith((".xml", ".rels")):
                parser = expat.ParserCreate()
                parser.EntityDeclHandler = _refuse_entity
                with archive.open(member) as part:
                    parser.ParseFile(part)
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
        return False
    except RuntimeError:  # An encrypted member, or one packed in a way that is not read.
        return False
    return True


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
