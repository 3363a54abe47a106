"""A Result as an Excel workbook: cover, notes and one marked-up table, with nothing that runs."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence, Set
from datetime import datetime
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from sufficiency.presentation import formatting
from sufficiency.presentation.export import facts
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
MOST_LINES = 6  # of a heading
COVER_WIDTH, NOTES_WIDTH = 100, 48  # letters
LINE, A4 = 15.0, 9  # points a line; the paper's number


def xlsx(result: Result) -> bytes:
    """A workbook of three sheets: Cover, Notes, Table.

    The table is a named Excel table with one header row, kept in view; figures are numbers, dates
    are dates, symbols stand as text in withheld cells. No formula, link or macro is ever written.
    """
    result = facts.printable(result)
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
    _table(book.add_worksheet("Table"), result, styles)
    book.close()
    return buffer.getvalue()


def _styles(book: Workbook) -> dict[str, Format]:
    base = {"font_name": "Arial", "font_size": 11, "font_color": INK, "valign": "top"}
    return {
        "title": book.add_format({**base, "bold": True, "font_size": 16}),
        "bold": book.add_format({**base, "bold": True}),
        "text": book.add_format({**base, "text_wrap": True}),
        "head": book.add_format({**base, "bold": True, "text_wrap": True, "bottom": 1}),
        "head_figure": book.add_format({**base, "bold": True, "text_wrap": True, "bottom": 1, "align": "right"}),
        "cell": book.add_format(base),
        "symbol": book.add_format({**base, "align": "right"}),
        "date": book.add_format({**base, "num_format": "d mmmm yyyy", "align": "left"}),
        "month": book.add_format({**base, "num_format": "mmmm yyyy", "align": "left"}),
        **{
            _style(unit, places): book.add_format({**base, "num_format": _format(unit, places)})
            for unit in units.units()
            if unit not in ("code", "text", "date", "month", "flag")
            for places in range(int(units.units()[unit]["decimals"] or 0) + 1)
        },
    }


def _style(unit: str, places: int) -> str:
    """The name of the style of figures of a unit with so many decimals."""
    return f"{unit}.{places}"


def _format(unit: str, places: int) -> str:
    """Excel's number format for figures of a unit, with so many decimals."""
    number = "#,##0" + ("." + "0" * places if places else "")
    return {"gbp": "£" + number, "gbp_week": "£" + number, "pct": number + '"%"'}.get(unit, number)


def _cover(sheet: Worksheet, result: Result, styles: dict[str, Format]) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, COVER_WIDTH)
    _one_page_wide(sheet)
    sheet.write_string(0, 0, result.view.title, styles["title"])
    row = 2
    for fact in facts.of(result):
        sheet.write_string(row, 0, fact.heading, styles["bold"])
        sheet.write_string(row, 1, facts.safe(fact.words), styles["text"])
        sheet.set_row(row, _height(fact.words, COVER_WIDTH))
        row += 1
    sheet.write_string(row + 1, 0, "Sheets", styles["bold"])
    sheet.write_string(row + 1, 1, "Notes: what each column means, and the symbols", styles["text"])
    sheet.write_string(row + 2, 1, f"Table: {len(result.rows):,} rows", styles["text"])


def _notes(sheet: Worksheet, result: Result, styles: dict[str, Format]) -> None:
    rows = [(formatting.heading(c), c.name, _unit(c)) for c in result.view.columns]
    rows += [(f"Symbol {symbol}", symbol, meaning) for symbol, meaning in formatting.symbols().items()]
    heads = ("Column or symbol", "Name in the view", "Unit or meaning")
    sheet.set_column(0, 2, NOTES_WIDTH)
    _one_page_wide(sheet)
    sheet.write_string(0, 0, "Notes", styles["title"])
    for number, cells in enumerate(rows, start=3):
        sheet.set_row(number, max(_height(words, NOTES_WIDTH) for words in cells))
        for place, words in enumerate(cells):
            sheet.write_string(number, place, facts.safe(words), styles["text"])
    _mark(sheet, "Notes_table", 2, len(rows), heads, styles)


def _height(words: str, width: int) -> float:
    """Points that wrapped text needs; not every program works it out for itself."""
    return LINE * max(1, math.ceil(len(words) / (width * 0.95)))


def _one_page_wide(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def _unit(column: Column) -> str:
    return units.units().get(column.unit, {}).get("unit_name", column.unit)


def _table(sheet: Worksheet, result: Result, styles: dict[str, Format]) -> None:
    heads = _headings(result)
    sheet.write_string(0, 0, result.view.title, styles["title"])
    sheet.write_string(1, 0, facts.safe(" ".join(facts.caption(result)[:1])), styles["cell"])
    lines = 1
    for place, column in enumerate(result.view.columns):
        pairs = zip(result.rows[column.name], result.symbols[column.name], strict=True)
        places = formatting.decimals_of(column, result.rows, result.symbols)
        longest = NARROWEST
        for number, (value, symbol) in enumerate(pairs, start=3):
            longest = max(longest, _write(sheet, (number, place), value, symbol, column, places, styles))
        width = FIGURE_WIDTH if column.is_measure else min(longest + 2, WIDEST)
        sheet.set_column(place, place, width)
        lines = max(lines, math.ceil(len(heads[place]) / (width - 2)))
    figures_at = {i for i, column in enumerate(result.view.columns) if column.is_measure}
    _mark(sheet, "Table_1", 2, len(result.rows), heads, styles, figures_at)
    sheet.set_row(2, LINE * min(lines, MOST_LINES))
    sheet.freeze_panes(3, 1)
    sheet.repeat_rows(2)
    _one_page_wide(sheet)


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


def _write(
    sheet: Worksheet,
    cell: tuple[int, int],
    value: Any,
    symbol: str,
    column: Column,
    places: int | None,
    styles: dict[str, Format],
) -> int:
    """Write one cell by its column's unit; returns about how wide it is, in letters. A figure has the decimals that it
    has on the page: ``places``, or its own where that is None."""
    if symbol or formatting.missing(value):
        sheet.write_string(*cell, symbol, styles["symbol"])
        return len(symbol)
    if column.unit in ("date", "month"):
        sheet.write_datetime(*cell, pd.Timestamp(value).to_pydatetime(), styles[column.unit])
        return 18
    if column.unit in ("code", "text", "flag"):
        words = facts.safe(formatting.label(value, column.unit))
        sheet.write_string(*cell, words, styles["cell"])
        return len(words)
    own = formatting.decimals_alone(float(value), column.unit) if places is None else places
    sheet.write_number(*cell, round(float(value), 6), styles[_style(column.unit, own)])
    return 12
