"""Parts of a whole: bars stacked over time or by category."""

from __future__ import annotations

from typing import Any

from sufficiency.presentation.charts import datasets, marks, palette
from sufficiency.presentation.charts import frame as frames
from sufficiency.presentation.charts.bars import STEP
from sufficiency.presentation.charts.datasets import Spec
from sufficiency.presentation.charts.frame import Frame
from sufficiency.presentation.charts.lines import HEIGHT


def stacked(frame: Frame, theme: str) -> Spec:
    """Stacked bars of the shown parts; a bar with a withheld part says so at its end.

    ``share=yes`` in the header draws each bar to its full length, as shares of the shown parts.
    """
    upright = frame.is_ordered("category")
    order = marks.series_order(frame)
    names = frames.top(frame, frames.order(frame, "category"))
    records = [{**record, "rank": order.index(record["series"])} for record in marks.label_records(frame, names)]
    shown = [record for record in records if record["value"] is not None]
    share = frame.line.words.get("share") == "yes"
    axis = marks.number_axis(frame, "value")
    if share:
        axis = {**axis, "labelExpr": "format(datum.value, '.0%')"}
    value: Spec = {"field": "value", "type": "quantitative", "axis": axis}
    value["stack"] = "normalize" if share else "zero"
    if not upright:  # room for '+ c'
        value["scale"] = {"range": [0, {"expr": "width - (length(data('marked')) ? 34 : 0)"}]}
    category = _upright() if upright else marks.category_axis()
    across, up = (category, value) if upright else (value, category)
    edge = palette.surface("background", theme)
    bars = {
        "data": datasets.data("shown", shown),
        "mark": {"type": "bar", "stroke": edge, "strokeWidth": 0.8, "cornerRadiusEnd": 0},
        "encoding": {
            "x": across,
            "y": up,
            "color": marks.series_colour(frame, theme),
            "order": {"field": "rank", "type": "quantitative"},
            "tooltip": marks.tooltip(frame),
        },
    }
    layers = [bars, *_totals(records, names, across, up, upright, share, theme)]
    height: Any = HEIGHT if upright else marks.step(frame, STEP)
    return {"title": marks.heading(frame), "height": height, "layer": layers}


def _upright() -> Spec:
    """Categories with an order of their own stand side by side; dates as month and year."""
    axis = {
        "title": None,
        "labelAngle": 0,
        "labelOverlap": True,
        "domain": False,
        "labelExpr": "test(/^\\d{4}-\\d{2}-\\d{2}$/, datum.value) ? "
        "utcFormat(toDate(datum.value), '%b %Y') : datum.label",
    }
    return {
        "field": "category",
        "type": "ordinal",
        "sort": marks.IN_PLACE,
        "axis": axis,
        "scale": {"paddingInner": 0.2},
    }


def _totals(
    records: list[dict[str, Any]], names: list[str], across: Spec, up: Spec, upright: bool, share: bool, theme: str
) -> list[Spec]:
    """'+ c' past the end of each bar that lacks a withheld part."""
    marked = []
    for name in names:
        rows = [record for record in records if record["category"] == name]
        symbols = sorted({r["value_symbol"] for r in rows if r["value"] is None})
        if symbols:
            total = sum(record["value"] or 0.0 for record in rows)
            end = (1.0 if total else 0.0) if share else total
            marked.append(
                {
                    "category": name,
                    "category_label": rows[0]["category_label"],
                    "place": rows[0]["place"],
                    "end": end,
                    "words": "+ " + " ".join(symbols),
                }
            )
    if upright and len(names) > 14:
        return []
    place = {"field": "end", "type": "quantitative"}
    mark = {
        "type": "text",
        "color": palette.surface("muted", theme),
        **({"dy": -8} if upright else {"align": "left", "dx": 4}),
    }
    encoding = {"x": across, "y": place} if upright else {"x": place, "y": up}
    return [
        {"data": datasets.data("marked", marked), "mark": mark, "encoding": {**encoding, "text": {"field": "words"}}}
    ]
