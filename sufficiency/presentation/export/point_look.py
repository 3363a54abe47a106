"""How the points of a native chart look: a few named, those marked apart, limits of chance as lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from sufficiency.presentation.charts import palette
from sufficiency.presentation.charts.frame import Frame, figure
from sufficiency.presentation.export import native
from sufficiency.presentation.export.slide_tables import rgb

NAMED, SMALL = 4, Pt(10)  # points named beside those marked, and their letters
APART, ABOVE = 0.2, 0.12  # of the chart's width and height that two names need between them
TEXT, MUTED, QUIET, BLUE = (palette.surface(name, "light") for name in ("text", "muted", "quiet", "primary"))


def points(chart: Chart, frame: Frame, marked: Sequence[str]) -> None:
    """Points by series, a few of them named; limits of chance as lines."""
    groups = native.points_of(frame, marked)
    colours = iter(palette.series(groups, "light").values()) if "series" in frame.columns else iter(())
    limits, drawn = native.limits_of(frame), list(chart.plots[0].series)
    for series, (name, records) in zip(drawn[len(limits) :], groups.items(), strict=True):
        colour = next(colours, QUIET if name == native.OTHERS else BLUE)
        series.format.line.fill.background()
        series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 9
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = rgb(colour)
        series.marker.format.line.fill.background()
        for place in _named(frame, records, marked):
            label = series.points[place].data_label
            label.text_frame.text = str(records[place].get("label", ""))
            label.position = XL_LABEL_POSITION.ABOVE
            for paragraph in label.text_frame.paragraphs:
                paragraph.runs[0].font.size = SMALL
                paragraph.runs[0].font.color.rgb = rgb(TEXT)
    for place, (series, limit) in enumerate(zip(drawn, limits, strict=False)):
        series.marker.style = XL_MARKER_STYLE.NONE
        series.format.line.color.rgb, series.format.line.width = rgb(MUTED), Pt(1.25)
        series.smooth = False
        if limit == "reference":
            series.format.line.dash_style = MSO_LINE.ROUND_DOT
            series.format.line.color.rgb, series.format.line.width = rgb(TEXT), Pt(2)
        if limit.endswith("high"):
            leave_out(chart, place)


def _named(frame: Frame, records: Sequence[dict[str, Any]], marked: Sequence[str]) -> list[int]:
    """The places of those to name: the marked, or of others the highest and what lies outside the limits."""
    if any(record.get("label") in marked for record in records):
        return [place for place, record in enumerate(records) if record.get("label") in marked]
    if marked or not records or "label" not in records[0]:
        return []
    if frame.line.kind == "funnel":
        beyond = [(r["y"] - r["y_limit_high"], p) for p, r in enumerate(records) if figure(r, "y").side]
        return _apart(records, [place for _, place in sorted(beyond, key=lambda each: -abs(each[0]))])
    return _apart(records, sorted(range(len(records)), key=lambda place: -records[place]["y"]))


def _apart(records: Sequence[dict[str, Any]], places: Sequence[int]) -> list[int]:
    """The first of ``places`` whose names do not lie over each other."""
    wide, tall = (max(r[part] for r in records) - min(r[part] for r in records) or 1.0 for part in ("x", "y"))
    kept: list[int] = []
    for place in places:
        mine = records[place]
        beside = (records[other] for other in kept)
        is_free = all(abs(mine["x"] - r["x"]) / wide > APART or abs(mine["y"] - r["y"]) / tall > ABOVE for r in beside)
        if is_free and len(kept) < NAMED:
            kept.append(place)
    return kept


def leave_out(chart: Chart, place: int) -> None:
    """No entry in the legend for a line that another's entry stands for."""
    entry = parse_xml(f"<c:legendEntry {nsdecls('c')}><c:idx val='{place}'/><c:delete val='1'/></c:legendEntry>")
    last = chart.legend._element.findall(qn("c:legendEntry")) or [chart.legend._element.find(qn("c:legendPos"))]
    last[-1].addnext(entry)
