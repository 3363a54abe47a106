"""What slides and reports of a page say otherwise than its tables: every table, every native chart, every PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

import docx
import pptx
import pypdf

from sufficiency.presentation.export import facts
from sufficiency.presentation.export.key_rows import HEADS
from sufficiency.presentation.export.paper import CARD_HEADS
from tests.same_figures.drawn import Figure, Page

Rows = list[list[str]]
Listed = tuple[str, Rows]  # the view's name, and rows of text with their headings first
SMALL = 3  # letters of a cell that a PDF's text is not searched for alone


def tables(kind: str, file: bytes) -> list[Listed]:
    """Every table of a file for Word or PowerPoint."""
    if kind == "docx":
        report = docx.Document(io.BytesIO(file))
        named = [(table._tbl.tblPr.xpath("./w:tblCaption/@w:val")[0], table) for table in report.tables]
        return [(name, [[cell.text for cell in row.cells] for row in table.rows]) for name, table in named]
    deck = pptx.Presentation(io.BytesIO(file))
    shapes = [shape for slide in deck.slides for shape in slide.shapes if shape.has_table]
    return [(shape.name, [[cell.text for cell in row.cells] for row in shape.table.rows]) for shape in shapes]


def faults(page: Page, kind: str, file: bytes) -> Iterator[str]:
    """Each table of a file that says what no table of the page does."""
    for view, (heads, *rows) in tables(kind, file):
        yield from (f"{kind}, {view}: {fault}" for fault in _table(page, view, heads, rows))


def _table(page: Page, view: str, heads: Sequence[str], rows: Rows) -> Iterator[str]:
    figures = [figure for figure in page.figures if figure.result.view.name == view]
    if tuple(heads) == CARD_HEADS:
        yield from _on_cards(page, rows)
    elif tuple(heads) == HEADS:
        yield from _listed(page, rows)
    elif figures or page.cards:
        tried = [[*_of_figure(figure, heads, rows)] for figure in figures]
        tried += [[*_matrix(figure, heads, rows)] for figure in figures]
        tried += [[*_on_cards(page, [list(heads), *rows])]] if page.cards else []
        yield from min(tried, key=len)
    else:
        yield f"no figure of the page is of this view: {heads}"


def _of_figure(figure: Figure, heads: Sequence[str], rows: Rows) -> Iterator[str]:
    """Headings and rows of a figure's table, in its order or in that of what its chart draws."""
    names = [figure.heads.index(head) if head in figure.heads else -1 for head in heads]
    for head, name in zip(heads, names, strict=True):
        if name < 0:
            yield f"no column of the page is headed {head!r}"
    places = [n for n in names if n >= 0]
    if not places:
        return
    held = [tuple(row[n].whole for n in places) for row in figure.rows]
    told = [tuple(cell for cell, n in zip(row, names, strict=True) if n >= 0) for row in rows]
    for row in told:
        if not any(all(_same(mine, theirs) for mine, theirs in zip(row, other, strict=True)) for other in held):
            near = max(held, key=lambda other: sum(map(_same, row, other)), default=())
            apart = [(mine, theirs) for mine, theirs in zip(row, near, strict=False) if not _same(mine, theirs)]
            yield f"{row[0]!r}: (file, page) {apart[:3]}"


def _same(mine: str, theirs: str) -> bool:
    """True of the same text; of a long one the file has the beginning, and of the name of a table its words."""
    theirs = facts.plain(theirs)
    if mine == theirs or (mine in ("", "–") and theirs in ("", "–")):
        return True
    return mine.endswith(" …") and theirs.startswith(mine.removesuffix(" …").rstrip(",;. "))


def _matrix(figure: Figure, heads: Sequence[str], rows: Rows) -> Iterator[str]:
    """Figures by two things: each stands in the page's row of both."""
    held = [[cell.whole for cell in row] for row in figure.rows]
    for row in rows:
        for head, cell in zip(heads[1:], row[1:], strict=True):
            if cell and not any(row[0] in other and head in other and cell in other for other in held):
                yield f"{row[0]!r} by {head!r}: {cell!r} in no row of the page"


def _on_cards(page: Page, rows: Rows) -> Iterator[str]:
    said = re.sub(r"<[^>]*>", "|", "".join(page.cards)).replace("&#x27;", "'").replace("&amp;", "&")
    for cell in (cell for row in rows for cell in row if cell):
        if f"|{cell}|" not in said:
            yield f"{cell!r} stands on no card of the page"


def _listed(page: Page, rows: Rows) -> Iterator[str]:
    """Rows of one figure each, under the name of what they are of."""
    held = {
        (head, cell.whole)
        for figure in page.figures
        for row in figure.rows
        for head, cell in (
            *zip(figure.heads, row, strict=True),
            *((name.words, cell) for name in row for cell in row),  # of figures by two things
        )
    }
    for name, cell in rows:
        if cell and (name, cell) not in held:
            yield f"{name!r}: {cell!r} stands in no table of the page"


def text(file: bytes) -> str:
    """The text of a PDF without spaces."""
    pages = pypdf.PdfReader(io.BytesIO(file)).pages
    return re.sub(r"\s+", "", " ".join(page.extract_text() for page in pages))


def of_pdf(file: bytes, same: Sequence[Listed]) -> Iterator[str]:
    """Rows of the tables ``same``, of the Word or PowerPoint file of the same figures, that the PDF lacks."""
    said = text(file)
    start = 0
    for view, rows in same:
        for row in rows:
            cells = [re.sub(r"\s+", "", cell) for cell in row if len(cell) >= SMALL]
            for cell in cells:
                place = said.find(cell, start)
                if place < 0 and cell not in said:
                    yield f"pdf, {view}: {cell[:60]!r} is not in it"
                elif place < 0:
                    yield f"pdf, {view}: {cell[:60]!r} stands in another place"
            start = max(start, said.find(cells[0], start)) if cells else start
