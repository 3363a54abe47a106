"""Where the place that somebody chose stands among the others: above and below whom, beyond chance.

Of a share that its view draws a funnel of, every picture and sentence says where it lies by the funnel's limits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sufficiency.presentation import leading
from sufficiency.presentation.charts import limits, titles
from sufficiency.presentation.charts.frame import Frame, figure
from sufficiency.result import Column

NAMES = {"bar": "category", "dot": "category", "funnel": "label", "scatter": "label", "map": "name"}

COURSE = "course"  # a scenario, or no change


def is_side_by_side(frame: Frame) -> bool:
    """True of marks with a change and without it: they are of one and the same place, and neither leads the other."""
    return frame.line.kind != "line" and any(column.name == COURSE for column in frame.columns.values())


def finding(frame: Frame, marked: Sequence[str]) -> str:
    """The chart's title: of the place that is ``marked``, where one is and is drawn; else of the whole.

    '' where the figures do not make one.
    """
    if is_side_by_side(frame):
        return ""
    part = titles.main_part(frame)
    name = NAMES.get(frame.line.kind)
    if len(marked) != 1 or name is None or "series" in frame.columns:
        return titles.title(frame)
    own = next((record for record in frame.records if record.get(name) == marked[0]), None)
    if own is None:
        return titles.title(frame)
    others = [record for record in frame.shown(part) if record is not own]
    if own[part] is None:
        return f"{marked[0]}: {_measure(frame.columns[part])} not shown"
    mine = figure(own, part)
    if mine.side is None and mine.is_untold(frame.columns[part].unit):
        return f"{marked[0]}: {titles.UNTOLD}, {_measure(frame.columns[part])}"
    lead = f"{marked[0]}: {_figure(frame, own, part)}"
    if not others:
        return lead
    if f"{part}_limit_low" in own:
        return f"{lead}, {limits.within(mine)}"
    if len(others) == 1 and frame.columns[part].unit in titles.COUNTED and frame.columns[name].name == "area_name":
        return lead  # a part beside the whole it belongs to
    return f"{lead}, {_among(own, others, part, name)}"


def _measure(column: Column) -> str:
    """What a column measures, by its meaning where its name alone says nothing: 'median weekly cost'."""
    said = titles.measure(column)
    if said not in (*titles.UNSAID, "share"):
        return said
    return titles.lower(column.meaning.split(".")[0].split(" (")[0])


def _figure(frame: Frame, own: dict[str, Any], part: str) -> str:
    """'16% placed over 20 miles from home'; 'median distance 6.6 miles'; '27 places'."""
    said, text = titles.measure(frame.columns[part]), titles.said_surely(own, part, frame.columns[part])
    if text == titles.UNTOLD and said.startswith("share "):
        return f"{text} the {said}"
    if said in titles.UNSAID or said == "share" or text.endswith(said):
        return text
    if said.endswith(" places") and text.endswith(" places"):
        return f"{text.removesuffix(' places')} {said}"  # 'usable places 19 places' says it twice
    return f"{text} {said.removeprefix('share ')}" if said.startswith("share ") else f"{said} {text}"


def _among(own: dict[str, Any], others: list[dict[str, Any]], part: str, name: str) -> str:
    """'clearly above 2 and below 3 of 31 others'."""
    mine = figure(own, part)
    if mine.is_thin:
        return limits.FEW
    apart = [record for record in others if leading.is_clear(mine, figure(record, part), len(others))]
    below = sum(record[part] < own[part] for record in apart)
    above = len(apart) - below
    clearly = "" if mine.low is None else "clearly "
    if len(others) == 1:
        is_above = own[part] > others[0][part]
        beside = str(others[0][name])
        if not apart:
            return f"not clearly apart from {beside}" if clearly else f"the same as {beside}"
        return f"{clearly}{'above' if is_above else 'below'} {beside}"
    of = f"of {len(others)} others"
    if not apart:
        return f"not clearly apart from any {of}" if clearly else f"the same as all {of}"
    parts = [f"{word} {count}" for word, count in (("above", below), ("below", above)) if count]
    return f"{clearly}{' and '.join(parts)} {of}"


def tells_limits(frame: Frame) -> bool:
    """True where a title says of the one place that is marked where it lies by its limits of chance."""
    part, name = titles.main_part(frame), NAMES.get(frame.line.kind)
    own = [r for r in frame.records if name and r.get(name) in frame.marked] if len(frame.marked) == 1 else []
    if not own or "series" in frame.columns or frame.line.kind == "funnel":
        return False  # a funnel says it of its lines
    return figure(own[0], part).side is not None
