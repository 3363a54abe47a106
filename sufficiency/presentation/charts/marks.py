"""Pieces of Vega-Lite that every kind of chart is put together from."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

from sufficiency.presentation import formatting
from sufficiency.presentation.charts import datasets, palette
from sufficiency.presentation.charts.datasets import Spec
from sufficiency.presentation.charts.frame import Frame, wrap

LABEL_LETTERS = 26  # of a category's name before it takes a second line
MOST_LETTERS = 44
SIGN = "\u25b6"  # before the name of what stands out, for whom colour does not tell it
LABEL_LINE = 14  # pixels
HEADING_LETTERS = 58  # of a chart's heading on one line, at 400 pixels
LEGEND_LETTERS = 18  # of the longest name in a legend of two columns
HATCH = "M-1,-0.2L-0.2,-1M-1,1L1,-1M0.2,1L1,0.2"  # diagonal strokes in a unit square
LINES = "split(datum.label, '\\n')"
IN_PLACE = {"field": "place", "op": "min"}  # the order of names: as their records say

# A name of two lines hangs from its first; standing that line higher puts both in the middle.
TWO_LINES = {"condition": {"test": "indexof(datum.value, '\\n') > 0", "value": "bottom"}, "value": "middle"}


def heading(
    frame: Frame, part: str = "value", drawn: tuple[int, int] | None = None, *, has_intervals: bool = True
) -> Spec:
    """What the marks measure and in what unit, to stand over the chart; and what c means.

    ``drawn`` says how many of how many categories are drawn, where not all are; ``has_intervals`` is False
    where no mark shows how sure a figure is.
    """
    lines = list(wrap(formatting.heading(frame.columns[part]), HEADING_LETTERS))
    used = {record.get(f"{part}_symbol", "") for record in frame.records} - {"", "–"}
    notes = [
        f"{symbol}: {_in_brief(formatting.symbols()[symbol])}"
        for symbol in sorted(used)
        if symbol in formatting.symbols()
    ]
    if has_intervals and any(record.get(f"{part}_high") is not None for record in frame.records):
        notes.append("thin line or band: 95% interval")
    if drawn and drawn[0] < drawn[1]:
        notes.append(f"the first {drawn[0]} of {drawn[1]}; the table has them all")
    return {"text": lines, "subtitle": list(wrap("; ".join(notes), HEADING_LETTERS)) if notes else []}


def lighten(layer: Spec, *, is_empty: bool) -> None:
    """Say the same to Vega in fewer sums a mark: a click in the filter bar draws every mark anew.

    A tip as one expression of texts that are there needs none of the checks that Vega-Lite adds to
    each field. A label that repeats its mark's figure needs no description of its own, nor a mark
    that stands for no figure, and a line would be described by its first date alone: the chart's
    words and its table say it all. Nor may a layer without a mark (``is_empty``) be announced.
    """
    tips = layer.get("encoding", {}).pop("tooltip", None)
    if tips:
        # A line has one tip for all its dates, its first; each of its points has its own.
        told = layer["mark"].get("point") or layer["mark"]
        told["tooltip"] = {"expr": _tip(tips)}
    is_withheld = layer["mark"].get("shape") == HATCH
    if is_empty or is_withheld or layer["mark"]["type"] in ("text", "line", "rule"):
        layer["mark"]["aria"] = False
    if layer["mark"].get("point"):
        layer["mark"]["point"]["aria"] = False


def _tip(tips: Spec | list[Spec]) -> str:
    """One field's text, or several with their titles, as an expression."""
    if isinstance(tips, dict):
        return f"datum[{json.dumps(tips['field'])}]"
    # Two parts may be one column: Vega takes no object that says a name twice.
    fields = {tip["title"]: tip["field"] for tip in tips}
    texts = ", ".join(f"{json.dumps(t)}: datum[{json.dumps(f)}]" for t, f in fields.items())
    return f"{{{texts}}}"


def _in_brief(meaning: str) -> str:
    """'Confidential: too few children to show, or …' -> 'too few children to show'."""
    words = meaning.split(": ")[-1].split(",")[0]
    return words[:1].lower() + words[1:]


def labels(frame: Frame, part: str, values: list[str], letters: int | None = None) -> dict[str, str]:
    """Each value's name, as people read it, on one line or two; or in lines of ``letters``."""
    texts = {record[part]: record[f"{part}_text"] for record in frame.records}
    room = letters or _letters(texts.values())
    return {value: "\n".join(wrap(texts[value], room)) for value in values}


def _letters(texts: Iterable[str]) -> int:
    """The fewest letters a line that set every name in two lines."""
    names = list(texts)
    return next(
        (n for n in range(LABEL_LETTERS, MOST_LETTERS) if all(len(wrap(name, n)) <= 2 for name in names)), MOST_LETTERS
    )


def step(frame: Frame, least: int, part: str = "category") -> Spec:
    """Room for each category: ``least`` pixels, or what its name needs on several lines."""
    names = labels(frame, part, [record[part] for record in frame.records])
    lines = max((name.count("\n") + 1 for name in names.values()), default=1)
    return {"step": max(least, LABEL_LINE * lines + 5)}


