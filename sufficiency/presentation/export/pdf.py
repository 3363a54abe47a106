"""Slides and reports as PDF, set by Typst: text that can be read out, with headings, tags and its fonts inside."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import typst

from sufficiency.presentation.charts import palette
from sufficiency.presentation.export import facts, key_rows, pages, paper, picture, report, slides
from sufficiency.presentation.export.exhibit import Exhibit
from sufficiency.presentation.export.pages import Page
from sufficiency.presentation.export.paper import PaperFigure, Part
from sufficiency.presentation.export.table_rows import Table
from sufficiency.result import Result

LAYOUTS = Path(__file__).parent / "layouts"
ACCESSIBLE: Final = "ua-1"  # PDF/UA: every figure described, every heading a heading, the language said
# Points that a chart has on a slide of the layout and across a page of the paper, on which it may be as long as it is.
SLIDE_ROOM, PAPER_ROOM = (888.0, 324.0), (470.0, math.inf)
COLOURS = {name: palette.surface(name, "light") for name in ("text", "muted", "primary", "panel", "background", "grid")}
PINK = palette.ramp("category", "light")[2]
Said = dict[str, Any]


def slides_pdf(parts: Sequence[Result | Exhibit], *, title: str = "", lead: str = "") -> bytes:
    """The slides of :func:`slides.pptx` in the plain look, their charts as drawings."""
    whole = pages.of(parts, title, lead)
    drawings: dict[str, bytes] = {}
    said = [_page(page, drawings, slides.DRAWN, SLIDE_ROOM) for page in key_rows.gathered(whole.pages)]
    return _set("slides", {**_about(whole), "facts": whole.facts, "pages": said, "notes": whole.notes}, drawings)


def report_pdf(parts: Sequence[Result | Exhibit | Part], *, title: str = "", lead: str = "") -> bytes:
    """The paper of :func:`report.docx`, as a PDF."""
    whole = paper.of(parts, title, lead)
    drawings: dict[str, bytes] = {}
    sections = [
        {
            "heading": section.heading,
            "words": section.words,
            "to_write": section.to_write,
            "figures": [_figure(figure, drawings) for figure in section.figures],
        }
        for section in whole.sections
    ]
    told = {"opening": whole.opening, "findings": whole.findings, "sections": sections}
    ends = {"method": [list(pair) for pair in whole.method], "notes": whole.notes}
    return _set("report", {**_about(whole), **told, **ends}, drawings)


def _about(whole: pages.Pages | paper.Paper) -> Said:
    return {"title": whole.title, "keywords": whole.keywords, "is_synthetic": whole.is_synthetic}


def _figure(figure: PaperFigure, drawings: dict[str, bytes]) -> Said:
    said = _page(figure.page, drawings, report.DRAWN, PAPER_ROOM)
    tables, rest = [_table(table) for table in figure.tables], figure.tables[0].rest
    return {**said, "tables": tables, "rest": rest, "is_headed": figure.is_headed}


def _page(page: Page, drawings: dict[str, bytes], drawn: tuple[int, int], room: tuple[float, float]) -> Said:
    drawing = ""
    if page.is_drawn:
        drawing = f"{len(drawings)}.svg"
        drawings[drawing] = picture.fitting(page.drawing, *drawn, room)[0].encode("utf-8")
    return {
        "title": page.title,
        "measure": page.measure,
        "words": page.words,
        "foot": page.foot,
        "drawing": drawing,
        "table": _table(page.table) if page.table else None,
        "cards": [vars(figure) for figure in page.key_figures],
    }


def _table(rows: Table) -> Said:
    return {
        "heads": rows.heads,
        "rows": rows.rows,
        "numbers": sorted(rows.numbers),
        "loud": sorted(rows.loud),
        "widths": rows.widths,
    }


def _set(layout: str, said: Said, drawings: Mapping[str, bytes]) -> bytes:
    """Words reach the layout as data, so that nothing in them is taken for its language."""
    told = {**said, "author": facts.tool(), "colours": {**COLOURS, "label": PINK}}
    files = {"main.typ": (LAYOUTS / f"{layout}.typ").read_bytes(), "said.json": json.dumps(told).encode("utf-8")}
    sources: Any = {**files, **drawings}  # the package's types know of one source alone
    return bytes(typst.compile(sources, format="pdf", pdf_standards=ACCESSIBLE))
