"""A chart of one mark shows no more than its figure does: that is said in words in its place."""

from __future__ import annotations

from typing import Any

from sufficiency.presentation import formatting
from sufficiency.presentation.charts import marks, titles
from sufficiency.presentation.charts.frame import Frame
from sufficiency.result import Column

# A map says where its one area is, a funnel where its point lies between the limits.
KINDS = ("bar", "dot", "stacked", "line", "range", "heat", "scatter", "histogram")
NAMED = 6  # of those that are not shown


def mark(frame: Frame) -> dict[str, Any] | None:
    """The record of the one figure that would be drawn; None where there are more or none, or one beside it."""
    shown = frame.shown(titles.main_part(frame))
    if frame.line.kind not in KINDS or len(shown) != 1 or shown[0].get("reference") is not None:
        return None
    return shown[0]


def words(frame: Frame) -> str:
    """'Foster placements: 9 (between 5 and 14). Too few children to show: Other placements.'; '' where a picture
    shows more than one figure."""
    record, part = mark(frame), titles.main_part(frame)
    if record is None:
        return ""
    where = titles.when(frame, record) if "category" in frame.columns else titles.place(frame, record)
    if frame.is_divided or "y" in frame.columns:
        where = titles.place(frame, record)
    elif frame.line.kind != "line" and "series" in frame.columns and "category" in frame.columns:
        # A legend would say it: whose a home is, how a placement was bought.
        where = f"{where} ({record['series_text']})"
    lead = f"{where}: {_figure(frame, record, part)}"
    return " ".join(f"{sentence}." for sentence in (lead, *_others(frame, part)))


def _measured(column: Column) -> str:
    """What a column measures, inside a sentence whose figure says the unit."""
    return formatting.small(column.meaning.split(" (")[0].rstrip("."))


def _figure(frame: Frame, record: dict[str, Any], part: str) -> str:
    if frame.line.kind == "scatter":
        said = (f"{_measured(frame.columns[name])} {record[f'{name}_text']}" for name in "yx")
        return ", ".join(said)
    text = str(record[f"{part}_text"])
    if frame.line.kind == "range" and None not in (record["low"], record["high"]):
        ends = record["low_short"], record["high_short"]
        if ends[0] == ends[1]:
            return text
        within = f"{ends[0]} to {ends[1]}"
        return within if record["mid_short"] in ends else f"{text} ({within})"
    sure = record.get(f"{part}_sure", "–")
    return text if sure == "–" else f"{text} (between {sure.replace(' to ', ' and ')})"


def _others(frame: Frame, part: str) -> list[str]:
    """What is not shown beside it, by why not: 'Too few children to show: Other placements'."""
    said = []
    hidden = frame.hidden(part)
    for symbol in dict.fromkeys(record[f"{part}_symbol"] for record in hidden):
        names = list(dict.fromkeys(titles.place(frame, r) for r in hidden if r[f"{part}_symbol"] == symbol))
        if len(names) > NAMED:
            names = [*names[: NAMED - 1], f"{len(names) - NAMED + 1} more"]
        why = marks.why(symbol, frame, part)
        said.append(f"{why[:1].upper()}{why[1:]}: {titles.join(names)}")
    return said
