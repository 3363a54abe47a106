"""What charts that PowerPoint can edit say otherwise than the chart on the page: names, figures and their order."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pptx

from sufficiency.presentation import charts
from sufficiency.presentation.charts import frame as frames
from sufficiency.presentation.charts.frame import Frame
from tests.same_figures.drawn import Figure, Page
from tests.same_figures.spreadsheets import NUMBER

SYMBOLS = re.compile(r" \((?:[ckuxz](?:, )?)+\)$")
UNNAMED = " "  # the part of a bar that is not drawn
LINE = re.compile(r"^Limits of chance|: [\d.£,%]+")  # of limits, and of what stands beside
APART = 0.01  # of a figure that is rounded and the same unrounded
LISTED = ("bar", "dot", "line", "stacked", "histogram")


def faults(page: Page, file: bytes) -> Iterator[str]:
    """Each figure or name of a native chart that no chart of the page has, and names in another order."""
    deck = pptx.Presentation(io.BytesIO(file))
    for shape in (shape for slide in deck.slides for shape in slide.shapes if shape.has_chart):
        drawn = [figure for figure in page.figures if figure.result.view.name == shape.name]
        built = [frame for figure in drawn if (frame := _frame(figure))]
        plot = shape.chart.plots[0]
        if next(iter(plot.series)).name == UNNAMED:
            apart, kinds = _ranges_apart, ("range",)
        else:
            apart, kinds = (_apart, LISTED) if list(plot.categories) else (_points_apart, ("scatter", "funnel"))
        if tried := [[*apart(plot, frame)] for frame in built if frame.line.kind in kinds]:
            yield from (f"pptx chart, {shape.name}: {fault}" for fault in min(tried, key=len))


def _frame(figure: Figure) -> Frame | None:
    return charts.draw(figure.result, figure.chart, is_whole=True).frame


def _apart(plot: Any, frame: Frame) -> Iterator[str]:
    """Compared with what the page draws; what stands beside it is of other places, and has names of its own."""
    names = [SYMBOLS.sub("", str(name)) for name in plot.categories]
    texts = {record["category"]: _text(frame, record) for record in frame.records}
    order = [texts[name] for name in frames.order(frame, "category")]
    known = [name for name in names if name in order]
    if not known:
        yield f"none of {names[:3]} stands in the page's chart"
    elif known != [name for name in order if name in known]:
        yield f"{known[:5]} in another order: {order[:5]} on the page"
    told: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for record in frame.records:
        told.setdefault((_text(frame, record), record.get("series", "")), []).append(record)
    series = {str(record.get("series", "")) for record in frame.records}
    for drawn in plot.series:
        of = drawn.name if drawn.name in series else ""
        if of == "" and "series" in frame.columns:
            continue
        if of == "" and len(list(plot.series)) > 1 and drawn is not next(iter(plot.series)):
            continue  # what the place is compared with
        yield from _figures(names, list(drawn.values), {name: told.get((name, of), []) for name in names})


def _points_apart(plot: Any, frame: Frame) -> Iterator[str]:
    """Each point is one of the page's; lines of what chance explains are no points."""
    held = [(r["x"], r["y"]) for r in frame.records if None not in (r["x"], r["y"])]
    for series in (series for series in plot.series if len(list(series.values)) and not LINE.search(series.name)):
        across = [float(value) for value in series._element.xpath("./c:xVal//c:v/text()")]
        drawn = zip(across, series.values, strict=True)
        for point in ((x, y) for x, y in drawn if y is not None):
            if not any(math.dist(point, other) < APART for other in held):
                yield f"{series.name}: no point of the page is at {point}"


def _ranges_apart(plot: Any, frame: Frame) -> Iterator[str]:
    """The ends and the middle of each bar stand in its name, the ends in its figures too."""
    names, steps = [str(name) for name in plot.categories], [list(series.values) for series in plot.series]
    texts = {str(record["category_text"]): record for record in frame.records}
    order = [text for text in texts if any(name.startswith(text) for name in names)]
    if len(order) < len(names):
        yield f"{names[:3]} stand not in the page's chart"
    for name, begin in zip(names, steps[0], strict=True):
        [record] = [texts[text] for text in order if re.match(rf"{re.escape(text)}(:| \()", name)] or [{}]
        ends = [record.get(f"{part}_short", "?") for part in ("low", "high")]
        if begin is not None and not all(end in name for end in ends):
            yield f"{ends} on the page, {name!r} in the chart"


def _figures(names: Sequence[str], values: Sequence[Any], told: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    for name, value in zip(names, values, strict=True):
        records = told[name]
        if len(records) != 1:
            continue
        [record] = records
        number = NUMBER.fullmatch(str(record["value_short"]))
        if value is None or not number:
            if (value is None) != (number is None):
                yield f"{name}: {record['value_short']!r} on the page, {value!r} in the chart"
            continue
        shown = float(number[1].replace("−", "-") + number[2].replace(",", ""))
        decimals = len(number[2].partition(".")[2])
        if abs(shown - value) > 0.5 / 10**decimals + 1e-6:
            yield f"{name}: {record['value_short']!r} on the page, {value!r} in the chart"


def _text(frame: Frame, record: dict[str, Any]) -> str:
    if frame.is_temporal("category"):
        return f"{frames.formatting.moment(record['category']):%b %Y}"
    return str(record["category_text"])
