"""Results as PowerPoint slides: one finding each, charts that can be edited, facts in the notes."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from pptx.chart.data import ChartData
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from sufficiency.presentation.charts import palette
from sufficiency.presentation.export import chart_look, facts, key_rows, native, pages, picture, slide_tables, template
from sufficiency.presentation.export.exhibit import Exhibit
from sufficiency.presentation.export.pages import Page
from sufficiency.presentation.export.paper import Part
from sufficiency.result import Result

PINK = palette.ramp("category", "light")[2]
LANGUAGE = "en-GB"
LABEL_SIZE = 11
MUCH = 220  # letters of a part's words that are worth a slide
DRAWN = (1000, 360)  # points a picture is drawn in, so that its letters can be read on the slide


def pptx(
    parts: Sequence[Result | Exhibit | Part], *, title: str = "", lead: str = "", own: Path | None = None
) -> bytes:
    """A title slide, a slide a figure and a slide of notes.

    A part with no figure, or much to say, is a slide of its words before its figures; what is left to write stands
    on a slide of its own at the end. ``title`` is the page's and
    ``lead`` the sentence it opens with. ``own`` is an authority's own template in place of the one shipped. Charts
    are native and hold only shown figures; maps are pictures; a figure without a chart becomes a table of its first
    rows. Raises TemplateError.
    """
    deck = template.opened(own)
    whole = pages.of([figure for part in parts for figure in _figures(part)], title, lead)
    has_parts = any(isinstance(part, Part) for part in parts)
    if not has_parts:
        whole = replace(whole, pages=tuple(key_rows.gathered(whole.pages)))
    _opening(deck, whole)
    drawn = iter(whole.pages)
    for part in parts if has_parts else ():
        if isinstance(part, Part) and (len(part.words) > MUCH or not part.results):
            lines = [line for line in re.split(r"(?<=\.) (?=[A-Z])", part.words) if line]
            _said(deck, part.heading, lines, is_synthetic=whole.is_synthetic)
        for _ in _figures(part):
            _finding(deck, next(drawn), is_synthetic=whole.is_synthetic)
    for page in drawn:
        _finding(deck, page, is_synthetic=whole.is_synthetic)
    to_write = [f"{part.heading}: {part.to_write}." for part in parts if isinstance(part, Part) and part.to_write]
    _said(deck, "Still to be written", to_write, is_synthetic=whole.is_synthetic)
    if whole.notes:
        _, places = _add(deck, template.NOTES, "Notes")
        _fill(places["Text"], whole.notes)
    properties = deck.core_properties
    properties.title, properties.author, properties.language = facts.property_of(whole.title), facts.tool(), LANGUAGE
    properties.keywords = facts.property_of(whole.keywords)
    _speak(deck)
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
    """Lines of text in a placeholder, in the template's own letters; no lines, no placeholder."""
    if lines:
        shape.text_frame.text = "\n".join(lines)
    else:
        shape._element.getparent().remove(shape._element)


def _opening(deck: Slides, whole: pages.Pages) -> None:
    slide, places = _add(deck, template.OPENING, whole.title)
    _fill(places["Facts"], whole.facts)
    _label(deck, slide, is_synthetic=whole.is_synthetic)


def _figures(part: Result | Exhibit | Part) -> Sequence[Result | Exhibit]:
    return part.results if isinstance(part, Part) else [part]


def _said(deck: Slides, heading: str, lines: Sequence[str], *, is_synthetic: bool) -> None:
    """A slide of words, a line each; none where there are none."""
    if lines:
        slide, places = _add(deck, template.NOTES, heading)
        _fill(places["Text"], lines)
        _label(deck, slide, is_synthetic=is_synthetic)


def _finding(deck: Slides, page: Page, *, is_synthetic: bool) -> None:
    slide, places = _add(deck, template.FINDING, page.title)
    _fill(places["Measure"], [page.measure] if page.measure else [])
    figure, caption = places["Figure"], places["Caption"]
    box = (figure.left, figure.top, figure.width, figure.height)
    figure._element.getparent().remove(figure._element)
    shape: Any
    frame = None if page.exhibit.still else page.frame
    if page.table or page.key_figures:
        shape = slide_tables.table(slide, page.table, box) if page.table else slide_tables.cards(slide, page, box)
        properties = shape._element.nvGraphicFramePr
    elif frame and (drawn := native.data(frame, page.marked)):
        # The package names a chart what is the frame around it, and knows one kind of figures of three.
        shape = slide.shapes.add_chart(drawn[0], *box, cast(ChartData, drawn[1]))
        chart_look.dress(shape.chart, frame, page.marked)
        properties = shape._element.nvGraphicFramePr
    else:
        drawing, _ = picture.fitting(page.drawing, *DRAWN, (Emu(box[2]).pt, Emu(box[3]).pt))
        shape = slide.shapes.add_picture(io.BytesIO(picture.pixels(drawing)), box[0], box[1])
        scale = min(int(box[2]) / shape.width, int(box[3]) / shape.height)
        shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
        properties = shape._element.nvPicPr
    # The name by which the view is asked for again stands in the list of a slide's objects.
    shape.name = page.exhibit.result.view.name
    _describe(properties, page.words)
    # What is read out last stands last: the small print after the figure.
    slide.shapes._spTree.append(caption._element)
    _fill(caption, page.foot)
    _label(deck, slide, is_synthetic=is_synthetic)
    words = slide.notes_slide.notes_text_frame
    if words is not None:  # a template's notes master may have no place for text
        words.text = "\n".join(page.notes)


def _describe(properties: Any, words: str) -> None:
    """Set a shape's text alternative, which python-pptx has no call for."""
    properties.cNvPr.set("descr", words)


def _label(deck: Slides, slide: Slide, *, is_synthetic: bool) -> None:
    """A label in the corner that no one can miss, for data that is not of real children."""
    if not is_synthetic:
        return
    wide, tall = Inches(1.6), Inches(0.3)
    box = slide.shapes.add_textbox(Emu(int(deck.slide_width or 0) - wide - Inches(0.5)), Inches(0.12), wide, tall)
    box.fill.solid()
    box.fill.fore_color.rgb = slide_tables.rgb(PINK)
    box.text_frame.margin_top = box.text_frame.margin_bottom = Pt(1)
    slide_tables.write(box.text_frame, "Synthetic data", LABEL_SIZE, "#FFFFFF", is_bold=True)


def _speak(deck: Slides) -> None:
    """Say of every piece of text which language it is in, for those who hear it."""
    for slide in deck.slides:
        for shape in slide.shapes:
            for properties in shape._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}rPr"):
                properties.set("lang", LANGUAGE)
