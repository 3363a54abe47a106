"""How a native chart looks: the page's colours, figures where they help, axes that are quiet and can be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.chart.chart import Chart
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.oxml.ns import qn
from pptx.util import Pt

from sufficiency.presentation import formatting
from sufficiency.presentation.charts import line_ends, marks, palette
from sufficiency.presentation.charts.frame import Frame
from sufficiency.presentation.export import chart_labels, error_bars, native, plot_room, point_look
from sufficiency.presentation.export.chart_labels import FEW, NORMAL, SMALL, UPRIGHT
from sufficiency.presentation.export.slide_tables import rgb

LENGTHS = ("bar", "stacked", "histogram")
STACKED = ("stacked", "range", "histogram")  # bars on one another: one a category
THICKEST, LEAST_GAP, MOST_GAP = 46, 35, 500  # points of a bar; the ends of a gap, which PowerPoint limits
NEARLY_ALL, WHOLE = 80, 100  # shares from which an axis ends at the whole
MOST_DATES = 10  # dates that have room for their names
TEXT, MUTED, GRID, RULE, QUIET, BLUE = (
    palette.surface(name, "light") for name in ("text", "muted", "grid", "rule", "quiet", "primary")
)


def dress(chart: Chart, frame: Frame, marked: Sequence[str] = ()) -> None:
    """Colours, axes, legend and labels; the places ``marked`` stand out."""
    frame = native.with_comparator(frame)
    names, kind = native.names_of(frame, marked), frame.line.kind
    is_points = chart.chart_type == XL_CHART_TYPE.XY_SCATTER
    chart.has_title = False
    chart.font.size = SMALL if len(names) > FEW else NORMAL
    chart.font.color.rgb = rgb(TEXT)
    drawn = list(chart.plots[0].series)
    # A range whose middle is one of its ends is a single bar, and its ends stand with its name.
    is_single = kind == "range" and len(drawn) > 1 and _is_single(frame)
    chart.has_legend = len(drawn) > 1 and not is_single
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
        chart.legend.font.size = NORMAL
    _value_axis(chart, frame)
    if is_points:
        point_look.points(chart, frame, marked)
    else:
        _categories(chart, frame, len(names))
        _fills(chart, frame, names)
    if kind == "range":
        for series in drawn[1:] if is_single else drawn[-1:]:
            _mark(series, names, marked)
        # Names that hold their figures are long: without room of their own, every second is left out.
        texts = [str(category) for category in chart.plots[0].categories]
        legend = 0 if is_single else plot_room.legend_lines([series.name for series in drawn], NORMAL.pt)
        plot_room.lay_out(chart, texts, chart.font.size.pt, is_upright=False, has_axis=True, legend=legend)
    elif len(drawn) == 1 and not is_points and chart.chart_type != XL_CHART_TYPE.LINE:
        _mark(drawn[0], names, marked, native.comparator_of(frame))
        chart_labels.figures(chart, frame, names, marked)
    elif marks.has_sides(frame):
        chart_labels.figures(chart, frame, names, marked)
    error_bars.draw(chart, frame, names, native.series_of(frame))


def _value_axis(chart: Chart, frame: Frame) -> None:
    part = {"scatter": "y", "funnel": "y", "range": "mid"}.get(frame.line.kind, "value")
    axis = chart.value_axis
    is_share = chart.chart_type == XL_CHART_TYPE.BAR_STACKED_100
    axis.tick_labels.number_format = "0%" if is_share else chart_labels.axis_format(frame, part)
    axis.tick_labels.number_format_is_linked = False
    axis.major_gridlines.format.line.color.rgb = rgb(GRID)
    axis.format.line.fill.background()
    if not is_share:
        axis.major_unit = plot_room.least_apart(_reached(chart), formatting.least_step(frame.columns[part].unit))
    if frame.line.kind in LENGTHS and all((record[part] or 0) >= 0 for record in frame.records):
        axis.minimum_scale = 0  # a length says how much only from nought on
    if frame.columns[part].unit == "pct" and not is_share and NEARLY_ALL < _furthest(frame, part) <= WHOLE:
        axis.maximum_scale = WHOLE  # left alone it would end at 120%, which no share is
    if frame.line.kind == "funnel":
        axis.minimum_scale, axis.maximum_scale = 0, min(100, _highest(frame))
    if frame.line.kind in ("scatter", "funnel"):
        _titled(axis, formatting.heading(frame.columns["y"]))
        across = chart.category_axis
        across.tick_labels.number_format = chart_labels.axis_format(frame, "x")
        across.tick_labels.number_format_is_linked = False
        across.has_major_gridlines = False
        wide = [record["x"] for record in frame.records if record["x"] is not None]
        across.major_unit = plot_room.least_apart(wide, formatting.least_step(frame.columns["x"].unit))
        across.format.line.color.rgb = rgb(RULE)
        _titled(across, formatting.heading(frame.columns["x"]))


def _reached(chart: Chart) -> list[float]:
    """How far a chart's marks reach: bars on one another together."""
    series = [list(drawn.values) for drawn in chart.plots[0].series]
    if chart.chart_type in (XL_CHART_TYPE.BAR_STACKED, XL_CHART_TYPE.COLUMN_STACKED):
        return [sum(value or 0.0 for value in values) for values in zip(*series, strict=True)]
    return [float(value) for values in series for value in values if value is not None]


def _furthest(frame: Frame, part: str) -> float:
    """The highest figure of a part, or end of its interval."""
    ends = [record.get(name) for record in frame.records for name in (part, f"{part}_high")]
    return max((end for end in ends if end is not None), default=0.0)


