"""A chart's figures as a chart that PowerPoint can edit, its sheet of figures behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from pptx.chart.chart import Chart
from pptx.chart.data import ChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.oxml.ns import qn
from pptx.util import Pt

from sufficiency.presentation import formatting
from sufficiency.presentation.charts import frame as frames
from sufficiency.presentation.charts import lines, marks, palette
from sufficiency.presentation.charts.frame import Frame
from sufficiency.presentation.export import error_bars

MOST_BARS = 33  # London's authorities fit on a slide; more would not be read
LINES, MOST_DATES = 6, 10
SMALL, NORMAL = Pt(8), Pt(12)


def data(frame: Frame) -> tuple[XL_CHART_TYPE, ChartData | XyChartData] | None:
    """The kind of chart and its figures; None for a matrix, which is better as a table.

    Withheld figures are blank, and their category's name carries the symbol.
    """
    kind = frame.line.kind
    if kind == "scatter":
        return XL_CHART_TYPE.XY_SCATTER, _points(frame)
    if kind in ("heat", "range"):
        return None if kind == "heat" else (XL_CHART_TYPE.BAR_CLUSTERED, _ranges(frame))
    category = "area" if kind == "map" else "category"
    series = _series(frame)
    if kind == "line" or frame.is_temporal(category):
        shape = XL_CHART_TYPE.COLUMN_STACKED if kind == "stacked" else XL_CHART_TYPE.LINE
    elif kind == "stacked":
        whole = frame.line.words.get("share") == "yes"
        shape = XL_CHART_TYPE.BAR_STACKED_100 if whole else XL_CHART_TYPE.BAR_STACKED
    else:
        shape = XL_CHART_TYPE.BAR_CLUSTERED
    return shape, _categories(frame, category, series)


def dress(chart: Chart, frame: Frame, marked: Sequence[str] = ()) -> None:
    """Colours, figures at the ends, quiet axes: the same look as on the page, those ``marked`` standing out."""
    is_points = frame.line.kind == "scatter"
    several = len(list(chart.plots[0].series)) > 1
    chart.has_title = False
    chart.font.size = SMALL if len(_names(frame)) > 20 else NORMAL
    chart.font.color.rgb = _colour(palette.surface("text", "light"))
    chart.has_legend = several
    if several:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
    part = {"scatter": "y", "range": "mid"}.get(frame.line.kind, "value")
    number = _number_format(frame, part)
    chart.value_axis.tick_labels.number_format = number
    chart.value_axis.tick_labels.number_format_is_linked = False
    grid = chart.value_axis.major_gridlines.format.line
    grid.color.rgb = _colour(palette.surface("grid", "light"))
    chart.value_axis.format.line.fill.background()
    if is_points:
        across = chart.category_axis.tick_labels
        across.number_format = _number_format(frame, "x")
        across.number_format_is_linked = False
    else:
        _bars(chart, frame, several, number)
    for series, colour in zip(chart.plots[0].series, _colours(frame, chart), strict=False):
        fill = series.marker.format.fill if is_points else series.format.fill
        if chart.chart_type == XL_CHART_TYPE.LINE:
            series.format.line.color.rgb = _colour(colour)
            series.format.line.width, series.smooth = Pt(2.5), False
        else:
            fill.solid()
            fill.fore_color.rgb = _colour(colour)
        if is_points:
            series.format.line.fill.background()
    if not several and not is_points:
        _quieten(chart, frame, marked)
    error_bars.draw(chart, frame, _names(frame), _series(frame))


def _quieten(chart: Chart, frame: Frame, marked: Sequence[str]) -> None:
    """The bars of all but those ``marked`` in the quiet colour."""
    names = _names(frame)
    if not set(marked) & set(names):
        return
    series = next(iter(chart.plots[0].series))
    for place, name in enumerate(names):
        if name not in marked:
            fill = series.points[place].format.fill
            fill.solid()
            fill.fore_color.rgb = _colour(palette.surface("quiet", "light"))


def _bars(chart: Chart, frame: Frame, several: bool, number: str) -> None:
    upright = chart.chart_type in (XL_CHART_TYPE.LINE, XL_CHART_TYPE.COLUMN_STACKED)
    chart.category_axis.reverse_order = not upright
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.format.line.color.rgb = _colour(palette.surface("rule", "light"))
    if chart.chart_type == XL_CHART_TYPE.LINE:
        _skip(chart, -(-len(_names(frame)) // MOST_DATES))
        return
    _skip(chart, 1)
    chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    if upright:
        chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        _skip(chart, -(-len(_names(frame)) // MOST_DATES))
    if chart.chart_type == XL_CHART_TYPE.BAR_STACKED_100:
        chart.value_axis.tick_labels.number_format = "0%"
    plot = chart.plots[0]
    plot.gap_width = 35
    if not several or frame.line.kind == "range":
        plot.has_data_labels = True
        plot.data_labels.number_format = number
        plot.data_labels.number_format_is_linked = False
    if not several:
        chart.value_axis.visible = False
        chart.value_axis.has_major_gridlines = False


def _skip(chart: Chart, step: int) -> None:
    """Write every ``step``-th category's name, and never fewer of its own accord."""
    axis = chart.category_axis._element
    for old in axis.findall(qn("c:tickLblSkip")):
        axis.remove(old)
    mark = axis.makeelement(qn("c:tickLblSkip"), {"val": str(step)})
    axis.find(qn("c:noMultiLvlLbl")).addprevious(mark)


