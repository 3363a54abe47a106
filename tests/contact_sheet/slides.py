"""What is wrong with slides: text out of its box, small or pale, without words for who cannot see, out of order."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pptx
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from sufficiency.presentation.export.table_rows import MOST_ROWS
from tests.contact_sheet import words
from tests.contact_sheet.measures import contrast, lines

LEAST_SIZE, LEAST_CONTRAST = 10.0, 4.5
LINE, SPARE = 1.2, Pt(8)  # a line's height as a share of its letters', and what may lie over the edge unseen
WHITE = "FFFFFF"


def faults(file: bytes) -> Iterator[str]:
    """Each fault with the number of its slide."""
    deck = pptx.Presentation(io.BytesIO(file))
    properties = deck.core_properties
    if not properties.title or properties.language != "en-GB":
        yield "no title or language among the properties"
    titles = [slide.shapes.title.text for slide in deck.slides if slide.shapes.title is not None]
    yield from (f"the title {title!r} twice" for title, count in Counter(titles).items() if count > 1)
    for number, slide in enumerate(deck.slides, start=1):
        shapes = list(slide.shapes)
        for fault in (
            *_order(shapes),
            *(fault for shape in shapes for fault in _of(shape, deck)),
            *_overlaps(shapes),
            *words.faults(text for shape in shapes for text in _texts(shape)),
            *words.faults([slide.notes_slide.notes_text_frame.text] if slide.has_notes_slide else []),
        ):
            yield f"slide {number}: {fault}"


def _order(shapes: list[Any]) -> Iterator[str]:
    """The title is read out first, and nothing comes after the small print but the label of invented data."""
    if not shapes or not shapes[0].is_placeholder or shapes[0].placeholder_format.idx != 0:
        yield "the title does not come first"
    names = [shape.name for shape in shapes if shape.is_placeholder]
    figures = [place for place, s in enumerate(shapes) if s.has_chart or s.has_table or hasattr(s, "image")]
    if figures and len(names) > 1 and shapes.index(_caption(shapes)) < figures[0]:
        yield "the small print is read out before the figure"


def _caption(shapes: list[Any]) -> Any:
    return max((s for s in shapes if s.is_placeholder), key=lambda shape: shape.top)


def _of(shape: Any, deck: Any) -> Iterator[str]:
    if min(shape.left, shape.top) < 0 or shape.left + shape.width > deck.slide_width + SPARE:
        yield f"{shape.name} lies over the slide's edge"
    if shape.has_chart or shape.has_table or hasattr(shape, "image"):
        described = shape._element.xpath(".//p:cNvPr/@descr")
        if not described or not described[0].strip():
            yield f"{shape.name} has no words for who cannot see it"
    if shape.has_chart:
        yield from _chart(shape.chart)
    elif shape.has_table:
        yield from _table(shape)
    elif shape.has_text_frame:
        yield from _text(shape)


def _chart(chart: Any) -> Iterator[str]:
    values = [value for series in chart.plots[0].series for value in series.values if value is not None]
    if not values:
        yield "a chart of nothing"
    sizes = [int(size) / 100 for size in chart._chartSpace.xpath(".//a:defRPr/@sz | .//a:rPr/@sz")]
    if not sizes or min(sizes) < LEAST_SIZE:
        yield f"letters of {min(sizes, default=0)} points in a chart"


def _table(shape: Any) -> Iterator[str]:
    table = shape.table
    if len(table.rows) > MOST_ROWS + 1:
        yield f"a table of {len(table.rows)} rows"
    for row in table.rows:
        for cell in row.cells:
            fill = str(cell.fill.fore_color.rgb) if cell.fill.type is not None else WHITE
            for run in (run for paragraph in cell.text_frame.paragraphs for run in paragraph.runs):
                if run.font.size.pt < LEAST_SIZE:
                    yield f"letters of {run.font.size.pt} points in a table"
                if contrast(str(run.font.color.rgb), fill) < LEAST_CONTRAST:
                    yield f"{run.font.color.rgb} on {fill} in a table"


def table_height(shape: Any) -> int:
    """How tall a table becomes once its text is in it."""
    return int(sum(max(_row(row), row.height) for row in _rows(shape)))


def _rows(shape: Any) -> list[Any]:
    return list(shape.table.rows)


def _row(row: Any) -> int:
    table = row._parent._parent if hasattr(row, "_parent") else None
    columns = list(table.columns) if table is not None else []
    tall = 0
    for column, cell in zip(columns, row.cells, strict=True):
        room = column.width - cell.margin_left - cell.margin_right
        runs = [run for paragraph in cell.text_frame.paragraphs for run in paragraph.runs]
        size = runs[0].font.size.pt if runs else LEAST_SIZE
        count = lines(cell.text_frame.text, Emu(room).pt, size, is_bold=bool(runs and runs[0].font.bold))
        tall = max(tall, int(Pt(count * size * LINE)) + cell.margin_top + cell.margin_bottom)
    return tall


def _text(shape: Any) -> Iterator[str]:
    text = shape.text_frame.text
    if not text.strip():
        yield f"{shape.name} is empty"
    size, is_bold = _size(shape)
    if size < LEAST_SIZE:
        yield f"letters of {size} points in {shape.name}"
    count = sum(lines(line, Emu(shape.width).pt, size, is_bold=is_bold) for line in text.split("\n"))
    spaced = len(text.split("\n")) * size * 0.25 if shape.is_placeholder else 0
    if Pt(count * size * LINE + spaced) > shape.height + SPARE:
        yield f"{count} lines of {size:.0f} points do not fit into {shape.name}: {text[:50]!r}"


def _size(shape: Any) -> tuple[float, bool]:
    """The size of a shape's letters, its own or its layout's, and whether they are bold."""
    for run in (run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs):
        if run.font.size is not None:
            return run.font.size.pt, bool(run.font.bold)
    layout = shape.part.slide_layout
    number = shape.placeholder_format.idx
    [held] = [p for p in layout.placeholders if p.placeholder_format.idx == number]
    letters = held._element.find(f".//{qn('a:defRPr')}")
    return int(letters.get("sz")) / 100, letters.get("b") == "1"


def _overlaps(shapes: list[Any]) -> Iterator[str]:
    for shape in (s for s in shapes if s.has_table):
        bottom, caption = shape.top + table_height(shape), _caption(shapes)
        if caption is not shape and bottom > caption.top + SPARE:
            yield f"a table of {Emu(bottom - shape.top).pt:.0f} points runs over the small print"


def _texts(shape: Any) -> Iterator[str]:
    if shape.has_chart:
        plot = shape.chart.plots[0]
        yield from (str(category) for category in plot.categories)
        yield from (series.name for series in plot.series)
        yield from shape.chart._chartSpace.xpath(".//c:rich//a:t/text()")
    elif shape.has_table:
        yield from (cell.text_frame.text for row in shape.table.rows for cell in row.cells)
    elif shape.has_text_frame:
        yield shape.text_frame.text
    yield from shape._element.xpath(".//p:cNvPr/@descr")
