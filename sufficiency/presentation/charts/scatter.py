"""A scatter of areas by two figures."""

from __future__ import annotations

from typing import Any

from sufficiency.presentation import formatting
from sufficiency.presentation.charts import marks, palette
from sufficiency.presentation.charts.drawing import Drawing
from sufficiency.presentation.charts.frame import Frame

LETTER_SHARE = 0.013  # of the width of a scatter that a letter takes
NAMED_POINTS = 6  # points with a name beside them; the others name themselves under the pointer
NAMED_NARROW, WIDE = 3, 420  # of them those named in a chart of fewer pixels, as on a phone


def scatter(frame: Frame, theme: str, highlight: tuple[str, ...]) -> Drawing:
    """One mark an area, the furthest out named; those with a withheld figure are only counted."""
    parts = [part for part in ("x", "y", "size") if part in frame.columns]
    placed = [record for record in frame.records if None not in (record["x"], record["y"])]
    shown = [record for record in placed if None not in [record[part] for part in parts]]
    has_series = "series" in frame.columns and len(frame.values("series")) <= len(palette.SHAPES)
    named = _furthest(shown, highlight) if "label" in frame.columns else []
    is_quiet = bool(highlight) and "label" in frame.columns
    shown = [{**record, "is_quiet": is_quiet and record["label"] not in highlight} for record in shown]
    data = {
        "shown": shown,
        "named": [
            {**record, "align": "center", "least_width": 0 if place < NAMED_NARROW else WIDE}
            for place, record in enumerate(named)
        ],
    }
    said = {
        "across": marks.figures(frame, "x", is_titled=True),
        "up": marks.figures(frame, "y"),
        "series": marks.tell_series(frame, theme, shown) if has_series else None,
        "is_sized": "size" in frame.columns,
    }
    heading = marks.heading(frame, "y")._replace(notes=_notes(frame, len(frame.records) - len(shown)))
    return Drawing("scatter", heading, data, said)


def _notes(frame: Frame, missing: int) -> tuple[str, ...]:
    notes = []
    if "size" in frame.columns:
        notes.append(f"Larger marks: {formatting.small(frame.columns['size'].meaning)}")
    if missing:
        notes.append(f"{missing} not drawn: a figure is withheld or missing")
    return marks.in_lines(notes)


def _furthest(records: list[dict[str, Any]], highlight: tuple[str, ...]) -> list[dict[str, Any]]:
    """The records asked for, or those furthest from the middle of the cloud."""
    if chosen := [record for record in records if record["label"] in highlight]:
        return chosen
    spread = {part: _spread([record[part] for record in records]) for part in ("x", "y")}

    def distance(record: dict[str, Any]) -> float:
        return float(sum(((record[p] - spread[p][0]) / spread[p][1]) ** 2 for p in ("x", "y")))

    named: list[dict[str, Any]] = []
    for record in sorted(records, key=distance, reverse=True):
        near = any(
            abs(record["x"] - other["x"]) < spread["x"][1] * len(other["label"]) * LETTER_SHARE
            and abs(record["y"] - other["y"]) < spread["y"][1] * 0.08
            for other in named
        )
        if not near and len(named) < NAMED_POINTS:
            named.append(record)
    return named


def _spread(numbers: list[float]) -> tuple[float, float]:
    middle = sum(numbers) / len(numbers) if numbers else 0.0
    return middle, (max(numbers, default=0.0) - min(numbers, default=0.0)) or 1.0
