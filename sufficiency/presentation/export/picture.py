"""A chart as a picture to paste: title, chart and everything a reader must know, inside it."""

from __future__ import annotations

import copy
import math
import re
import textwrap
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

import vl_convert

from sufficiency.presentation import charts
from sufficiency.presentation.charts import Chart, palette
from sufficiency.presentation.export import facts
from sufficiency.result import Result

WIDTH, HEIGHT = 1200, 675  # a slide of 16 to 9, in points of the drawing
SCALE = 2.0  # pixels a point: 2400 × 1350, sharp on a slide
MARGIN = 40
CHART_WIDTH = WIDTH - 2 * MARGIN
SMALLEST, LARGEST = 0.78, 1.4  # how far a chart is scaled before the picture is made taller
TITLE_SIZE, TEXT_SIZE, CAPTION_SIZE = 27, 16, 12
LEAST, TRIES = 10.0, 4  # points of the smallest letters in a document; how often a drawing is drawn to come to that
LETTER, BOLD_LETTER = 0.48, 0.56  # width of a letter as a share of its size, on average
FONT = "Arial, Liberation Sans, Helvetica, sans-serif"


def svg(result: Result, chart: str | None = None) -> bytes:
    """An SVG drawing, 16 to 9 or taller where the chart needs it; text stays text.

    ``chart`` takes the place of the view's own chart line.
    """
    return _compose(result, chart).encode("utf-8")


def png(result: Result, chart: str | None = None) -> bytes:
    """The same drawing as PNG at slide size, 2400 pixels wide."""
    return bytes(vl_convert.svg_to_png(_compose(result, chart), scale=SCALE))


def pixels(drawing: str) -> bytes:
    """A drawing as PNG, for documents that hold no drawings."""
    return bytes(vl_convert.svg_to_png(drawing, scale=SCALE))


def bare_svg(chart: Chart, wide: int, tall: int) -> str:
    """The chart alone as an SVG drawing ``wide`` points wide, about ``tall`` high: taller where it needs to be."""
    # What is measured stands in the document's own text.
    drawing, height = _chart({name: part for name, part in chart.vega_lite().items() if name != "title"}, tall, wide)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{height:.0f}" '
        f'font-family="{FONT}"><rect width="100%" height="100%" fill="#FFFFFF"/>{drawing}</svg>'
    )


def row(chart: Chart | None) -> int:
    """Points that a row of the chart takes at its closest; 0 where it is as high as it is told to be."""
    height = chart.spec.get("height") if chart else None
    if not chart or not chart.frame or not isinstance(height, dict):
        return 0
    several = len({record.get("series") for record in chart.frame.records}) if height.get("for") == "offset" else 1
    return math.ceil(float(height["step"]) * several * SMALLEST)


def fitting(draw: Callable[[int, int], str], wide: int, tall: int, room: tuple[float, float]) -> tuple[str, float]:
    """What ``draw`` gives for so many points, and by how much it is scaled to fit into ``room`` (points): drawn in
    fewer where its smallest letters would be less than :data:`LEAST` there."""
    for _ in range(TRIES):
        drawing = draw(wide, tall)
        scale = min(have / need for have, need in zip(room, _size(drawing), strict=True))
        letters = scale * _smallest(drawing)
        if letters >= LEAST:
            break
        wide, tall = int(wide * letters / LEAST), int(tall * letters / LEAST)
    return drawing, scale


def _smallest(drawing: str) -> float:
    """Points of the smallest letters of a drawing, of which a part may be scaled as a whole, but for the names of size
    0 that a small map does not write."""
    scaled = re.search(r'<g transform="scale\(([\d.]+)\)">', drawing)
    sizes = [float(size) for size in re.findall(r"font-size=[\"']([\d.]+)(?:px)?[\"']", drawing)]
    return min(filter(None, sizes), default=LEAST) * (float(scaled[1]) if scaled else 1.0)


