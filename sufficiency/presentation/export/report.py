"""A short paper as a Word document: findings, pictures, tables, method and notes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Report
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import Table as WordTable

from sufficiency.presentation.charts import palette
from sufficiency.presentation.export import facts, paper, picture
from sufficiency.presentation.export.exhibit import Exhibit
from sufficiency.presentation.export.paper import PaperFigure, Part, Section
from sufficiency.presentation.export.table_rows import Table
from sufficiency.result import Result

PICTURE_WIDTH, HIGHEST = Cm(16.5), Cm(19)
# Points a picture is drawn in, so that its letters can be read in the report's width, and its first rows, those of the
# table under it, stand on one page with that.
DRAWN = (560, 340)
LANGUAGE, FONT = "en-GB", "Arial"
TEXT, SMALL = Pt(11), Pt(10)
SHORT, SECOND = 11, 2  # rows of a table, its head among them
BLUE, PANEL, WHITE = (palette.surface(name, "light").lstrip("#") for name in ("primary", "panel", "background"))


def docx(
    parts: Sequence[Result | Exhibit | Part], *, title: str = "", lead: str = "", template: Path | None = None
) -> bytes:
    """A report of figures (each its own section) or of parts that group them under a heading.

    ``title`` is the page's and ``lead`` the sentence it opens with. Which views and snapshot the figures are of
    stands in the file's properties, so that they can be run again. ``to_write`` leaves a marked space for what
    only a person can write. ``template`` is an authority's own .docx.
    """
    whole = paper.of(parts, title, lead)
    report = Document(str(template) if template else None)
    properties = report.core_properties
    properties.title, properties.author, properties.language = facts.property_of(whole.title), facts.tool(), LANGUAGE
    properties.keywords, properties.subject = facts.property_of(whole.keywords), facts.property_of(lead)
    if template is None:
        _style(report)
    report.add_heading(whole.title, level=0)
    for line in whole.opening:
        report.add_paragraph().add_run(line).bold = line == facts.SYNTHETIC
    if whole.findings:
        report.add_heading("Findings", level=1)
        for finding in whole.findings:
            report.add_paragraph(finding, style="List Bullet")
    count = 0
    for section in whole.sections:
        count = _section(report, section, count)
    if whole.method:
        _end(report, whole)
    buffer = io.BytesIO()
    report.save(buffer)
    return buffer.getvalue()


def _style(report: Report) -> None:
    normal = report.styles["Normal"]
    normal.font.name, normal.font.size = FONT, TEXT
    for level in range(4):
        style = report.styles["Title" if level == 0 else f"Heading {level}"]
        style.font.name = FONT
        style.element.rPr.rFonts.set(qn("w:asciiTheme"), "")
        style.font.color.rgb = RGBColor.from_string(BLUE)
        style.font.size = (Pt(22), Pt(16), Pt(13), Pt(12))[level]
    spoken = report.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    if spoken is not None:
        spoken.set(qn("w:val"), LANGUAGE)
    for section in report.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)


def _section(report: Report, section: Section, count: int) -> int:
    """A heading, its words and figures; how many figures there are now."""
    report.add_heading(section.heading, level=1)
    if section.words:
        words = report.add_paragraph(section.words)
        words.paragraph_format.keep_with_next = bool(section.figures)
    for figure in section.figures:
        count += 1
        _figure(report, figure, count)
    if section.to_write:
        run = report.add_paragraph().add_run(f"[To be written: {section.to_write}]")
        run.bold, run.font.highlight_color = True, WD_COLOR_INDEX.YELLOW
    return count


def _figure(report: Report, figure: PaperFigure, number: int) -> None:
    page = figure.page
    if not figure.is_headed:
        report.add_heading(page.title, level=2)
    if page.measure and not page.key_figures:
        said = report.add_paragraph(f"Figure {number}. {page.measure}")
        said.paragraph_format.keep_with_next = True
    if page.is_drawn:
        drawn = picture.pixels(picture.fitting(page.drawing, *DRAWN, (PICTURE_WIDTH.pt, HIGHEST.pt))[0])
        shape = report.add_picture(io.BytesIO(drawn), width=PICTURE_WIDTH)
        if shape.height > HIGHEST:
            shape.width, shape.height = Emu(int(shape.width * HIGHEST / shape.height)), HIGHEST
        shape._inline.docPr.set("descr", page.words)
    for part, table in enumerate(figure.tables):
        if part:  # or Word would make one table of two
            report.add_paragraph().paragraph_format.space_after = Pt(0)
        _table(report, table, page.words, page.exhibit.result.view.name)
    if under := " ".join([figure.tables[0].rest, *page.foot]).strip():
        _small(report, under)


def _table(report: Report, rows: Table, words: str, view: str) -> None:
    table = report.add_table(len(rows.rows) + 1, len(rows.heads), style="Table Grid")
    table.autofit = False
    grid = [row.cells for row in table.rows]
    whole = sum(rows.widths)
    # A table of a few rows stays on one page, and of a longer one its head with what follows.
    kept = len(grid) - 1 if len(grid) <= SHORT else SECOND
    for place, (head, need) in enumerate(zip(rows.heads, rows.widths, strict=True)):
        cells = [row[place] for row in grid]
        # Word goes by the width of cells, LibreOffice by that of columns.
        wide = table.columns[place].width = Emu(int(PICTURE_WIDTH * need / whole))
        for cell in cells:
            cell.width = wide
        is_right = place in rows.numbers
        cells[0].paragraphs[0].paragraph_format.keep_with_next = True
        _cell(cells[0], head, is_bold=True, is_right=is_right, ink=WHITE, ground=BLUE)
        for number, (cell, line) in enumerate(zip(cells[1:], rows.rows, strict=True)):
            is_loud = number in rows.loud
            cell.paragraphs[0].paragraph_format.keep_with_next = number + 1 < kept
            _cell(cell, line[place], is_bold=is_loud, is_right=is_right, ground=PANEL if is_loud else "")
    _speak(table, words, view)


def _cell(cell: Any, words: str, *, is_bold: bool, is_right: bool, ink: str = "", ground: str = "") -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(words)
    run.bold, run.font.size = is_bold, SMALL
    if ink:
        run.font.color.rgb = RGBColor.from_string(ink)
    if ground:
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{ground}"/>'))
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_right else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.space_after = Pt(1)


def _speak(table: WordTable, words: str, view: str) -> None:
    """Repeat the headings on each page, keep rows whole, and say what the table is for those who cannot see it;
    its alternative's title is the view by which it is asked for again."""
    head: Any = table.rows[0]._tr.get_or_add_trPr()  # typed as holding nothing but its own kind
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    head.append(mark)
    for row in table.rows:
        properties: Any = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
    described: Any = table._tbl.tblPr
    for name, text in (("w:tblCaption", view), ("w:tblDescription", words)):
        said = OxmlElement(name)
        said.set(qn("w:val"), text)
        described.append(said)


def _small(report: Report, words: str) -> None:
    line = report.add_paragraph(words)
    line.runs[0].font.size = SMALL
    line.paragraph_format.space_after = Pt(14)


def _end(report: Report, whole: paper.Paper) -> None:
    report.add_heading("Method", level=1)
    for title, words in whole.method:
        paragraph = report.add_paragraph()
        paragraph.add_run(f"{title}. ").bold = True
        paragraph.add_run(words)
    report.add_heading("Notes", level=1)
    for line in whole.notes:
        report.add_paragraph(line, style="List Bullet")
