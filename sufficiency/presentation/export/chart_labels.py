"""Figures at the ends of a native chart's bars and lines, past their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.oxml.ns import qn
from pptx.util import Pt

from sufficiency.presentation import formatting
from sufficiency.presentation.charts import palette
from sufficiency.presentation.charts.frame import Frame
from sufficiency.presentation.export import native, plot_room
from sufficiency.presentation.export.slide_tables import rgb

SMALL, NORMAL = Pt(10), Pt(12)
FEW = 12  # bars up to which each has its figure; of more, the highest, the lowest and those marked
UPRIGHT = (XL_CHART_TYPE.LINE, XL_CHART_TYPE.COLUMN_STACKED, XL_CHART_TYPE.COLUMN_CLUSTERED)
TEXT = palette.surface("text", "light")
MILLIONS = 1e7  # pounds from which an axis steps by whole millions


def figures(chart: Chart, frame: Frame, names: Sequence[str], marked: Sequence[str]) -> None:
    """The figures that matter past the ends of their bars and intervals: all of a few, else first, last, marked and
    what stands beside them."""
    several = native.series_of(frame)
    records = {(record["category"], record.get("series", "")): record for record in frame.records}
    shown = [p for p, name in enumerate(names) if any(_value(records, name, line) is not None for line in several)]
    own = {place for place in shown if names[place] in (*marked, native.comparator_of(frame))}
    has_all = len(names) <= FEW or len(several) > 1
    told = set(shown) if has_all else own | {*shown[:1], *shown[-1:]}
    is_upright = chart.chart_type in UPRIGHT
    size = SMALL if len(names) * len(several) > FEW else NORMAL
    texts = [str(category) for category in chart.plots[0].categories]
    length = plot_room.lay_out(
        chart, texts, size.pt, is_upright=is_upright, has_axis=not has_all, legend=int(len(several) > 1)
    )
    room = plot_room.axis(
        [end for record in records.values() if record["category"] in names for end in _ends(record)],
        length,
        formatting.least_step(frame.columns["value"].unit),
    )
    axis, number = chart.value_axis, number_format(frame, "value")
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = room.low, room.high, room.step
    axis.visible = axis.has_major_gridlines = not has_all
    for series, called in zip(chart.plots[0].series, several, strict=True):
        for place in sorted(told):
            if _value(records, names[place], called) is None:
                continue
            label = series.points[place].data_label
            label.position = XL_LABEL_POSITION.OUTSIDE_END
            label.font.size, label.font.bold = size, not own or place in own
            label.font.color.rgb = rgb(TEXT)
            value_shown(label, number)
            _no_leaders(series)
            past = room.share(plot_room.reach(records[names[place], called]))
            plot_room.shift(label, **({"down": -past} if is_upright else {"across": past}))


def _value(records: dict[tuple[str, str], dict[str, Any]], name: str, series: str) -> float | None:
    return records.get((name, series), {}).get("value")


def _no_leaders(series: Any) -> None:
    """No line from a bar to its label: it would look like an interval."""
    for mark in series._element.iter(qn("c:showLeaderLines")):
        mark.set("val", "0")


def _ends(record: dict[str, Any]) -> list[float]:
    ends = (record["value"], record.get("value_low"), record.get("value_high"))
    return [] if record["value"] is None else [float(end) for end in ends if end is not None]


def value_shown(label: Any, number: str = "") -> None:
    """A label that shows its figure and nothing else, written as the axis writes its."""
    element = label._get_or_add_dLbl()
    for name in ("c:showLegendKey", "c:showCatName", "c:showSerName", "c:showPercent", "c:showBubbleSize"):
        if (flag := element.find(qn(name))) is not None:
            flag.set("val", "0")
    element.find(qn("c:showVal")).set("val", "1")
    if number and element.find(qn("c:numFmt")) is None:
        mark = element.makeelement(qn("c:numFmt"), {"formatCode": number, "sourceLinked": "0"})
        place = next(element.find(qn(n)) for n in ("c:spPr", "c:txPr", "c:dLblPos") if element.find(qn(n)) is not None)
        place.addprevious(mark)


def number_format(frame: Frame, part: str, after: str = "") -> str:
    """A part's figures as a spreadsheet writes them: '£#,##0', '#,##0"%"'; with words ``after`` them."""
    unit = frame.columns[part].unit
    places = formatting.decimals([record[part] for record in frame.records], unit)
    number = "#,##0" + ("." + "0" * places if places else "")
    if unit.startswith("gbp"):
        number = f"£{number}"
    words = ("%" if unit == "pct" else "") + after
    return f'{number}"{words}"' if words else number


def axis_format(frame: Frame, part: str) -> str:
    """As :func:`number_format`, pounds of tens of millions as millions: '£25m' and not '£25,000,000'."""
    number = number_format(frame, part)
    most = max((abs(record[part]) for record in frame.records if record[part] is not None), default=0.0)
    return '[=0]£0;£#,##0,,"m"' if number.startswith("£") and most >= MILLIONS else number
