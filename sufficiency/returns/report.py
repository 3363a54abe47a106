"""The report of problems as a CSV file or an Excel workbook that only its owner can read."""

from __future__ import annotations

import csv
import io
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import xlsxwriter

from sufficiency.returns import together
from sufficiency.returns.notes import Note

# A spreadsheet runs a cell that begins so as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
NOTE = "note"
COLUMNS = ("severity", "file", "line", "column", "value", "rule", "message", "remedy")
XLSX = ".xlsx"
MOST_ROWS = 1_048_575  # that a sheet holds below its heading
WIDTHS = (16, 40, 8, 20, 24, 24, 60, 70)  # letters
ABOUT = (
    ("Problems of an import", "bold"),
    ("Each row of the sheet Problems is one problem, or a note on one file, in the order of files.", "text"),
    ("The sheet By check has those of one check in one file as one line, with the first of their lines.", "text"),
    ("It quotes what was sent, so keep it as safe as the returns, and delete it when they are mended.", "text"),
    ("severity says what the problem cost: a cell, a row, a file, or nothing but a warning.", "text"),
    ("line counts from 1, the heading among them; remedy says what to change in the file.", "text"),
)
BY_CHECK = (
    ("severity", 16),
    ("file", 40),
    ("problems", 10),
    ("lines", 34),
    ("columns", 24),
    ("values", 24),
    ("message", 60),
    ("remedy", 70),
)
BOOK = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_report(problems: pa.Table, path: Path, notes: Iterable[Note] = ()) -> None:
    """Write ``problems``, and after them what else is said, to ``path`` (mode 0600), whole or not at all: as a
    workbook where its name ends with .xlsx, else as CSV.

    Raises OSError when the folder cannot be written to.
    """
    written = as_xlsx(problems, notes) if path.suffix.lower() == XLSX else as_csv(problems, notes)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(written)
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def as_csv(problems: pa.Table, notes: Iterable[Note] = ()) -> bytes:
    """The report as CSV, in UTF-8 with the mark that Excel knows it by; no cell of it is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([_safe(cell) for cell in row] for row in _rows(problems, notes))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(problems: pa.Table, notes: Iterable[Note] = ()) -> bytes:
    """The report as a workbook of three sheets: About; Problems and By check, each one named table with one header row.

    Cells are text and line numbers; no formula, link or macro is written. What a sheet cannot hold is left
    out, and About says so.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, BOOK)
    styles = {"bold": book.add_format({"bold": True, "font_size": 14}), "text": book.add_format({"text_wrap": True})}
    about, sheet = book.add_worksheet("About"), book.add_worksheet("Problems")
    checks = book.add_worksheet("By check")
    about.set_column(0, 0, 100)
    count = 0
    for count, row in enumerate(_rows(problems, notes), start=1):
        if count > MOST_ROWS:
            count = MOST_ROWS
            break
        for place, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(count, place, cell)
            elif cell:
                sheet.write_string(count, place, str(cell))
    said = [*ABOUT, (f"Rows that stand here: {count:,}; a CSV of the same import holds any more.", "text")]
    for line, (words, style) in enumerate(said):
        about.write_string(line, 0, words, styles[style])
    for place, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, name)
    heads = [{"header": name} for name in COLUMNS]
    sheet.add_table(0, 0, max(count, 1), len(COLUMNS) - 1, {"name": "problems", "columns": heads})
    sheet.freeze_panes(1, 0)
    _write_checks(checks, problems)
    book.close()
    return buffer.getvalue()


def _write_checks(sheet: xlsxwriter.worksheet.Worksheet, problems: pa.Table) -> None:
    """The problems of one check in one file as one line, for whoever is to mend the file."""
    rows = [
        (g.severity, g.file, g.count, g.where(), g.column(), g.value(), g.message(), g.remedy)
        for g in together.groups(problems)[:MOST_ROWS]
    ]
    for place, (_, width) in enumerate(BY_CHECK):
        sheet.set_column(place, place, width)
    for at, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(at, place, cell)
            elif cell:
                sheet.write_string(at, place, cell)
    heads = [{"header": name} for name, _ in BY_CHECK]
    sheet.add_table(0, 0, max(len(rows), 1), len(BY_CHECK) - 1, {"name": "by_check", "columns": heads})
    sheet.freeze_panes(1, 0)


def _rows(problems: pa.Table, notes: Iterable[Note]) -> Iterator[tuple[object, ...]]:
    yield from zip(*(problems[name].to_pylist() for name in COLUMNS), strict=True)
    yield from ((NOTE, note.file, "", "", "", "", note.words, "") for note in notes)


def _safe(cell: object) -> object:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
    return cell
