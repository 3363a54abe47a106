"""The figures of a page with their tables as the page draws them, and what makes each file that it offers of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from sufficiency.presentation import export
from sufficiency.presentation.export import Exhibit
from sufficiency.result import EXACT, Column, Result
from sufficiency.web import figure_files, figures, page_export, permission, tables, wide_table
from tests.contact_sheet import taken

Build = Callable[[], bytes]
MOST_ROWS = 2000  # of a table, those among them that the page leaves to its files


@dataclass(frozen=True)
class Cell:
    """What a cell of a table says: its figure, symbol or words, and behind a figure its interval; '' for none."""

    words: str
    sure: str = ""

    @property
    def whole(self) -> str:
        """As a file writes both in one cell: '16% (13% to 20%)'."""
        return f"{self.words} ({self.sure})" if self.sure else self.words


@dataclass(frozen=True)
class Figure:
    """One figure's table, a row a row of the page's, and the files of it by their kind (csv, xlsx)."""

    key: str
    result: Result
    chart: str | None
    columns: tuple[Column, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    files: dict[str, Build] = field(default_factory=dict)

    @property
    def is_protected(self) -> bool:
        """True where whoever looks is not entitled to exact figures."""
        return self.result.profile != EXACT


@dataclass
class Page:
    """Every figure of a page, what of it goes into files of the whole page, what stands on its cards, and those
    files by their names."""

    name: str
    place: str
    figures: list[Figure] = field(default_factory=list)
    exhibits: list[Exhibit] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)
    files: dict[str, Build] = field(default_factory=dict)
    offered: list[tuple[str, Build]] = field(default_factory=list)


def page(path: Path, place: str) -> Page:
    """A page as somebody sees it for a place who opens every figure's table."""
    seen = Page(path.stem, place)
    with _watched(seen):
        drawn = AppTest.from_file(str(path), default_timeout=taken.PATIENCE)
        for key, value in {**taken.PLACES[place], "take_page": True}.items():
            drawn.session_state[key] = value
        drawn.run()
        assert not drawn.exception, (path.stem, place, [fault.message for fault in drawn.exception])
    seen.cards = [part.proto.body for part in drawn.get("html") if "class='figures'" in part.proto.body]
    held = [figure.result for figure in seen.figures]
    seen.figures += [_noted(other) for other in seen.exhibits if not any(other.result is result for result in held)]
    seen.files = {name: build for name, build in seen.files.items() if any(part in name for part in taken.OF_PAGES)}
    return seen


@contextmanager
def _watched(seen: Page) -> Iterator[None]:
    """While a page is drawn its tables are open, and what it draws and offers is noted."""
    figure, behind, buttons = figures.figure, figures._behind, figure_files.buttons
    table, grid, noted = tables.table, wide_table.draw, page_export.note
    said: list[tuple[tuple[Column, ...], list[list[Cell]]]] = []

    def drawn(result: Result, chart: str | None = None, *, key: str = "", **more: Any) -> None:
        st.session_state[f"folded_{key or result.view.name}"] = True
        figure(result, chart, key=key, **more)

    def opened(result: Result, chart: str | None, key: str, columns: Sequence[str], is_open: bool, *more: Any) -> None:
        st.session_state[f"{'rows' if is_open else 'behind'}_{key}"] = True
        behind(result, chart, key, columns, is_open, *more)

    def listed(result: Result, columns: Sequence[str] | None = None, caption: str = "", line: str | None = None) -> str:
        with pytest.MonkeyPatch.context() as whole:  # which the page says the files hold
            whole.setattr(tables, "MOST_ROWS", MOST_ROWS)
            said.append((tuple(tables.listed(result, columns, line)), _of_html(table(result, columns, caption, line))))
        html = table(result, columns, caption, line)
        assert _of_html(html)[1:] == said[-1][1][1 : 1 + tables.MOST_ROWS]
        return html

    def gridded(result: Result, columns: Sequence[Column], caption: str, key: str) -> None:
        grid(result, columns, caption, key)
        said.append((tuple(columns), _of_grid(result, columns)))

    def offered(result: Result, chart: str | None, key: str, columns: Sequence[str] = (), *called: Any) -> None:
        buttons(result, chart, key, columns, *called)
        listed_as, (heads, *rows) = said.pop()
        made = {kind: last[kind] for kind in ("csv", "xlsx")}
        words = tuple(cell.words for cell in heads)
        seen.figures.append(Figure(key, result, chart, listed_as, words, tuple(map(tuple, rows)), made))

    def noting(exhibit: Exhibit) -> None:
        noted(exhibit)
        if not exhibit.result.is_empty:
            seen.exhibits.append(exhibit)

    last: dict[str, Build] = {}

    def file(build: Build, name: str, *held: object) -> Build:
        last[name.rpartition(".")[2]] = build
        seen.offered.append((name, build))
        seen.files[name] = build
        return build

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "figure", drawn)
        patch.setattr(figures, "_behind", opened)
        patch.setattr(figure_files, "buttons", offered)
        patch.setattr(tables, "table", listed)
        patch.setattr(wide_table, "draw", gridded)
        patch.setattr(page_export, "note", noting)
        patch.setattr(permission, "file", file)
        yield