def _highest(frame: Frame) -> int:
    """The ten above the highest share or limit: no share is over 100, whatever the limits of a few children say."""
    ends = [r[part] for r in frame.records for part in ("y", "y_limit_high") if r.get(part) is not None]
    return 10 * (int(max(ends, default=0.0)) // 10 + 1)


def _titled(axis: Any, words: str) -> None:
    axis.has_title = True
    paragraph = axis.axis_title.text_frame.paragraphs[0]
    run = paragraph.add_run()
    run.text = words
    run.font.size, run.font.bold = NORMAL, False
    run.font.color.rgb = rgb(MUTED)


def _categories(chart: Chart, frame: Frame, count: int) -> None:
    axis, plot = chart.category_axis, chart.plots[0]
    is_upright = chart.chart_type in UPRIGHT
    axis.reverse_order = not is_upright
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.rgb = rgb(RULE)
    _skip(chart, -(-count // MOST_DATES) if frame.is_temporal("category") else 1)
    if chart.chart_type == XL_CHART_TYPE.LINE:
        return
    # With the first category on top, the axis of figures lies there too, unless it is at the high end.
    chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW if is_upright else XL_TICK_LABEL_POSITION.HIGH
    plot.gap_width = _gap(count, 1 if frame.line.kind in STACKED else len(plot.series), is_upright=is_upright)
    if frame.line.kind in STACKED:
        plot.overlap = 100
    if chart.chart_type == XL_CHART_TYPE.COLUMN_CLUSTERED and not frame.is_temporal("category"):
        _upended(axis)


def _gap(count: int, several: int, *, is_upright: bool) -> int:
    """Between categories, per cent of a bar: no bar is a slab because there are few."""
    room = plot_room.WIDE if is_upright else plot_room.TALL
    return min(MOST_GAP, max(LEAST_GAP, round(100 * (room / (max(count, 1) * THICKEST) - several))))


def _upended(axis: Any) -> None:
    """Names of many columns stand upright, where each has its room."""
    properties = axis.tick_labels.font._rPr.getparent().getparent().getparent()
    properties.find(qn("a:bodyPr")).set("rot", "-5400000")
    properties.find(qn("a:bodyPr")).set("vert", "horz")


def _skip(chart: Chart, step: int) -> None:
    """Write every ``step``-th category's name, and never fewer of its own accord."""
    axis = chart.category_axis._element
    for old in axis.findall(qn("c:tickLblSkip")):
        axis.remove(old)
    mark = axis.makeelement(qn("c:tickLblSkip"), {"val": str(step)})
    axis.find(qn("c:noMultiLvlLbl")).addprevious(mark)


def _fills(chart: Chart, frame: Frame, names: Sequence[str]) -> None:
    ends = [_last(series)[1] for series in chart.plots[0].series] if chart.chart_type == XL_CHART_TYPE.LINE else []
    for place, (series, colour) in enumerate(zip(chart.plots[0].series, _colours(frame, chart), strict=False)):
        if chart.chart_type == XL_CHART_TYPE.LINE:
            series.format.line.color.rgb = rgb(colour)
            series.format.line.width, series.smooth = Pt(2.5), False
            series.marker.style = XL_MARKER_STYLE.NONE
            # Of two lines that end near one another the figures would lie one on the other.
            is_under = len(ends) > 1 and ends[place] == min(ends)
            # A figure of another month than the date says of which.
            month = line_ends.dated(frame, names[_last(series)[0]])
            _end(series, colour, chart_labels.number_format(frame, "value", month), is_under=is_under)
        elif frame.line.kind == "range" and place == 0:
            series.format.fill.background()
        else:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = rgb(colour)
            # The palest of an ordered ramp is told from the ground by its edge.
            series.format.line.color.rgb, series.format.line.width = rgb(RULE), Pt(0.5)


def _is_single(frame: Frame) -> bool:
    """True of a range whose middle is one of its ends."""
    return frame.columns["mid"].name in (frame.columns["low"].name, frame.columns["high"].name)


def _last(series: Any) -> tuple[int, float]:
    """Where a line ends, and at which figure; -1 where it has none."""
    shown = [(place, float(value)) for place, value in enumerate(series.values) if value is not None]
    return shown[-1] if shown else (-1, 0.0)


def _end(series: Any, colour: str, number: str, *, is_under: bool) -> None:
    """A line's figure at its end."""
    place, _ = _last(series)
    if place >= 0:
        label = series.points[place].data_label
        label.position = XL_LABEL_POSITION.BELOW if is_under else XL_LABEL_POSITION.ABOVE
        label.font.bold, label.font.size = True, NORMAL
        label.font.color.rgb = rgb(colour)
        chart_labels.value_shown(label, number)


def _mark(series: Any, names: Sequence[str], marked: Sequence[str], beside: str = "") -> None:
    """The bars of all but those ``marked`` in the quiet colour, that of what stands ``beside`` them dark."""
    is_marked = bool(set(names) & set(marked))
    for place, name in enumerate(names):
        if name == beside or (is_marked and name not in marked):
            fill = series.points[place].format.fill
            fill.solid()
            fill.fore_color.rgb = rgb(TEXT if name == beside else QUIET)


def _colours(frame: Frame, chart: Chart) -> list[str]:
    if "series" not in frame.columns:
        if frame.line.kind != "range":
            return [BLUE]
        return ["", BLUE if _is_single(frame) else palette.ramp("sequential", "light")[2], BLUE]
    values = [series.name for series in chart.plots[0].series]
    if marks.has_sides(frame):
        chosen = marks.series_colours(frame, "light")
    else:
        chosen = palette.series(values, "light", ordered=frame.is_ordered("series"))
    return [chosen[value] for value in values]
