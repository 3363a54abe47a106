"""Results as PowerPoint slides: one finding each, charts that can be edited, facts in the notes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, BinaryIO

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from sufficiency import charts, figures
from sufficiency.charts import frame as frames
from sufficiency.charts import palette
from sufficiency.charts.frame import Frame
from sufficiency.export import facts, native
from sufficiency.result import Result

WIDE, HIGH = Inches(13.333), Inches(7.5)
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
MOST_ROWS, MOST_COLUMNS = 11, 8  # of a table on a slide
FONT = "Arial"
INK, MUTED, PINK = (palette.surface("text", "light"), palette.surface("muted", "light"),
                    palette.ramp("category", "light")[2])  # fmt: skip


def pptx(
    results: Sequence[Result],
    *,
    title: str = "",
    charts_of: Sequence[str | None] | None = None,
    template: BinaryIO | str | None = None,
) -> bytes:
    """A title slide, a slide a result and a slide of notes.

    ``charts_of`` gives a chart line for each result in place of its view's own. ``template`` is an
    authority's own .pptx: its look and layouts are kept, its slides are not. Charts are native and
    hold only shown figures; a result without a chart becomes a table of its first rows.
    """
    deck = _open(template)
    results = facts.drawn_by(results, charts_of)
    _opening(deck, results, title)
    for result in results:
        _finding(deck, result)
    if results:
        _notes(deck, results[0])
    deck.core_properties.title = title or (results[0].view.title if results else facts.TOOL)
    deck.core_properties.author = facts.TOOL
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def _open(template: BinaryIO | str | None) -> Slides:
    deck = Presentation(template)
    if template is None:
        deck.slide_width, deck.slide_height = WIDE, HIGH
    for entry in list(deck.slides._sldIdLst):
        deck.part.drop_rel(entry.rId)
        deck.slides._sldIdLst.remove(entry)
    return deck


def _add(deck: Slides, title: str) -> Slide:
    """A slide with only a title: the layout of that kind, cleared of its other placeholders."""
    layouts = [
        layout
        for layout in deck.slide_layouts
        if any(p.placeholder_format.type in TITLES for p in layout.placeholders)
    ]
    layout = min(layouts or list(deck.slide_layouts), key=lambda one: len(one.placeholders))
    named = [one for one in deck.slide_layouts if one.name.lower() == "title only"]
    slide = deck.slides.add_slide(named[0] if named else layout)
    for shape in list(slide.placeholders):
        if slide.shapes.title is None or shape.shape_id != slide.shapes.title.shape_id:
            shape._element.getparent().remove(shape._element)
    heading = slide.shapes.title
    if heading is not None and deck.slide_width == WIDE:
        heading.left, heading.top = Inches(0.5), Inches(0.4)
        heading.width, heading.height = WIDE - Inches(1), Inches(0.8)
        _write(heading.text_frame, [title], 24, INK, bold=True)
        heading.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        heading.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    elif heading is not None:
        heading.text_frame.text = title
    return slide


def _opening(deck: Slides, results: Sequence[Result], title: str) -> None:
    slide = _add(deck, title or (results[0].view.title if results else facts.TOOL))
    if not results:
        return
    first = results[0]
    words = [
        f"As at {figures.day(first.as_at)}", first.choice_text, facts.coverage(first),
        figures.profiles().get(first.profile, first.profile),
        facts.SYNTHETIC if first.is_synthetic else "", facts.TOOL,
    ]  # fmt: skip
    width = deck.slide_width - Inches(1)
    box = slide.shapes.add_textbox(Inches(0.5), Inches(1.6), width, Inches(4))
    _write(box.text_frame, [line for line in words if line], 18, MUTED)


def _finding(deck: Slides, result: Result) -> None:
    slide = _add(deck, charts.title(result))
    width = deck.slide_width - Inches(1)
    under = slide.shapes.add_textbox(Inches(0.5), Inches(1.2), width, Inches(0.5))
    frame = charts.frame_of(result)
    measure = _measure(frame)
    _write(under.text_frame, [f"{result.view.title}. {measure}".strip()], 14, MUTED)
    top, bottom = Inches(1.75), deck.slide_height - Inches(1.15)
    box = (Inches(0.5), top, width, Emu(bottom - top))
    drawn = native.data(frame) if frame else None
    if drawn and frame:
        shape = slide.shapes.add_chart(drawn[0], *box, drawn[1])
        native.dress(shape.chart, frame)
        _describe(shape, charts.describe(result))
    else:
        _table(slide, result, frame, box)
    foot = slide.shapes.add_textbox(Inches(0.5), bottom + Inches(0.05), width, Inches(1))
    _write(foot.text_frame, facts.caption(result), 9, MUTED)
    _label(deck, slide, result)
    notes = [charts.describe(result)]
    notes += [f"{fact.heading}: {fact.words}" for fact in facts.of(result)]
    slide.notes_slide.notes_text_frame.text = "\n".join(notes)


def _measure(frame: Frame | None) -> str:
    if frame is None:
        return ""
    part = next(part for part in ("value", "mid", "y") if part in frame.columns)
    return figures.heading(frame.columns[part])


def _describe(shape: Any, words: str) -> None:
    """Set a shape's text alternative, which python-pptx has no call for."""
    shape._element.nvGraphicFramePr.cNvPr.set("descr", words)


