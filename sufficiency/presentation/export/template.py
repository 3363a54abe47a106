"""The plain slide template that the tool ships, and what any template in its place must have.

A template is a .pptx with three layouts, and in each the placeholders that are filled, known by
name (PowerPoint shows names in View > Slide Master, Home > Arrange > Selection Pane). Whatever else
it has (pictures, fonts, colours, other layouts) is kept; slides in it are left out.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.exc import PackageNotFoundError
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Slides
from pptx.slide import SlideLayout
from pptx.util import Emu, Inches

from sufficiency import settings
from sufficiency.presentation.charts import palette

SHIPPED = settings.ROOT / "data" / "templates" / "page.pptx"
OPENING, FINDING, NOTES = "Opening", "Finding", "Notes"
TITLE = "Title"
# What each layout must have beside its title: text, or the place of a chart or table.
NEEDED: Mapping[str, tuple[str, ...]] = {
    OPENING: ("Facts",),
    FINDING: ("Measure", "Figure", "Caption"),
    NOTES: ("Text",),
}
REMEDY = (
    "Name the layouts and placeholders as the README says under *Slides in your own template*, or take the file away "
    "to have the plain template again"
)
WIDE, HIGH = Inches(13.333), Inches(7.5)
FONT = "Arial"
INK, MUTED, BLUE = (
    palette.surface("text", "light"),
    palette.surface("muted", "light"),
    palette.surface("primary", "light"),
)
# Left, top, width, height in inches, letters' size in points, colour, bold, where text hangs.
PLACES: Mapping[str, Mapping[str, tuple[float, float, float, float, int, str, bool, str]]] = {
    OPENING: {TITLE: (0.6, 1.6, 12.1, 1.6, 36, INK, True, "b"), "Facts": (0.6, 3.4, 12.1, 3.6, 16, MUTED, False, "t")},
    FINDING: {
        TITLE: (0.5, 0.45, 12.3, 0.9, 24, INK, True, "b"),
        "Measure": (0.5, 1.38, 12.3, 0.35, 14, MUTED, False, "t"),
        "Figure": (0.5, 1.8, 12.3, 4.55, 12, INK, False, "t"),
        "Caption": (0.5, 6.4, 12.3, 1.0, 10, MUTED, False, "t"),
    },
    NOTES: {TITLE: (0.5, 0.4, 12.3, 0.8, 24, INK, True, "b"), "Text": (0.5, 1.5, 12.3, 5.6, 14, INK, False, "t")},
}
SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same file whenever it is made


class TemplateError(ValueError):
    """A template that slides cannot be made from; the message names the file and the remedy."""


def fault(path: Path | None = None) -> str:
    """Why no slides can be made from the template at ``path``, with the remedy; '' when they can.

    Cheap to ask again until the file changes.
    """
    place = path or SHIPPED
    stat = place.stat() if place.exists() else None
    return _fault(path, stat and (stat.st_mtime_ns, stat.st_size))


@lru_cache(maxsize=4)
def _fault(path: Path | None, stamp: tuple[int, int] | None) -> str:
    try:
        opened(path)
    except TemplateError as error:
        return str(error)
    return ""


def opened(path: Path | None = None) -> Slides:
    """The template at ``path``, or the one shipped, without slides; raises TemplateError."""
    if path is None and not SHIPPED.exists():
        return Presentation(io.BytesIO(plain()))
    path = path or SHIPPED
    named = f"{path.parent.name}/{path.name}"
    try:
        deck = Presentation(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise TemplateError(f"{named} is no PowerPoint file (.pptx). {REMEDY}.") from None
    for name, needed in NEEDED.items():
        layout = layout_of(deck, name)
        if layout is None:
            raise TemplateError(f"{named} has no layout called {name}. {REMEDY}.")
        missing = [wanted for wanted in (TITLE, *needed) if wanted not in placeholders(layout)]
        if missing:
            raise TemplateError(
                f"{named}: its layout {name} has no placeholder called {' or '.join(missing)}. {REMEDY}."
            )
    for entry in list(deck.slides._sldIdLst):
        deck.part.drop_rel(entry.rId)
        deck.slides._sldIdLst.remove(entry)
    return deck


def layout_of(deck: Slides, name: str) -> SlideLayout | None:
    """The layout called ``name``, in capitals or not."""
    layouts = (layout for layout in deck.slide_layouts if layout.name.strip().lower() == name.lower())
    return next(layouts, None)


def placeholders(layout: SlideLayout) -> dict[str, int]:
    """The number by which a slide knows each placeholder that is filled, by name."""
    known = {name.lower(): name for names in NEEDED.values() for name in names}
    held: Any = layout.placeholders  # the package types its iterator as a callable without self
    numbers = {known[p.name.strip().lower()]: p.placeholder_format.idx for p in held if p.name.strip().lower() in known}
    # A slide's title is known by its number, whatever it is called.
    if any(p.placeholder_format.idx == 0 for p in held):
        numbers[TITLE] = 0
    return numbers


def plain() -> bytes:
    """The template shipped: 16 to 9, white, the analysis palette, nothing that is not filled."""
    deck = Presentation()
    master = deck.slide_master
    for shape in master.placeholders:
        shape.left, shape.width = (Emu(int(n * WIDE / deck.slide_width)) for n in (shape.left, shape.width))
    deck.slide_width, deck.slide_height = WIDE, HIGH
    kept = list(deck.slide_layouts)[: len(PLACES)]
    for layout in list(deck.slide_layouts)[len(PLACES) :]:
        deck.slide_layouts.remove(layout)
    for layout, (name, places) in zip(kept, PLACES.items(), strict=True):
        _lay_out(layout, name, places)
    master.shapes._spTree.insert(2, _band())
    _recolour(deck)
    buffer = io.BytesIO()
    deck.save(buffer)
    return _steady(buffer.getvalue())


def _lay_out(
    layout: SlideLayout, name: str, places: Mapping[str, tuple[float, float, float, float, int, str, bool, str]]
) -> None:
    layout.name = name
    layout._element.attrib.pop("type", None)
    tree: Any = layout.shapes._spTree
    for shape in list(layout.placeholders):
        tree.remove(shape._element)
    for number, (called, place) in enumerate(places.items()):
        tree.append(_placeholder(number, called, place))


def _placeholder(number: int, name: str, place: tuple[float, float, float, float, int, str, bool, str]) -> Any:
    left, top, width, height, size, colour, bold, hangs = place
    x, y, cx, cy = (int(Inches(n)) for n in (left, top, width, height))
    kind = 'type="title"' if name == TITLE else f'type="body" sz="quarter" idx="{number + 20}"'
    words = "A chart or table comes here" if name == "Figure" else name
    return parse_xml(
        f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="{number + 2}" name="{name}"/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm></p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" rIns="0" anchor="{hangs}"><a:normAutofit/></a:bodyPr>'
        f'<a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="l"><a:spcBef><a:spcPts val="0"/>'
        f'</a:spcBef><a:spcAft><a:spcPts val="{size * 25}"/></a:spcAft><a:buNone/>'
        f'<a:defRPr sz="{size * 100}" b="{int(bold)}"><a:solidFill>'
        f'<a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
        f"</a:lstStyle><a:p><a:r><a:rPr/><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def _band() -> Any:
    """A quiet rule of the tool's blue along the top of every slide."""
    return parse_xml(
        f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="90" name="Band"/><p:cNvSpPr/><p:nvPr '
        f'userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{int(WIDE)}" '
        f'cy="{int(Inches(0.09))}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{BLUE.lstrip("#")}"/></a:solidFill><a:ln><a:noFill/></a:ln>'
        "</p:spPr></p:sp>"
    )


def _recolour(deck: Slides) -> None:
    """The theme's fonts and its six accents, which charts and new text take."""
    part = next(r.target_part for r in deck.slide_master.part.rels.values() if r.reltype.endswith("/theme"))
    theme = etree.fromstring(part.blob)
    space = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    for font in theme.iterfind(".//a:fontScheme/*/a:latin", space):
        font.set("typeface", FONT)
    colours = palette.ramp("category", "light")
    for number, colour in enumerate(colours[:6], start=1):
        for accent in theme.iterfind(f".//a:accent{number}/a:srgbClr", space):
            accent.set("val", colour.lstrip("#"))
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _steady(file: bytes) -> bytes:
    """The same parts with no time of day in them."""
    steady = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as before, zipfile.ZipFile(steady, "w") as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return steady.getvalue()