def of_pack(build: Build) -> tuple[list[Figure], bytes]:
    """A pack of evidence, of which its page draws no table, and its figures as a page would draw them."""
    figures_of: list[Figure] = []
    made = export.docx

    def noted(parts: Sequence[Any], **more: Any) -> bytes:
        shown = [other if isinstance(other, Exhibit) else Exhibit(other) for part in parts for other in part.results]
        figures_of.extend(map(_noted, shown))
        return made(parts, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(export, "docx", noted)
        return figures_of, build()


def _noted(exhibit: Exhibit) -> Figure:
    """A figure that goes into files of the page but whose table it does not draw now, as it would."""
    listed = tables.listed(exhibit.result, exhibit.columns, exhibit.chart)
    with pytest.MonkeyPatch.context() as whole:
        whole.setattr(tables, "MOST_ROWS", MOST_ROWS)
        heads, *rows = _of_html(tables.table(exhibit.result, exhibit.columns, line=exhibit.chart))
    words = tuple(cell.words for cell in heads)
    about = (exhibit.result.view.name, exhibit.result, exhibit.chart, tuple(listed), words)
    return Figure(*about, tuple(map(tuple, rows)))


class _Rows(HTMLParser):
    """The rows of the first table in HTML, its headings among them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[Cell]] = []
        self._is_open, self._sure, self._ended = False, False, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr" and not self._ended:
            self.rows.append([])
        elif tag in ("th", "td") and not self._ended:
            self.rows[-1].append(Cell(""))
            self._is_open = True
        elif tag == "span" and ("class", "sure") in attrs:
            self._sure = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self._is_open = False
        elif tag == "span":
            self._sure = False
        elif tag == "table":
            self._ended = True

    def handle_data(self, data: str) -> None:
        if self._is_open:
            cell = self.rows[-1][-1]
            held = {"sure": cell.sure + data} if self._sure else {"words": (cell.words + data)}
            self.rows[-1][-1] = replace(cell, **held)


def _of_html(html: str) -> list[list[Cell]]:
    reader = _Rows()
    reader.feed(html)
    return [[Cell(cell.words.strip(), cell.sure.strip()) for cell in row] for row in reader.rows]


def _of_grid(result: Result, columns: Sequence[Column]) -> list[list[Cell]]:
    """What a browser shows of a grid: each cell's words by its style, and where it has no value the grid's one word."""
    part, symbols = result.rows.head(wide_table.MOST_ROWS), result.symbols.head(wide_table.MOST_ROWS)
    style = wide_table.styled(part, symbols, columns, result.marked)
    nothing = wide_table.absent(part, symbols, columns)
    rows = [[cell for cell in row if cell["type"] == "td"] for row in style._translate(False, False)["body"]]
    shown = [
        [
            _split(str(cell["display_value"])) if known else Cell(nothing)
            for cell, known in zip(row, values, strict=True)
        ]
        for row, values in zip(rows, style.data.notna().to_numpy().tolist(), strict=True)
    ]
    return [[Cell(head.rstrip()) for head in wide_table.heads(columns)], *shown]


def _split(words: str) -> Cell:
    """A figure and its interval as two."""
    words = words.removeprefix(f"{wide_table.MARK} ")
    parts = re.fullmatch(r"([−£\d,.]+%?(?: [a-z ]+)?) \(([^()]+ to [^()]+)\)", words)
    return Cell(parts[1], parts[2]) if parts else Cell(words)