def _compose(result: Result, line: str | None) -> str:
    result = facts.printable(result)
    chart = charts.draw(result, line, width=CHART_WIDTH)
    title = _wrap(chart.title, TITLE_SIZE, BOLD_LETTER)[:2]
    subtitle = _wrap(_subtitle(result, chart.title), TEXT_SIZE)[:2]
    caption = [line for words in facts.caption(result) for line in _wrap(words, CAPTION_SIZE)]
    top = MARGIN + len(title) * (TITLE_SIZE + 7) + len(subtitle) * (TEXT_SIZE + 6) + 14
    below = len(caption) * (CAPTION_SIZE + 5) + MARGIN
    drawing, tall = _chart(chart.vega_lite(), HEIGHT - top - below)
    height = max(HEIGHT, round(top + tall + below))
    text, muted = palette.surface("text", "light"), palette.surface("muted", "light")
    y = MARGIN + TITLE_SIZE - 6
    parts = _lines(title, y, TITLE_SIZE, 7, text, bold=True)
    y += len(title) * (TITLE_SIZE + 7) - 8
    parts += _lines(subtitle, y, TEXT_SIZE, 6, muted)
    parts.append(f'<g transform="translate({MARGIN} {top})">{drawing}</g>')
    foot = height - below + 8
    rule = palette.surface("grid", "light")
    parts.append(f'<path d="M{MARGIN} {foot - 2}H{WIDTH - MARGIN}" stroke="{rule}"/>')
    parts += _lines(caption, foot + CAPTION_SIZE + 6, CAPTION_SIZE, 5, muted)
    parts += _label(result)
    words = chart.words if chart.spec else result.view.summary
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" font-family="{FONT}" role="img">'
        f"<title>{escape(chart.title)}</title><desc>{escape(words)}</desc>"
        f'<rect width="100%" height="100%" fill="#FFFFFF"/>{"".join(parts)}</svg>'
    )


def _subtitle(result: Result, title: str) -> str:
    """What the view is called and shows; its name is not said again under a chart that has no other title."""
    view = result.view
    return ". ".join(words for words in (view.title, view.summary) if words and words != title)


def _chart(spec: dict[str, Any], room: float, across: int = CHART_WIDTH) -> tuple[str, float]:
    """The chart's own drawing at the size that fits, and how tall it came out."""
    if not spec:
        return "", 0.0
    drawn = copy.deepcopy(spec)
    if isinstance(drawn.get("height"), int):
        scale = 1.0 if "projection" in drawn else 1.2
        _legend_beside(drawn)
        drawn |= {"width": across / scale, "height": room / scale}
        drawn["autosize"] = {"type": "fit", "contains": "padding"}
    else:
        drawn["width"] = across
        natural = _size(vl_convert.vegalite_to_svg(drawn))[1]
        scale = min(max(room / natural, SMALLEST), LARGEST)
        drawn["width"] = across / scale
    picture = vl_convert.vegalite_to_svg(drawn)
    wide, tall = _size(picture)
    scale = min(scale, across / wide)
    return f'<g transform="scale({scale:.4f})">{_inside(picture)}</g>', tall * scale


def _legend_beside(drawn: dict[str, Any]) -> None:
    """A map's legend to its right: on a slide there is room beside it and none below."""
    for layer in drawn["layer"] if "projection" in drawn else ():
        legend = layer.get("encoding", {}).get("color", {}).get("legend")
        if legend:
            legend |= {"orient": "right", "direction": "vertical", "columns": 1}


def _size(picture: str) -> tuple[float, float]:
    size = re.search(r"<svg[^>]*?\bwidth=[\"']([\d.]+)[\"'][^>]*?\bheight=[\"']([\d.]+)[\"']", picture)
    if not size:
        raise ValueError("the chart came back without a size")
    return float(size[1]), float(size[2])


def _inside(picture: str) -> str:
    """The drawing without its outer element, so that it can stand in ours."""
    return picture[picture.index(">", picture.index("<svg")) + 1 : picture.rindex("</svg>")]


def _label(result: Result) -> list[str]:
    """A label in the corner that no one can miss, for data that is not of real children."""
    if not result.is_synthetic:
        return []
    wide, x = 128, WIDTH - MARGIN - 128
    pink = palette.ramp("category", "light")[2]
    return [
        f'<rect x="{x}" y="14" width="{wide}" height="24" rx="3" fill="{pink}"/>',
        f'<text x="{x + wide / 2}" y="31" font-size="14" font-weight="bold" fill="#FFFFFF" '
        f'text-anchor="middle">Synthetic data</text>',
    ]


def _wrap(words: str, size: int, letter: float = LETTER) -> list[str]:
    return textwrap.wrap(words, int(CHART_WIDTH / (size * letter)))


def _lines(lines: Iterable[str], y: float, size: int, gap: int, colour: str, *, bold: bool = False) -> list[str]:
    weight = ' font-weight="bold"' if bold else ""
    return [
        f'<text x="{MARGIN}" y="{y + i * (size + gap)}" font-size="{size}" fill="{colour}"{weight}>'
        f"{escape(line)}</text>"
        for i, line in enumerate(lines)
    ]
