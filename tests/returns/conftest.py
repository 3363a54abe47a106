"""Folders of returns made in a test and read by the importer."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from sufficiency.returns import Import, read

KEY = b"a key for tests alone"
TODAY = date(2026, 6, 1)

Send = Callable[[Mapping[str, str | bytes]], Import]


def read_files(folder: Path, files: Mapping[str, str | bytes]) -> Import:
    """Write ``files`` under ``folder`` and read it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(folder, key=KEY, today=TODAY)


def workbook(sheets: Mapping[str, list[list[object]]]) -> bytes:
    """A workbook of ``sheets``, each a list of rows; days are written as a spreadsheet's days."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return held.getvalue()


@pytest.fixture
def send(tmp_path: Path) -> Send:
    """Write files into a folder and read it."""

    return lambda files: read_files(tmp_path / "in", files)
