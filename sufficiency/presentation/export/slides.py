"""Results as PowerPoint slides: one finding each, charts that can be edited, facts in the notes."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from pptx.chart.data import ChartData
from pptx.dml.color import RGBColor
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from sufficiency.presentation import charts, coverage, formatting
from sufficiency.presentation.charts import frame as frames
from sufficiency.presentation.charts import palette
from sufficiency.presentation.charts.frame import Frame
from sufficiency.presentation.export import facts, native, template
from sufficiency.result import Result

MOST_ROWS, MOST_COLUMNS = 11, 8  # of a table on a slide
MOST_LETTERS = 420  # of a line of the caption, which has an inch for all of them
INK, PINK = palette.surface("text", "light"), palette.ramp("category", "light")[2]


def pptx(
    results: Sequence[Result],
    *,
    title: str = "",
    charts_of: Sequence[str | None] | None = None,
    own: Path | None = None,
) -> bytes:
    """A title slide, a slide a result and a slide of notes.

    ``charts_of`` gives a chart line for each result in place of its view's own. ``own`` is an
    authority's own template in place of the one shipped. Charts are native and hold only shown
    figures; a result without a chart becomes a table of its first rows. Raises TemplateError.
    """
    deck = template.opened(own)
    results = [facts.printable(result) for result in facts.drawn_by(results, charts_of)]
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


def _add(deck: Slides, name: str, title: str) -> tuple[Slide, dict[str, Any]]:
    """A slide of the layout called ``name``, and its placeholders by name; others are taken out."""
    layout = template.layout_of(deck, name)
    if layout is None:
        raise template.TemplateError(f"no layout is called {name}")
    slide = deck.slides.add_slide(layout)
    numbers = {number: called for called, number in template.placeholders(layout).items()}
    places = {}
    for shape in list(slide.placeholders):
        called = numbers.get(shape.placeholder_format.idx)
        if called is None:
            shape._element.getparent().remove(shape._element)
        else:
            places[called] = shape
    places[template.TITLE].text_frame.text = title
    return slide, places


def _fill(shape: Any, lines: Sequence[str]) -> None:
    """Lines of text in a placeholder, in the template's own letters."""
    shape.text_frame.text = "\n".join(lines)


def _opening(deck: Slides, results: Sequence[Result], title: str) -> None:
    name = title or (results[0].view.title if results else facts.TOOL)
    _, places = _add(deck, template.OPENING, name)
    words = [facts.TOOL]
    if results:
        first = results[0]
        words = [
            f"As at {formatting.day(first.as_at)}",
            first.choice_text,
            coverage.in_full(first),
            formatting.profiles().get(first.profile, first.profile),
            facts.SYNTHETIC if first.is_synthetic else "",
            facts.TOOL,
        ]
    _fill(places["Facts"], [line for line in words if line])


def _finding(deck: Slides, result: Result) -> None:
    chart = charts.draw(result)
    slide, places = _add(deck, template.FINDING, chart.title)
    frame = chart.frame
    _fill(places["Measure"], [f"{result.view.title}. {_measure(frame)}".strip()])
    _fill(
        places["Caption"],
        [
            textwrap.shorten(line, MOST_LETTERS, placeholder=" … The rest is in the notes.")
            for line in facts.caption(result)
        ],
    )
    figure = places["Figure"]
    box = (figure.left, figure.top, figure.width, figure.height)
    figure._element.getparent().remove(figure._element)
    drawn = native.data(frame) if frame else None
    if drawn and frame:
        # The package names a chart what is the frame around it, and knows one kind of figures of three.
        shape: Any = slide.shapes.add_chart(drawn[0], *box, cast(ChartData, drawn[1]))
        native.dress(shape.chart, frame, result.marked)
        _describe(shape, chart.words)
    else:
        _table(slide, result, frame, box)
    _label(deck, slide, result)
    notes = [chart.words]
    notes += [f"{fact.heading}: {fact.words}" for fact in facts.of(result)]
    words = slide.notes_slide.notes_text_frame
    if words is not None:  # a template's notes master may have no place for text
        words.text = "\n".join(notes)


def _measure(frame: Frame | None) -> str:
    if frame is None:
        return ""
    part = next(part for part in ("value", "mid", "y") if part in frame.columns)
    return formatting.heading(frame.columns[part])


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
    _describe(shape, f"{result.view.title}: {len(rows)} rows, as at {formatting.day(result.as_at)}.")


def _matrix(frame: Frame) -> tuple[list[str], list[list[str]]]:
    columns = frames.order(frame, "x")[:MOST_COLUMNS]
    rows = frames.order(frame, "y")[:MOST_ROWS]
    texts = {(p, r[p]): r[f"{p}_text"] for r in frame.records for p in ("x", "y")}
    cells = {(record["y"], record["x"]): _surely(record) for record in frame.records}
    heads = ["", *(texts["x", column] for column in columns)]
    return heads, [[texts["y", row], *(cells.get((row, c), "") for c in columns)] for row in rows]


def _surely(record: dict[str, Any]) -> str:
    sure = record.get("value_sure", "–")
    return str(record["value_short"]) + ("" if sure == "–" else f" ({sure})")


def _rows(result: Result) -> tuple[list[str], list[list[str]]]:
    columns = [c for c in result.view.columns if c.unit != "code" and not c.is_limit][:MOST_COLUMNS]
    part = result.rows.head(MOST_ROWS)
    cells = [
        [
            symbol or _cell(value, column.unit, sure)
            for value, symbol, sure in zip(
                part[column.name], result.symbols[column.name], formatting.intervals(column, part), strict=False
            )
        ]
        for column in columns
    ]
    return [formatting.heading(column) for column in columns], [list(row) for row in zip(*cells, strict=True)]


def _cell(value: Any, unit: str, sure: str) -> str:
    """A figure with its interval, where it has one: '16% (13% to 20%)'."""
    if unit in ("code", "text", "date", "month", "flag"):
        return formatting.label(value, unit)
    return formatting.short(value, unit) + (f" ({sure})" if sure else "")


def _label(deck: Slides, slide: Slide, result: Result) -> None:
    if not result.is_synthetic:
        return
    left = deck.slide_width - Inches(2)
    box = slide.shapes.add_textbox(left, Inches(0.08), Inches(1.6), Inches(0.3))
    box.fill.solid()
    box.fill.fore_color.rgb = _rgb(PINK)
    _write(box.text_frame, ["Synthetic data"], 11, "#FFFFFF", bold=True)


def _notes(deck: Slides, result: Result) -> None:
    _, places = _add(deck, template.NOTES, "Notes")
    lines = [formatting.profiles().get(result.profile, result.profile)]
    lines += [f"{symbol}: {meaning}" for symbol, meaning in formatting.symbols().items()]
    lines += [coverage.in_full(result), f"Snapshot {result.snapshot_id}. {facts.TOOL}."]
    _fill(places["Text"], lines)


def _write(text: Any, lines: Sequence[str], size: int, colour: str, *, bold: bool = False) -> None:
    text.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = text.paragraphs[0] if number == 0 else text.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = _rgb(colour)
        paragraph.space_after = Pt(size / 4)


def _rgb(colour: str) -> RGBColor:
    ink: RGBColor = RGBColor.from_string(colour.lstrip("#"))
    return ink
