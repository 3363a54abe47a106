"""What is wrong with reports and PDFs: order of headings, words for who cannot see, letters, fonts, tags."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from typing import Any

import docx
import pypdf
from docx.oxml.ns import qn

from tests.contact_sheet import words

LEAST_SIZE = 10.0
EDGE = 20.0  # points that a letter of a drawing may be placed over the edge by the way it is written
SPARE = 0.4  # points that letters of a drawing may lack, for being scaled


def docx_faults(file: bytes) -> Iterator[str]:
    """Each fault of a Word report."""
    report = docx.Document(io.BytesIO(file))
    if not report.core_properties.title or report.core_properties.language != "en-GB":
        yield "no title or language among the properties"
    headings = [int(p.style.name.split()[-1]) for p in report.paragraphs if p.style.name.startswith("Heading")]
    if not headings or headings[0] != 1 or any(b > a + 1 for a, b in zip(headings, headings[1:], strict=False)):
        yield f"headings in the order {headings}"
    for shape in report.inline_shapes:
        if not (shape._inline.docPr.get("descr") or "").strip():
            yield "a picture has no words for who cannot see it"
        if shape.width > report.sections[0].page_width or shape.height > report.sections[0].page_height:
            yield "a picture is larger than its page"
    for table in report.tables:
        if not table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") or not table._tbl.xpath("./w:tblPr/w:tblDescription"):
            yield "a table has no headings that are read out, or no words for who cannot see it"
    sizes = [int(size.get(qn("w:val"))) / 2 for size in report.element.body.iter(qn("w:sz"))]
    if min(sizes, default=LEAST_SIZE) < LEAST_SIZE:
        yield f"letters of {min(sizes)} points"
    texts = [paragraph.text for paragraph in report.paragraphs]
    texts += [cell.text for table in report.tables for row in table.rows for cell in row.cells]
    texts += [shape._inline.docPr.get("descr") for shape in report.inline_shapes]
    yield from words.faults(texts)


def pdf_faults(file: bytes) -> Iterator[str]:
    """Each fault of a PDF, slides or report."""
    read = pypdf.PdfReader(io.BytesIO(file))
    root: Any = read.trailer["/Root"]
    if root.get("/Lang") != "en-GB" or not root.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in root:
        yield "no tags or language"
    if not read.metadata or not read.metadata.title:
        yield "no title"
    for number, page in enumerate(read.pages, start=1):
        for fault in _page(page):
            yield f"page {number}: {fault}"


def _page(page: Any) -> Iterator[str]:
    small: dict[float, str] = {}
    outside: list[str] = []
    wide, tall = float(page.mediabox.width), float(page.mediabox.height)

    def see(text: str, around: list[float], own: list[float], font: Any, size: float) -> None:
        across = [own[0] * around[0] + own[1] * around[2], own[0] * around[1] + own[1] * around[3]]
        x, y = (own[4] * around[k] + own[5] * around[k + 2] + around[k + 4] for k in (0, 1))
        points = size * math.hypot(*across)
        if text.strip() and font and points < LEAST_SIZE - SPARE:
            small.setdefault(round(points, 1), text.strip())
        # A letter alone is placed by its drawing, which readers of PDFs follow no further.
        if len(text.strip()) > 1 and not (-EDGE <= x <= wide + EDGE and -EDGE <= y <= tall + EDGE):
            outside.append(text.strip())

    text = page.extract_text(visitor_text=see)
    if not text.strip():
        yield "empty"
    for points, example in sorted(small.items())[:1]:
        yield f"letters of {points} points: {example[:40]!r}"
    if outside:
        yield f"text outside the page: {outside[0][:40]!r}"
    for font in (page["/Resources"].get("/Font") or {}).values():
        [inner] = font.get_object()["/DescendantFonts"]
        if not any(name.startswith("/FontFile") for name in inner.get_object()["/FontDescriptor"]):
            yield "a font is not inside"
    yield from words.faults([" ".join(text.split())])
