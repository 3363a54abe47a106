"""What a figure's CSV and workbook say otherwise than its table on the page, cell by cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import openpyxl

from sufficiency.presentation import formatting
from sufficiency.result import Column
from tests.same_figures.drawn import Cell, Figure

NUMBER = re.compile(r"(−?)£?([\d,]+(?:\.\d+)?)%?(?: .*)?")
FORMAT = re.compile(r'(£?)#,##0(?:\.(0+))?(?:"([^"]*)")?')
HALF = Decimal("0.5")
NOISE = Decimal("0.000001")  # what files round to, so that no noise of arithmetic is in them
Rows = Sequence[Sequence[Any]]


def faults(figure: Figure) -> Iterator[str]:
    """Each difference of either file."""
    for kind, of in (("csv", of_csv), ("xlsx", of_xlsx)) if figure.files else ():
        for fault in of(figure, figure.files[kind]()):
            yield f"{kind}: {fault}"


def of_csv(figure: Figure, file: bytes) -> Iterator[str]:
    """Headings, rows and figures of a CSV; of protected figures it holds no more than the page says."""
    if not file.startswith(b"\xef\xbb\xbf"):
        yield "no byte-order mark, without which Excel takes letters for others"
    lines = file.decode("utf-8-sig").split("\r\n")
    told = [line for line in lines if line.startswith("# ")]
    heads, *rows = csv.reader(line for line in lines if line and not line.startswith("# "))
    words = dict(line.removeprefix("# Column ").split(": ", 1) for line in told if line.startswith("# Column "))
    places = yield from _columns(figure, heads, [words.get(name, "") for name in heads])
    yield from _risky(rows)
    for number, row, column, seen, kept in _cells(figure, rows, places):
        if not _same_in_csv(seen, kept, column, is_protected=figure.is_protected):
            yield f"row {number}, {column.name}: {seen.words!r} on the page, {kept!r} in the file"
        yield from _interval(figure, row, heads, column, seen, number)


def of_xlsx(figure: Figure, file: bytes) -> Iterator[str]:
    """Headings, rows, kinds of cell and figures, as Excel writes each by its format."""
    book = openpyxl.load_workbook(io.BytesIO(file))
    sheet = book["Table"]
    heads = [str(cell.value) for cell in sheet[3]]
    cells = list(sheet.iter_rows(min_row=4, max_row=3 + len(figure.result.rows)))
    known = {notes.value: notes.offset(0, -1).value for notes in book["Notes"]["B"][3:]}
    said = {name: str(head) for name, head in known.items()}
    names = [_named(head, said) for head in heads]
    places = yield from _columns(figure, names, [said.get(name, "") for name in names])
    yield from _risky([[cell.value for cell in row] for row in cells])
    for number, _, column, seen, kept in _cells(figure, cells, places):
        shown = written(kept.value, kept.number_format)
        if shown != seen.words and (shown, seen.words) != ("", "–"):
            yield f"row {number}, {column.name}: {seen.words!r} on the page, {shown!r} in the file"
        is_number = column.is_measure and bool(NUMBER.fullmatch(seen.words))
        if is_number and not (isinstance(kept.value, int | float) and kept.data_type == "n"):
            yield f"row {number}, {column.name}: {kept.value!r} is no number"
        if column.unit in ("date", "month") and not kept.is_date and len(seen.words) > 1 and seen.words != "Not known":
            yield f"row {number}, {column.name}: {kept.value!r} is no date"


def _named(head: str, said: dict[str, str]) -> str:
    """The view's column that a heading of the sheet is of, by the sheet of notes."""
    apart = re.fullmatch(r".* \[(\w+)\]", head)
    return apart[1] if apart and apart[1] in said else next((name for name, words in said.items() if words == head), "")


def written(value: Any, form: str) -> str:
    """A cell as Excel shows it: halves are rounded away from nought."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%B %Y}" if form == "mmmm yyyy" else formatting.day(value)
    if isinstance(value, str):
        return value[1:] if value[:1] == "'" else value
    parts = FORMAT.fullmatch(form)
    assert parts, form
    places = len(parts[2] or "")
    rounded = rounded_to(Decimal(repr(value)), places)
    return f"{'−' if rounded < 0 else ''}{parts[1]}{abs(rounded):,}{parts[3] or ''}"


def rounded_to(value: Decimal, places: int) -> Decimal:
    """So many decimals, halves away from nought."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _columns(figure: Figure, names: Sequence[str], said: Sequence[str]) -> Iterator[str]:
    """The place in a file of each of the page's columns: all are there, in the page's order, headed alike."""
    places = [names.index(column.name) for column in figure.columns]
    for column, head, place in zip(figure.columns, figure.heads, places, strict=True):
        if said[place] != head:
            yield f"{column.name} is headed {said[place]!r}, {head!r} on the page"
    if places != sorted(places):
        yield f"columns in another order: {[column.name for column in figure.columns]} on the page"
    return places  # type: ignore[return-value]


def _cells(figure: Figure, rows: Rows, places: Sequence[int]) -> Iterator[tuple[int, Sequence[Any], Column, Cell, Any]]:
    if len(rows) != len(figure.result.rows) or len(figure.rows) > len(rows):
        yield from ()
        raise AssertionError(f"{len(rows)} rows in the file of {figure.key}, {len(figure.result.rows)} to show")
    for number, (seen, kept) in enumerate(zip(figure.rows, rows, strict=False), start=1):
        for column, cell, place in zip(figure.columns, seen, places, strict=True):
            yield number, kept, column, cell, kept[place]


def _same_in_csv(seen: Cell, kept: str, column: Column, *, is_protected: bool) -> bool:
    number = NUMBER.fullmatch(seen.words)
    if not column.is_measure and kept != seen.words:
        if column.unit in ("date", "month"):
            return formatting.label(kept or None, column.unit) == seen.words
        return formatting.label(kept.removeprefix("'"), "text") == seen.words
    if not number or not re.fullmatch(r"-?[\d.]+", kept):
        return kept == seen.words or (kept, seen.words) == ("", "–")
    shown = Decimal(number[1].replace("−", "-") + number[2].replace(",", ""))
    apart = abs(shown - Decimal(kept))
    return apart == 0 if is_protected else apart <= HALF.scaleb(int(shown.as_tuple().exponent)) + NOISE


def _interval(
    figure: Figure, row: Sequence[str], heads: Sequence[str], column: Column, seen: Cell, number: int
) -> Iterator[str]:
    """The ends of an interval stand in columns of their own."""
    if not seen.sure:
        return
    for end, words in zip((column.low, column.high), seen.sure.split(" to "), strict=True):
        kept = row[list(heads).index(end)]
        if not _same_in_csv(Cell(words), kept, figure.result.view.column(end), is_protected=figure.is_protected):
            yield f"row {number}, {end}: {words!r} on the page, {kept!r} in the file"


def _risky(rows: Rows) -> Iterator[str]:
    """Text that a spreadsheet would run; a number below nought is none."""
    for row in rows:
        for cell in row:
            if isinstance(cell, str) and cell[:1] in "=+-@\t" and cell[:1] and not re.fullmatch(r"-[\d.]+", cell):
                yield f"{cell[:20]!r} may be run"
