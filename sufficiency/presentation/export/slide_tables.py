"""Tables of a slide: rows as on screen, and a page's key figures side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Emu, Pt

from sufficiency.presentation.charts import palette
from sufficiency.presentation.export.pages import Page
from sufficiency.presentation.export.table_rows import Table

Box = tuple[Any, Any, Any, Any]
SIZE, EDGE = 11, Pt(3)
LETTER = 0.53  # width of a letter as a share of its size, on average
LONGEST = 8  # letters of a figure in its full size
WIDEST = 1.5  # how far columns are stretched beyond what their text needs
INK, MUTED, BLUE, PANEL = (palette.surface(name, "light") for name in ("text", "muted", "primary", "panel"))
WHITE = palette.surface("background", "light")
NAMES, VALUES, WORDS = 16, 40, 14  # sizes of a key figure's lines


def letters(width: int) -> int:
    """How many letters of a table's text there is room for in ``width`` (English metric units)."""
    return int(width / Pt(SIZE * LETTER))


def lines(height: int) -> int:
    """How many lines of a table's text there is room for in ``height``, with the space around them."""
    return int(height / Pt(SIZE * 1.2 + 5))


def table(slide: Slide, rows: Table, box: Box) -> Any:
    """The rows as a table: headings in blue, figures to the right, those marked in bold."""
    left, top, width, _ = box
    needed = [count * Pt(SIZE * LETTER) for count in rows.widths]
    scale = min(int(width) / sum(needed), WIDEST)
    wide = int(sum(needed) * scale)
    shape: Any = slide.shapes.add_table(len(rows.rows) + 1, len(rows.heads), left, top, Emu(wide), Pt(SIZE * 1.2 + 5))
    shape.table.horz_banding = False
    for place, need in enumerate(needed):
        shape.table.columns[place].width = Emu(int(need * scale))
    for number, cells in enumerate([rows.heads, *rows.rows]):
        is_head = number == 0
        is_loud = number - 1 in rows.loud
        for place, words in enumerate(cells):
            cell = shape.table.cell(number, place)
            _paint(cell, BLUE if is_head else PANEL if is_loud else WHITE)
            colour = WHITE if is_head else INK
            side = PP_ALIGN.RIGHT if place in rows.numbers else PP_ALIGN.LEFT
            write(cell.text_frame, words, SIZE, colour, is_bold=is_head or is_loud, side=side)
            cell.vertical_anchor = MSO_ANCHOR.BOTTOM if is_head else MSO_ANCHOR.MIDDLE
            cell.margin_top = cell.margin_bottom = EDGE - Pt(1)
            cell.margin_left = cell.margin_right = Pt(4)
        shape.table.rows[number].height = Pt(SIZE * 1.2 + 5)
    return shape


def cards(slide: Slide, page: Page, box: Box) -> Any:
    """Key figures side by side: name, figure, how sure, what changed, what it is compared with."""
    left, top, width, _ = box
    figures = page.key_figures
    lines: Sequence[tuple[list[str], int, str, bool]] = [
        ([figure.name for figure in figures], NAMES, INK, True),
        ([figure.value for figure in figures], VALUES, BLUE, True),
        ([figure.sure for figure in figures], WORDS, MUTED, False),
        ([figure.change for figure in figures], WORDS, INK, False),
        ([figure.beside for figure in figures], WORDS, INK, False),
    ]
    kept = [line for line in lines if any(line[0])]
    shape: Any = slide.shapes.add_table(len(kept), len(figures), left, top, width, Pt(40))
    shape.table.horz_banding = False
    for number, (words, size, colour, is_bold) in enumerate(kept):
        for place, text in enumerate(words):
            cell = shape.table.cell(number, place)
            _paint(cell, PANEL)
            # A long range of a share that little is known of has no room in the size of a figure.
            fits = size if size != VALUES or len(text) <= LONGEST else VALUES // 2
            write(cell.text_frame, text, fits, colour, is_bold=is_bold)
            cell.vertical_anchor = MSO_ANCHOR.TOP if number else MSO_ANCHOR.BOTTOM
            cell.margin_top = cell.margin_bottom = Pt(7)
    return shape


def write(frame: Any, words: str, size: int, colour: str, *, is_bold: bool = False, side: Any = None) -> None:
    """One paragraph of text in a frame."""
    frame.word_wrap = True
    paragraph = frame.paragraphs[0]
    paragraph.alignment = side
    if not words:  # an empty cell is as high as its letters would be, and those are large where nobody says otherwise
        paragraph._p.get_or_add_endParaRPr().set("sz", str(size * 100))
        return
    run = paragraph.add_run()
    run.text = words
    run.font.size, run.font.bold = Pt(size), is_bold
    run.font.color.rgb = rgb(colour)


def rgb(colour: str) -> RGBColor:
    """A colour of the palette as the package has it."""
    ink: RGBColor = RGBColor.from_string(colour.lstrip("#"))
    return ink


def _paint(cell: Any, colour: str) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(colour)
