"""Results as a Word report: each finding with its picture, its table and where it came from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Report
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.table import Table

from sufficiency.presentation import charts, coverage, formatting
from sufficiency.presentation.charts import palette
from sufficiency.presentation.export import facts, picture
from sufficiency.result import Column, Result

WHOLE_ROWS, FIRST_ROWS, MOST_COLUMNS = 36, 12, 7  # all of a short table, the first of a long one
PICTURE_WIDTH, NAME_WIDTH = Cm(16.5), Cm(4.2)


@dataclass(frozen=True)
class Part:
    """One section of a report: heading, words, the results shown, and what is left to write."""

    heading: str
    words: str = ""
    results: tuple[Result, ...] = ()
    to_write: str = ""


def docx(
    parts: Sequence[Result | Part],
    *,
    title: str = "",
    charts_of: Sequence[str | None] | None = None,
    template: Path | None = None,
) -> bytes:
    """A report of results (each its own section) or of parts that group them under a heading.

    ``charts_of`` gives a chart line for each, where all are results. Each figure names its view and
    snapshot, so that it can be run again. ``to_write`` leaves a marked space for what only a person
    can write. ``template`` is an authority's own .docx.
    """
    report = Document(str(template) if template else None)
    if charts_of:
        alone = [part for part in parts if isinstance(part, Result)]
        parts = list(facts.drawn_by(alone, charts_of))
    sections = [_section(part) for part in parts]
    results = [result for section in sections for result in section.results]
    name = title or (results[0].view.title if results else facts.TOOL)
    report.core_properties.title, report.core_properties.author = name, facts.TOOL
    if template is None:
        _style(report)
    report.add_heading(name, level=0)
    if results:
        _opening(report, results[0])
    for section in sections:
        report.add_heading(section.heading, level=1)
        if section.words:
            report.add_paragraph(section.words)
        for result in section.results:
            _result(report, result, under=section.heading)
        if section.to_write:
            _space(report, section.to_write)
    if results:
        _notes(report, results)
    buffer = io.BytesIO()
    report.save(buffer)
    return buffer.getvalue()


def _section(part: Result | Part) -> Part:
    """A part whose results hold nothing that a file cannot; a result alone stands under its title."""
    if isinstance(part, Part):
        return replace(part, results=tuple(facts.printable(result) for result in part.results))
    result = facts.printable(part)
    return Part(charts.draw(result).title, results=(result,))


def _style(report: Report) -> None:
    normal = report.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    for level in range(4):
        style = report.styles["Title" if level == 0 else f"Heading {level}"]
        style.font.name = "Arial"
        style.element.rPr.rFonts.set(qn("w:asciiTheme"), "")
        style.font.color.rgb = RGBColor.from_string(palette.surface("primary", "light")[1:])
    for section in report.sections:
        section.left_margin = section.right_margin = Cm(2.2)


def _opening(report: Report, result: Result) -> None:
    words = [
        f"As at {formatting.day(result.as_at)}. {result.choice_text}.",
        f"{coverage.in_full(result)}.",
        f"{formatting.profiles().get(result.profile, result.profile)}.",
    ]
    for line in words:
        report.add_paragraph(line)
    if result.is_synthetic:
        report.add_paragraph().add_run(f"{facts.SYNTHETIC}.").bold = True


def _result(report: Report, result: Result, *, under: str) -> None:
    chart = charts.draw(result, width=picture.CHART_WIDTH)
    if chart.title != under:
        report.add_heading(chart.title, level=2)
    if chart.spec:
        shape = report.add_picture(io.BytesIO(picture.bare(chart)), width=PICTURE_WIDTH)
        shape._inline.docPr.set("descr", chart.words)
    else:
        report.add_paragraph(result.view.summary)
    _table(report, result)
    line = report.add_paragraph(" ".join(facts.caption(result)))
    line.runs[0].font.size = Pt(8.5)


def _table(report: Report, result: Result) -> None:
    columns = _columns(result)
    rows = len(result.rows) if len(result.rows) <= WHOLE_ROWS else FIRST_ROWS
    table = report.add_table(rows + 1, len(columns), style="Table Grid")
    _repeat_heading(table)
    table.autofit = False
    grid = [row.cells for row in table.rows]
    widths = _widths(columns)
    for place, column in enumerate(columns):
        cells = [row[place] for row in grid]
        for cell in cells:
            cell.width = widths[place]
        _cell(cells[0], formatting.heading(column), bold=True)
        pairs = zip(result.rows[column.name], result.symbols[column.name], strict=True)
        sure = formatting.intervals(column, result.rows)
        for cell, (value, symbol), interval in zip(cells[1:], pairs, sure, strict=False):
            words = symbol or _words(value, column.unit)
            _cell(cell, f"{words} ({interval})" if interval else words, right=column.is_measure)
    if rows < len(result.rows):
        report.add_paragraph(f"The first {rows} of {len(result.rows)} rows; the workbook has all.")


def _widths(columns: Sequence[Column]) -> list[Length]:
    """Names get room for a line; figures share what is left."""
    names = sum(column.unit == "text" for column in columns)
    share = (PICTURE_WIDTH - names * NAME_WIDTH) // max(len(columns) - names, 1)
    return [NAME_WIDTH if column.unit == "text" else Length(share) for column in columns]


def _columns(result: Result) -> list[Column]:
    """The columns a page has room for: labels first, then figures, codes left out."""
    return [c for c in result.view.columns if c.unit != "code" and not c.is_limit][:MOST_COLUMNS]


def _words(value: Any, unit: str) -> str:
    if unit in ("text", "date", "month", "flag"):
        return formatting.label(value, unit)
    return formatting.short(value, unit)


def _cell(cell: Any, words: str, *, bold: bool = False, right: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(words)
    run.bold, run.font.size = bold, Pt(8.5)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.space_after = Pt(1)


def _repeat_heading(table: Table) -> None:
    """Mark the first row as a heading, repeated on each page and read out by screen readers."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row: Any = table.rows[0]._tr.get_or_add_trPr()  # typed as holding nothing but its own kind
    row.append(mark)


def _space(report: Report, what: str) -> None:
    """A marked space for what must be written by hand."""
    run = report.add_paragraph().add_run(f"[To be written: {what}]")
    run.bold, run.font.highlight_color = True, WD_COLOR_INDEX.YELLOW


def _notes(report: Report, results: Sequence[Result]) -> None:
    report.add_heading("Notes", level=1)
    for symbol, meaning in formatting.symbols().items():
        report.add_paragraph(f"{symbol}: {meaning}", style="List Bullet")
    report.add_heading("Where each figure comes from", level=2)
    for view in {result.view.name: result for result in results}.values():
        words = f"{view.view.title}: view {view.view.name}. {view.view.source} {view.view.caveats}"
        report.add_paragraph(words, style="List Bullet")
    report.add_paragraph(f"Snapshot {results[0].snapshot_id}. {facts.TOOL}.")