def category_axis(field: str = "category") -> Spec:
    """The vertical axis of names, in the order of ``label_records``, long ones on several lines."""
    return {
        "field": f"{field}_label",
        "type": "nominal",
        "sort": IN_PLACE,
        "axis": {
            "title": None,
            "labelExpr": LINES,
            "domain": False,
            "labelLimit": 250,
            "labelOverlap": False,
            "labelLineHeight": LABEL_LINE,
            "labelBaseline": TWO_LINES,
        },
        "scale": {"paddingInner": 0.28, "paddingOuter": 0.1},
    }


def label_records(frame: Frame, values: list[str], part: str = "category") -> list[dict[str, Any]]:
    """The records whose part is among ``values``, with the label broken into lines and its place
    among them; in the order of their places, in which they are read out."""
    broken = labels(frame, part, values)
    places = {value: place for place, value in enumerate(values)}
    labelled = [
        {**record, f"{part}_label": broken[record[part]], "place": places[record[part]]}
        for record in frame.records
        if record[part] in broken
    ]
    return sorted(labelled, key=lambda record: record["place"])


def marked(records: list[dict[str, Any]], highlight: Collection[str]) -> list[dict[str, Any]]:
    """The records, where those of ``highlight`` have a sign before their name and the others are quiet."""
    return [
        {
            **record,
            "is_quiet": bool(highlight) and record["category"] not in highlight,
            "category_label": f"{SIGN if record['category'] in highlight else ''} {record['category_label']}".strip(),
        }
        for record in records
    ]


def ink(theme: str) -> Spec:
    """The colour of a mark: quiet where its record says so."""
    primary, quiet = palette.surface("primary", theme), palette.surface("quiet", theme)
    return {"condition": {"test": "datum.is_quiet", "value": quiet}, "value": primary}


def tooltip(frame: Frame) -> list[Spec]:
    """Every part in words, headed by its column's meaning."""
    tips: list[Spec] = []
    for part, column in frame.columns.items():
        tips.append({"field": f"{part}_text", "type": "nominal", "title": column.meaning.split(".")[0]})
        if any(f"{part}_sure" in record for record in frame.records[:1]):
            tips.append({"field": f"{part}_sure", "type": "nominal", "title": "95% interval"})
    return tips


def series_colour(frame: Frame, theme: str, *, legend: bool = True) -> Spec:
    """Colour by series: the named colours, a legend above in the rows' order."""
    values = series_order(frame)
    colours = palette.series(values, theme, ordered=frame.is_ordered("series"))
    spec: Spec = {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": values, "range": [colours[value] for value in values]},
    }
    spec["legend"] = series_legend(values) if legend else None
    return spec


def series_legend(values: list[str]) -> Spec:
    """A legend in two columns, or one where the names are too long for a narrow screen."""
    wide = max((len(value) for value in values), default=0) > LEGEND_LETTERS and len(values) <= 4
    return {"title": None, "columns": 1 if wide else 2}


def series_shape(frame: Frame) -> Spec:
    """Shape by series, so that colour is never alone in telling series apart."""
    values = series_order(frame)
    return {
        "field": "series",
        "type": "nominal",
        "legend": series_legend(values),
        "scale": {"domain": values, "range": list(palette.SHAPES[: len(values)])},
    }


def series_order(frame: Frame) -> list[str]:
    """Series in their own order where they have one, else as colours.csv lists them."""
    values = [str(value) for value in frame.values("series")]
    return values if frame.is_ordered("series") else sorted(values, key=palette.place)


def withheld(records: list[dict[str, Any]], y: Spec, theme: str, **more: Spec) -> list[Spec]:
    """A hatched stub and the symbol where a bar would stand; nothing that could be read as zero."""
    muted = palette.surface("muted", theme)
    hatch = {"type": "point", "shape": HATCH, "size": 150, "strokeWidth": 1.4, "color": muted, "filled": False}
    label = {"type": "text", "align": "left", "color": muted, "fontSize": 13, "dx": 0}
    return [
        {"data": datasets.data("hidden", records), "mark": hatch, "encoding": {"y": y, "x": {"value": 8}, **more}},
        {
            "data": datasets.data("hidden", records),
            "mark": label,
            "encoding": {"y": y, "x": {"value": 22}, "text": {"field": "value_symbol"}, **more},
        },
    ]


def number_axis(frame: Frame, part: str, *, title: bool = False) -> Spec:
    """An axis of figures with their unit's sign, few ticks and a light grid."""
    column = frame.columns[part]
    sign = formatting.PREFIX.get(column.unit, "")
    after = "%" if column.unit == "pct" else ""
    figure = f"'{sign}' + format(datum.value, ',') + '{after}'"
    return {
        "title": list(wrap(formatting.heading(column), 44)) if title else None,
        "labelExpr": f"replace({figure}, '{sign}−', '−{sign}')",
        "tickCount": 5,
        "domain": False,
        "grid": True,
        "labelOverlap": "greedy",
    }