def _table(slide: Slide, result: Result, frame: Frame | None, box: tuple[Any, ...]) -> None:
    """A matrix as the matrix it is; anything else as its first rows."""
    heads, rows = _matrix(frame) if frame else _rows(result)
    left, top, width, height = box
    shape = slide.shapes.add_table(len(rows) + 1, len(heads), left, top, width, height)
    share = int(width) // (len(heads) + 1)
    for place in range(len(heads)):  # the first, which names the row, is twice as wide
        shape.table.columns[place].width = Emu(share * 2 if place == 0 else share)
    for number, cells in enumerate([heads, *rows]):
        for place, words in enumerate(cells):
            cell = shape.table.cell(number, place)
            _write(cell.text_frame, [words], 9, "#FFFFFF" if number == 0 else INK, bold=number == 0)
            cell.margin_top = cell.margin_bottom = Pt(2)
            if number == 0:
                cell.fill.solid()
                cell.fill.fore_color.rgb = _rgb(palette.surface("primary", "light"))
    _describe(shape, f"{result.view.title}: {len(rows)} rows, as at {figures.day(result.as_at)}.")


def _matrix(frame: Frame) -> tuple[list[str], list[list[str]]]:
    columns = frames.order(frame, "x")[:MOST_COLUMNS]
    rows = frames.order(frame, "y")[:MOST_ROWS]
    texts = {(p, r[p]): r[f"{p}_text"] for r in frame.records for p in ("x", "y")}
    cells = {(record["y"], record["x"]): record["value_short"] for record in frame.records}
    heads = ["", *(texts["x", column] for column in columns)]
    return heads, [[texts["y", row], *(cells.get((row, c), "") for c in columns)] for row in rows]


def _rows(result: Result) -> tuple[list[str], list[list[str]]]:
    columns = [c for c in result.view.columns if c.unit != "code"][:MOST_COLUMNS]
    rows = []
    for row in range(min(len(result.rows), MOST_ROWS)):
        cells = [(result.rows[c.name].iloc[row], result.symbols[c.name].iloc[row], c.unit)
                 for c in columns]  # fmt: skip
        rows.append([symbol or _cell(value, unit) for value, symbol, unit in cells])
    return [figures.heading(column) for column in columns], rows


def _cell(value: Any, unit: str) -> str:
    if unit in ("code", "text", "date", "month", "flag"):
        return figures.label(value, unit)
    return figures.short(value, unit)


def _label(deck: Slides, slide: Slide, result: Result) -> None:
    if not result.is_synthetic:
        return
    left = deck.slide_width - Inches(2)
    box = slide.shapes.add_textbox(left, Inches(0.08), Inches(1.6), Inches(0.3))
    box.fill.solid()
    box.fill.fore_color.rgb = _rgb(PINK)
    _write(box.text_frame, ["Synthetic data"], 11, "#FFFFFF", bold=True)


def _notes(deck: Slides, result: Result) -> None:
    slide = _add(deck, "Notes")
    lines = [figures.profiles().get(result.profile, result.profile)]
    lines += [f"{symbol}: {meaning}" for symbol, meaning in figures.symbols().items()]
    lines += [facts.coverage(result), f"Snapshot {result.snapshot_id}. {facts.TOOL}."]
    width = deck.slide_width - Inches(1)
    box = slide.shapes.add_textbox(Inches(0.5), Inches(1.5), width, Inches(5))
    _write(box.text_frame, lines, 14, INK)


def _write(text: Any, lines: Sequence[str], size: int, colour: str, *, bold: bool = False) -> None:
    text.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = text.paragraphs[0] if number == 0 else text.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
        run.font.color.rgb = _rgb(colour)
        paragraph.space_after = Pt(size / 4)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#"))
