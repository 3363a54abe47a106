"""A chart's figures as a chart that PowerPoint can edit, its sheet of figures behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from pptx.chart.data import ChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE

from sufficiency.presentation.charts import frame as frames
from sufficiency.presentation.charts import funnel, lines, marks, titles
from sufficiency.presentation.charts.frame import Frame
from sufficiency.presentation.export import sheet_rows

MOST_BARS = 33  # London's authorities fit on a slide as columns; more would not be read
MOST_LYING, MOST_STACKS, MOST_RANGES = 16, 14, 16  # rows that lie one under the other in letters that can be read
UPRIGHT_LETTERS = 24  # of a name that can stand upright under its column: London's authorities
LINES = 6
OTHERS, OUTSIDE = "Others", "Outside the limits"
LIMITS = (("y_limit_low", "Limits of chance (99.8%)"), ("y_limit_high", ""))
Data = tuple[XL_CHART_TYPE, ChartData | XyChartData]


def data(frame: Frame, marked: Sequence[str] = ()) -> Data | None:
    """The kind of chart and its figures; None for what is better as a table or a picture.

    Withheld figures are blank, and their category's name carries the symbol. Of long lists the first are drawn,
    and those ``marked`` among them.
    """
    frame, kind = with_comparator(frame), frame.line.kind
    if kind in ("scatter", "funnel"):
        return XL_CHART_TYPE.XY_SCATTER, _points(frame, marked)
    if kind == "range":
        # Parts of a bar that lie on both sides of nought cannot be stacked.
        is_whole = all(record["low"] is None or record["low"] >= 0 for record in frame.records)
        return (XL_CHART_TYPE.BAR_STACKED, _ranges(frame, marked)) if is_whole else None
    # Several rows on one line are no bar: their figures do not add up to anything.
    keys = [(record.get("category"), record.get("series")) for record in frame.records]
    if kind in ("heat", "map", "own") or (kind == "dot" and len(set(keys)) < len(keys)):
        return None
    series = series_of(frame)
    if kind == "line" or frame.is_temporal("category"):
        shape = XL_CHART_TYPE.COLUMN_STACKED if kind == "stacked" else XL_CHART_TYPE.LINE
    elif kind == "histogram":
        shape = (
            XL_CHART_TYPE.COLUMN_STACKED
        )  # each step is of one class: beside each other they would be thin and apart
    elif kind == "stacked":
        whole = frame.line.words.get("share") == "yes"
        shape = XL_CHART_TYPE.BAR_STACKED_100 if whole else XL_CHART_TYPE.BAR_STACKED
    else:
        # Names lie where each has a line: of several series the bars are thinner, and the names as long as of one.
        is_long = len(names_of(frame, marked)) > MOST_LYING
        shape = XL_CHART_TYPE.COLUMN_CLUSTERED if is_long else XL_CHART_TYPE.BAR_CLUSTERED
    return shape, _categories(frame, names_of(frame, marked), series)


def comparator_of(frame: Frame) -> str:
    """The name of what stands beside all rows alike; '' where nothing does."""
    told = {record.get("reference") for record in frame.records} - {None}
    is_same = "reference" in frame.columns and len(told) == 1 and frame.line.kind != "range"
    return frame.columns["reference"].meaning.split(".")[0] if is_same else ""


def with_comparator(frame: Frame) -> Frame:
    """The frame with a bar of what stands beside its rows, which PowerPoint can edit, in place of a line."""
    name = comparator_of(frame)
    if not name or "category" not in frame.columns or any(r["category"] == name for r in frame.records):
        return frame
    said = {key.replace("reference", "value"): value for key, value in frame.records[0].items() if "reference" in key}
    return replace(frame, records=[*frame.records, {"category": name, "category_text": name, **said}])


def names_of(frame: Frame, marked: Sequence[str] = (), limit: int = MOST_BARS) -> list[str]:
    """The categories in the page's order, as many as a slide can hold and at most ``limit``, the marked among them."""
    if "category" not in frame.columns:
        return []
    if frame.is_temporal("category"):
        return frames.order(frame, "category")
    by = "mid" if frame.line.kind == "range" else "value"
    several = 1 if frame.line.kind == "histogram" else len(series_of(frame))
    has_long = any(len(str(record["category_text"])) > UPRIGHT_LETTERS for record in frame.records)
    bars = MOST_LYING if has_long and frame.line.kind != "histogram" else MOST_BARS
    most = {"range": MOST_RANGES, "stacked": MOST_STACKS}.get(frame.line.kind, min(bars, MOST_BARS // several))
    every = frames.order(frame, "category", by)
    first = frames.top(frame, every, most)[: min(most, limit)]
    kept = (*marked, comparator_of(frame))
    missed = [name for name in every if name in kept and name not in first]
    return [*first[: len(first) - len(missed)], *missed]


def series_of(frame: Frame) -> list[str]:
    """The series in the chart's order; one without a name where there is one alone."""
    if "series" not in frame.columns:
        return [""]
    if frame.line.kind == "line":
        return lines.standing_out(frame, (), LINES)
    return marks.series_order(frame)


def _categories(frame: Frame, names: Sequence[str], series: Sequence[str]) -> ChartData:
    data = ChartData(number_format="General")
    cells: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for record in frame.records:
        cells.setdefault((record["category"], record.get("series", "")), []).append(record)
    data.categories = [_label(frame, name, cells, series) for name in names]
    for value in series:
        rows = [cells.get((name, value), []) for name in names]
        title = value or frame.columns["value"].meaning
        data.add_series(title, [_sum(frame, row) for row in rows])
    return data


def _sum(frame: Frame, records: list[dict[str, Any]]) -> float | None:
    """What is shown of a mark's rows; None where nothing is."""
    shown = [_held(frame, record, "value") for record in records if record["value"] is not None]
    return sum(shown) if shown else None


def _held(frame: Frame, record: dict[str, Any], part: str) -> float:
    """A figure that is shown as a file may hold it, which whoever edits the chart sees."""
    return sheet_rows.held(record[part], record[f"{part}_short"], is_exact=frame.band == 1)


def _label(frame: Frame, name: str, cells: dict[tuple[str, str], list[dict[str, Any]]], series: Sequence[str]) -> str:
    records = [record for value in series for record in cells.get((name, value), [])]
    symbols = sorted({record["value_symbol"] for record in records} - {"", "–"})
    if frame.is_temporal("category"):
        words = f"{pd.Timestamp(name):%b %Y}"
    else:
        words = str(records[0]["category_text"]) if records else name
    return f"{words} ({', '.join(symbols)})" if symbols else words


def _ranges(frame: Frame, marked: Sequence[str]) -> ChartData:
    """Bars that begin at the low end: what is before them is there to be stacked on, and not drawn."""
    data = ChartData(number_format="General")
    records = {record["category"]: record for record in frame.records}
    rows = [records[name] for name in names_of(frame, marked)]
    beside = frame.columns["reference"].meaning.split(" of ")[-1] if "reference" in frame.columns else ""
    data.categories = [_ranged(row, beside) for row in rows]
    steps: list[list[float | None]] = [[], [], []]
    for row in rows:
        ends = ("low", "mid", "high")
        known = [_held(frame, row, end) for end in ends if row[end] is not None]
        is_whole = len(known) == len(ends) and known == sorted(known)
        steps[0].append(known[0] if is_whole else None)
        for place in (1, 2):
            steps[place].append(round(known[place] - known[place - 1], sheet_rows.MOST_DECIMALS) if is_whole else None)
    low, mid, high = (frame.columns[part].meaning.split(" (")[0] for part in ("low", "mid", "high"))
    # What is not drawn has no name: programs differ in which entry of a legend they leave out.
    for title, values in zip((" ", _from(low, mid), _from(mid, high)), steps, strict=True):
        data.add_series(title, values)
    return data


def _from(first: str, second: str) -> str:
    """'A quarter to half cost less than this a week': two names of ends, what they share said once."""
    begins, ends = first.split(), second.split()
    shared = next((n for n, (a, b) in enumerate(zip(begins[::-1], ends[::-1], strict=False)) if a != b), 0)
    start = next((n for n, (a, b) in enumerate(zip(begins, ends, strict=False)) if a != b), 0)
    rest = " ".join(ends[start:])
    # A name that begins with a word of one letter has its capital from standing first.
    small = rest if start else rest[:1].lower() + rest[1:] if rest[:2].strip() in ("A",) else titles.lower(rest)
    return f"{' '.join(begins[: len(begins) - shared])} to {small}"


def _ranged(record: dict[str, Any], name: str) -> str:
    """'Camden: 9 to 15', or 'Camden: 12 (9 to 15)' where its middle is not one of the ends, and the middle of what
    stands beside it."""
    if None in (record["low"], record["mid"], record["high"]):
        symbols = sorted({str(record[f"{part}_symbol"]) for part in ("low", "mid", "high")} - {"", "–"})
        said = ", ".join(symbols) or "no figure"
        if record["mid"] is not None:  # a middle is told, and may be the finding, where its ends are withheld
            return f"{record['category_text']}: {record['mid_short']} (range: {said})"
        return f"{record['category_text']} ({said})"
    ends = record["low_short"]
    if record["low"] != record["high"]:
        ends += f" to {record['high_short']}"
    beside = f"{name} {record['reference_short']}" if name and record["reference"] is not None else ""
    if record["mid"] in (record["low"], record["high"]):
        return f"{record['category_text']}: {ends}{f' ({beside})' if beside else ''}"
    return f"{record['category_text']}: {record['mid_short']} ({'; '.join(filter(None, (ends, beside)))})"


def points_of(frame: Frame, marked: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """The points of a scatter chart or funnel by series, those marked in one of their own, last; where none is, those
    outside a funnel's limits."""
    whole = [record for record in frame.records if record["x"] is not None and record["y"] is not None]
    if "series" in frame.columns:
        return {name: [r for r in whole if r["series"] == name] for name in marks.series_order(frame)}
    own = [record for record in whole if record.get("label") in marked]
    others = [record for record in whole if record not in own]
    outside = [record for record in others if frame.line.kind == "funnel" and frames.figure(record, "y").side]
    if outside and not own:
        return {OTHERS: [record for record in others if record not in outside], OUTSIDE: outside}
    if not own:
        return {frame.columns["y"].meaning: others}
    return {OTHERS: others, ", ".join(str(record["label"]) for record in own): own}


def limits_of(frame: Frame) -> list[str]:
    """The limits of chance that a funnel draws, each a line of its own, and that of what stands beside it."""
    beside = ["reference"] if comparator_of(frame) else []
    return [*(name for name, _ in LIMITS), *beside] if frame.line.kind == "funnel" else []


def _points(frame: Frame, marked: Sequence[str]) -> XyChartData:
    data = XyChartData(number_format="General")
    ordered = sorted((r for r in frame.records if r["x"] is not None), key=lambda record: record["x"])
    # The limits first: points lie over them, and LibreOffice draws no shorter series before a longer one, so that what
    # stands beside is drawn over the places with limits alone.
    for limit in limits_of(frame):
        title = (
            f"{comparator_of(frame)}: {ordered[0]['reference_text']}" if limit == "reference" else dict(LIMITS)[limit]
        )
        added = data.add_series(title or "Limits of chance: high")
        places = funnel.drawn(frame)
        for record in places if limit == "reference" else funnel.curve(places):
            if record.get(limit) is not None:
                added.add_data_point(record["x"], record[limit])
    for name, records in points_of(frame, marked).items():
        added = data.add_series(name)
        for record in records:
            added.add_data_point(_held(frame, record, "x"), _held(frame, record, "y"))
    return data
