"""A Result as an Excel workbook: cover, notes and one marked-up table, with nothing that runs."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence, Set
from datetime import datetime

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from sufficiency.plurals import counted
from sufficiency.presentation import formatting
from sufficiency.presentation.export import exhibit, facts, sheet_rows
from sufficiency.presentation.export.exhibit import Exhibit
from sufficiency.presentation.export.sheet_rows import Cell
from sufficiency.reference import units
from sufficiency.result import Column, Result

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
INK = "#14202B"
WIDEST, NARROWEST, FIGURE_WIDTH = 46, 12, 18  # letters
MOST_ACROSS = 220  # letters across a printed page, at some 7 points each
MOST_FOOT = 200  # letters of what stands at the foot of a printed page, of 255 in all
MOST_LINES = 6  # of a heading
COVER_WIDTH, NOTES_WIDTH = 100, 48  # letters
BASE = {"font_name": "Arial", "font_size": 11, "font_color": INK, "valign": "top"}
FIGURE = re.compile(r"−?(£?)([\d,]+)(\.\d+)?(.*)")  # a figure in words: pounds, whole, decimals, unit
LINE, A4 = 15.0, 9  # points a line; the paper's number


def xlsx(result: Result, columns: Sequence[str] = ()) -> bytes:
    """A workbook of three sheets: Cover, Notes, Table.

    The table is a named Excel table with one header row, kept in view; ``columns`` are those of the page's table,
    which come first. Figures are numbers that show what the page writes, dates are dates, symbols stand as text in
    withheld cells. No formula, link or macro is ever written.
    """
    result = sheet_rows.of(result, columns)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    book.set_properties(
        {
            "title": result.view.title,
            "subject": result.view.summary,
            "author": facts.tool(),
            "company": "",
            "comments": " ".join(facts.caption(result)),
            "keywords": result.view.name,
            "created": datetime.combine(result.as_at, datetime.min.time()),
        }
    )
    styles = _styles(book)
    _cover(book.add_worksheet("Cover"), result, styles)
    _notes(book.add_worksheet("Notes"), result, styles)
    _table(book.add_worksheet("Table"), result, styles, _Formats(book))
    book.close()
    return buffer.getvalue()


def _styles(book: Workbook) -> dict[str, Format]:
    return {
        "title": book.add_format({**BASE, "bold": True, "font_size": 16}),
        "bold": book.add_format({**BASE, "bold": True}),
        "text": book.add_format({**BASE, "text_wrap": True}),
        "head": book.add_format({**BASE, "bold": True, "text_wrap": True, "bottom": 1}),
        "head_figure": book.add_format({**BASE, "bold": True, "text_wrap": True, "bottom": 1, "align": "right"}),
        "cell": book.add_format(BASE),
        "symbol": book.add_format({**BASE, "align": "right"}),
        "date": book.add_format({**BASE, "num_format": "d mmmm yyyy", "align": "left"}),
        "month": book.add_format({**BASE, "num_format": "mmmm yyyy", "align": "left"}),
    }


class _Formats:
    """Formats of figures, each made once: a cell shows what the page writes, and holds the number."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats: dict[str, Format] = {}

    def of(self, words: str) -> Format:
        """The format that writes a figure as ``words`` do: '£1,230 a week', '12%', '4.0'."""
        pounds, decimals, unit = FIGURE.sub(r"\1|\3|\4", words).split("|")
        code = f"{pounds}#,##0{re.sub('[0-9]', '0', decimals)}" + (f'"{unit}"' if unit else "")
        if code not in self._formats:
            self._formats[code] = self._book.add_format({**BASE, "num_format": code})
        return self._formats[code]


def _cover(sheet: Worksheet, result: Result, styles: dict[str, Format]) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, COVER_WIDTH)
    _pages_wide(sheet)
    sheet.write_string(0, 0, exhibit.subject([Exhibit(result)], result.view.title), styles["title"])
    row = 2
    for fact in facts.of(result):
        sheet.write_string(row, 0, fact.heading, styles["bold"])
        sheet.write_string(row, 1, facts.safe(fact.words), styles["text"])
        sheet.set_row(row, _height(fact.words, COVER_WIDTH))
        row += 1
    sheet.write_string(row + 1, 0, "Sheets", styles["bold"])
    sheet.write_string(row + 1, 1, "Notes: what each column means, and the symbols", styles["text"])
    sheet.write_string(row + 2, 1, f"Table: {counted(len(result.rows), 'row')}", styles["text"])