def _names(frame: Frame) -> list[str]:
    """The categories in the page's order, as many as a slide can hold."""
    part = "area" if frame.line.kind == "map" else "category"
    if part not in frame.columns:
        return []
    by = "mid" if frame.line.kind == "range" else "value"
    return (
        frames.top(frame, frames.order(frame, part, by), MOST_BARS)
        if not frame.is_temporal(part)
        else frames.order(frame, part)
    )


def _series(frame: Frame) -> list[str]:
    if "series" not in frame.columns:
        return [""]
    if frame.line.kind == "line":
        return lines.standing_out(frame, (), LINES)
    return marks.series_order(frame)


def _categories(frame: Frame, part: str, series: Sequence[str]) -> ChartData:
    data = ChartData(number_format="General")
    names = _names(frame)
    cells: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for record in frame.records:
        cells.setdefault((record[part], record.get("series", "")), []).append(record)
    data.categories = [_label(frame, part, name, cells, series) for name in names]
    for value in series:
        rows = [cells.get((name, value), []) for name in names]
        title = value or frame.columns["value"].meaning
        data.add_series(title, [_sum(row) for row in rows])
    return data


def _sum(records: list[dict[str, Any]]) -> float | None:
    """What is shown of a mark's rows; None where nothing is."""
    shown = [record["value"] for record in records if record["value"] is not None]
    return sum(shown) if shown else None


def _label(
    frame: Frame, part: str, name: str, cells: dict[tuple[str, str], list[dict[str, Any]]], series: Sequence[str]
) -> str:
    records = [record for value in series for record in cells.get((name, value), [])]
    symbols = sorted({record["value_symbol"] for record in records} - {"", "–"})
    if frame.is_temporal(part):
        words = f"{pd.Timestamp(name):%b %Y}"
    elif records:
        words = str(records[0].get("name") or records[0][f"{part}_text"])
    else:
        words = name
    return f"{words} ({', '.join(symbols)})" if symbols else words


def _ranges(frame: Frame) -> ChartData:
    data = ChartData(number_format="General")
    records = {record["category"]: record for record in frame.records}
    names = _names(frame)
    data.categories = [
        f"{name} ({records[name]['mid_symbol']})" if records[name]["mid_symbol"] else name for name in names
    ]
    for part in ("low", "mid", "high"):
        meaning = frame.columns[part].meaning
        data.add_series(meaning, [records[name][part] for name in names])
    return data


def _points(frame: Frame) -> XyChartData:
    data = XyChartData(number_format="General")
    series = marks.series_order(frame) if "series" in frame.columns else [""]
    for value in series:
        added = data.add_series(value or frame.columns["y"].meaning)
        for record in frame.records:
            whole = record["x"] is not None and record["y"] is not None
            if whole and record.get("series", "") == value:
                added.add_data_point(record["x"], record["y"])
    return data


def _colours(frame: Frame, chart: Chart) -> list[str]:
    if "series" not in frame.columns:
        if frame.line.kind == "range":
            light = palette.ramp("sequential", "light")[1]
            return [light, palette.surface("primary", "light"), light]
        return [palette.surface("primary", "light")]
    values = [series.name for series in chart.plots[0].series]
    chosen = palette.series(values, "light", ordered=frame.is_ordered("series"))
    return [chosen[value] for value in values]


def _number_format(frame: Frame, part: str) -> str:
    unit = frame.columns[part].unit
    places = formatting.decimals([record[part] for record in frame.records], unit)
    number = "#,##0" + ("." + "0" * places if places else "")
    if unit.startswith("gbp"):
        return f"£{number}"
    return f'{number}"%"' if unit == "pct" else number


def _colour(code: str) -> RGBColor:
    colour: RGBColor = RGBColor.from_string(code.lstrip("#"))
    return colour
