"""A chart in words for people who cannot see it, made only from its figures, of which the table has all."""

from __future__ import annotations

from typing import Any

from sufficiency.presentation import formatting, glossary
from sufficiency.presentation.charts import fold, standing, titles
from sufficiency.presentation.charts.frame import Frame, figure
from sufficiency.presentation.charts.grammar import OWN
from sufficiency.result import Result

NAMED = 3  # highest and lowest figures named in a description
KINDS = {
    "bar": "Bar chart",
    "dot": "Dot chart",
    "line": "Line chart",
    "stacked": "Stacked bar chart",
    "heat": "Table of shaded figures",
    "range": "Range chart",
    "scatter": "Scatter chart",
    "funnel": "Funnel chart",
    "histogram": "Histogram",
    "map": "Map",
    OWN: "Chart",
}


def describe(frame: Frame, result: Result) -> str:
    """Kind, measure, number of figures, highest and lowest, what is withheld, date, choices."""
    part = titles.main_part(frame)
    column = frame.columns[part]
    shown, hidden = frame.shown(part), _hidden(frame, part)
    kind = KINDS[frame.line.kind]
    folded = fold.drawn(frame, part)
    is_cut = folded is not None and not folded.is_all
    count = f"{len(shown)} figure{'' if len(shown) == 1 else 's'}{'' if is_cut else ' shown'}"
    sentences = [f"{kind} of {formatting.heading(column)}{_by(frame)}: {count}"]
    if folded and is_cut:
        sentences.append(f"Drawn are {folded.words}")
    if finding := standing.finding(frame, result.marked):
        sentences.append(finding)
    if frame.line.kind == "line":
        sentences += _trends(frame)
    elif frame.line.kind == "funnel" and (outside := _outside(frame, shown)):
        sentences += outside
    elif len(shown) > 2 * NAMED:
        # A figure of few children is not named as highest or lowest.
        fit = [record for record in shown if not figure(record, part).is_thin]
        ordered = sorted(fit, key=lambda record: -record[part])
        if len(ordered) > 2 * NAMED:
            sentences.append("Highest: " + _named(frame, ordered[:NAMED], part))
            sentences.append("Lowest: " + _named(frame, ordered[-NAMED:], part))
        else:
            sentences.append(_named(frame, ordered, part) or "Each is of too few children to be named")
    elif shown:
        sentences.append(_named(frame, sorted(shown, key=lambda r: -r[part]), part))
    if hidden:
        sentences.append(f"{len(hidden)} withheld or missing: {_names(frame, hidden)}")
    sentences.append(f"As at {formatting.day(result.as_at)}")
    if result.choice_text:
        sentences.append(result.choice_text.rstrip("."))
    sentences.append("The same figures are in the table")
    return ". ".join(sentences) + "."


def _hidden(frame: Frame, part: str) -> list[dict[str, Any]]:
    """The records that lack the figure; of a chart of somebody's own, those that lack any."""
    if frame.line.kind != OWN:
        return frame.hidden(part)
    parts = [name for name, column in frame.columns.items() if column.is_measure]
    return [record for record in frame.records if None in [record[name] for name in parts]]


def _by(frame: Frame) -> str:
    named = frame.columns if frame.line.kind == OWN else ("category", "x", "y", "area", "series")
    parts = [p for p in named if p in frame.columns and not frame.columns[p].is_measure]
    words = [glossary.thing(frame.columns[p]) for p in parts]
    return " by " + titles.join(words) if words else ""


def _outside(frame: Frame, shown: list[dict[str, Any]]) -> list[str]:
    """All that lie above a funnel's limits of chance, and below them."""
    said = []
    for side, words in ((1, "Above the limits"), (-1, "Below the limits")):
        there = [record for record in shown if figure(record, "y").side == side]
        if there:
            said.append(f"{words}: {_named(frame, sorted(there, key=lambda record: -side * record['y']), 'y')}")
    return said


def _trends(frame: Frame) -> list[str]:
    """First and last shown figure of up to six lines."""
    trends = []
    names = frame.values("series") if "series" in frame.columns else [""]
    for name in names[: 2 * NAMED]:
        points = [r for r in frame.shown("value") if r.get("series", "") == name]
        points = sorted(points, key=lambda record: record["category"])
        if points:
            lead = f"{name}: " if name else ""
            trends.append(
                f"{lead}{points[0]['value_text']} in {titles.when(frame, points[0])}, "
                f"{points[-1]['value_text']} in {titles.when(frame, points[-1])}"
            )
    return trends


def _named(frame: Frame, records: list[dict[str, Any]], part: str) -> str:
    return "; ".join(f"{titles.place(frame, record)} {_sure(record, part)}" for record in records)


def _sure(record: dict[str, Any], part: str) -> str:
    """A figure with its interval, where it has one: '31% (25% to 38%)'."""
    sure = record.get(f"{part}_sure", "–")
    return str(record[f"{part}_text"]) + ("" if sure == "–" else f" ({sure})")


def _names(frame: Frame, records: list[dict[str, Any]]) -> str:
    names = list(dict.fromkeys(titles.place(frame, record) for record in records))
    more = f" and {len(names) - 6} more" if len(names) > 6 else ""
    return ", ".join(names[:6]) + more


def nothing(result: Result) -> str:
    """What stands in place of a chart when there is nothing to draw."""
    return f"{result.view.title}: no figures to draw as at {formatting.day(result.as_at)}."