def _notes(sheet: Worksheet, result: Result, styles: dict[str, Format]) -> None:
    rows = [(formatting.heading(c), c.name, _unit(c)) for c in result.view.columns]
    rows += [(f"Symbol {symbol}", symbol, meaning) for symbol, meaning in formatting.symbols().items()]
    heads = ("Column or symbol", "Name in the view", "Unit or meaning")
    sheet.set_column(0, 2, NOTES_WIDTH)
    _pages_wide(sheet)
    sheet.write_string(0, 0, "Notes", styles["title"])
    for number, cells in enumerate(rows, start=3):
        sheet.set_row(number, max(_height(words, NOTES_WIDTH) for words in cells))
        for place, words in enumerate(cells):
            sheet.write_string(number, place, facts.safe(words), styles["text"])
    _mark(sheet, "Notes_table", 2, len(rows), heads, styles)


def _height(words: str, width: int) -> float:
    """Points that wrapped text needs; not every program works it out for itself."""
    return LINE * max(1, math.ceil(len(words) / (width * 0.95)))


def _pages_wide(sheet: Worksheet, letters: float = 0) -> None:
    """Landscape A4, as many pages side by side as leave the letters large enough to read; names are on each."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    across = max(1, math.ceil(letters / MOST_ACROSS))
    sheet.fit_to_pages(across, 0)
    if across > 1:
        sheet.repeat_columns(0)


def _unit(column: Column) -> str:
    if column.kind == "unit":  # of rows that measure unlike things, each its own
        return "In the unit that its row names"
    return units.units().get(column.unit, {}).get("unit_name", column.unit)


def _table(sheet: Worksheet, result: Result, styles: dict[str, Format], formats: _Formats) -> None:
    heads = _headings(result)
    sheet.write_string(0, 0, exhibit.subject([Exhibit(result)], result.view.title), styles["title"])
    sheet.write_string(1, 0, facts.safe(" ".join(facts.caption(result)[:1])), styles["cell"])
    lines, letters = 1, 0.0
    for place, column in enumerate(result.view.columns):
        longest = NARROWEST
        for number, cell in enumerate(sheet_rows.cells(result, column), start=3):
            if cell.words:
                sheet.write_number(number, place, cell.value, formats.of(cell.words))
            else:
                longest = max(longest, _write(sheet, (number, place), cell, column, styles))
        width = FIGURE_WIDTH if column.is_measure else min(longest + 2, WIDEST)
        sheet.set_column(place, place, width)
        letters += width
        lines = max(lines, math.ceil(len(heads[place]) / (width - 2)))
    figures_at = {i for i, column in enumerate(result.view.columns) if column.is_measure}
    _mark(sheet, "Table_1", 2, len(result.rows), heads, styles, figures_at)
    sheet.set_row(2, LINE * min(lines, MOST_LINES))
    sheet.freeze_panes(3, 1)
    sheet.repeat_rows(2)
    _pages_wide(sheet, letters)
    # On paper a table is alone: what it is of, and that no child in it is real, goes with every page.
    kind = f"{facts.SYNTHETIC}. " if result.is_synthetic else ""
    said = f"{kind}{result.view.title}, {facts.place(result)}, {formatting.day(result.as_at)}"
    sheet.set_footer(f"&L{said.replace('&', '&&')[:MOST_FOOT]}&RPage &P of &N")


def _headings(result: Result) -> list[str]:
    """Unique headings: the meaning with its unit, and the column's name where two would agree."""
    words = [formatting.heading(column) for column in result.view.columns]
    return [
        w if [x.lower() for x in words].count(w.lower()) == 1 else f"{w} [{c.name}]"
        for w, c in zip(words, result.view.columns, strict=True)
    ]


def _mark(
    sheet: Worksheet,
    name: str,
    top: int,
    count: int,
    heads: Sequence[str],
    styles: dict[str, Format],
    figures_at: Set[int] = frozenset(),
) -> None:
    """Mark cells as a named table, which screen readers announce and filters work on."""
    columns = [
        {"header": head, "header_format": styles["head_figure" if i in figures_at else "head"]}
        for i, head in enumerate(heads)
    ]
    sheet.add_table(
        top,
        0,
        top + max(count, 1),
        len(columns) - 1,
        {"name": name, "columns": columns, "style": "Table Style Light 1", "banded_rows": False},
    )


def _write(sheet: Worksheet, at: tuple[int, int], cell: Cell, column: Column, styles: dict[str, Format]) -> int:
    """Write a label, or what stands in place of a figure; returns about how wide it is, in letters."""
    if cell.symbol or column.is_measure:
        sheet.write_string(*at, cell.symbol, styles["symbol"])
        return len(cell.symbol)
    if column.unit in ("date", "month") and cell.value is not None:
        sheet.write_datetime(*at, pd.Timestamp(cell.value).to_pydatetime(), styles[column.unit])
        return 18
    words = facts.safe(formatting.label(cell.value, column.unit))
    sheet.write_string(*at, words, styles["cell"])
    return len(words)
