"""Trends: lines named at their ends, broken where a figure is withheld."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sufficiency.presentation.charts import datasets, intervals, line_ends, marks, palette
from sufficiency.presentation.charts import frame as frames
from sufficiency.presentation.charts.drawing import Drawing, Records
from sufficiency.presentation.charts.frame import Frame

HEIGHT = 300  # pixels, of the template too
NAMED = 4  # lines told apart by colour; the rest are quiet
END_LETTERS = 18
LINE_GAP = 15  # pixels between two names at the right, of the template too


def line(frame: Frame, theme: str, highlight: tuple[str, ...]) -> Drawing:
    """A line a series over time, broken where a figure is withheld, named at its end.

    More than four series: the ones asked for, or the four whose last figures are highest, stand out;
    the rest are thin and grey.
    """
    records = [{"series": "", **record} for record in frame.records]
    records.sort(key=lambda record: (record["series"], record["category"]))
    times = sorted({record["category"] for record in records})
    if not frame.is_temporal("category"):
        times = frames.order(frame, "category")
    names = standing_out(frame, highlight)
    colours = _colours(frame, names, theme)
    for record in records:
        record["part"] = record["place"] = times.index(record["category"])
        record["ink"] = colours.get(record["series"], palette.surface("quiet", theme))
    _number_parts(records, times)
    low, high = domain = _domain(records)
    shown = [record for record in records if record["value"] is not None]
    quiet = [record for record in shown if record["series"] not in colours]
    loud = [record for record in shown if record["series"] in colours]
    for drawn in (loud, quiet):
        datasets.state(drawn, least=low, most=high)
    data = {
        "quiet": quiet,
        "loud": loud,
        "sure": intervals.about_lines(loud),
        "single": _alone(shown),
        "ends": _ends(loud, frame, times, domain),
        "withheld": _withheld(records, names),
    }
    said = {
        "figures": marks.figures(frame, "value"),
        "span": (times[0], times[-1]) if frame.is_temporal("category") else None,
        "times": len(times),
        "has_series": "series" in frame.columns,
    }
    over = marks.heading(frame)
    if last := line_ends.early(frame):
        over = over._replace(notes=marks.in_lines([" ".join(over.notes), f"the last figure shown is of {last}"]))
    return Drawing("lines", over, data, said)


def standing_out(frame: Frame, highlight: tuple[str, ...], most: int = NAMED) -> list[str]:
    """The series named and coloured: all if ``most`` or fewer, those asked for, or those of the highest last figures.

    The one that was the largest of all is among them where it ends before the others: what became of it is what is
    asked first.
    """
    if "series" not in frame.columns:
        return [""]
    values = marks.series_order(frame)
    if len(values) <= most:
        return values
    chosen = [value for value in values if value in highlight]
    if chosen:
        return chosen[:most]
    every = frames.order(frame, "category")
    shown = sorted(frame.shown("value"), key=lambda record: every.index(record["category"]))
    last = {record["series"]: record for record in shown}
    first = sorted(last, key=lambda value: (-last[value]["value"], value))[:most]
    largest = max(shown, key=lambda record: record["value"], default=None)
    if largest and largest["series"] not in first and last[largest["series"]]["category"] != every[-1]:
        first[-1] = largest["series"]
    return first


def _colours(frame: Frame, names: list[str], theme: str) -> dict[str, str]:
    if "series" not in frame.columns:
        return {"": palette.surface("primary", theme)}
    return palette.series(names, theme, ordered=False)


def _number_parts(records: list[dict[str, Any]], times: list[str]) -> None:
    """Number each unbroken run of a series, so that a line stops where figures stop."""
    run, before = 0, ("", -2)
    for record in records:
        here = (record["series"], record["part"])
        if record["value"] is None or here[0] != before[0] or here[1] != before[1] + 1:
            run += 1
        before = here if record["value"] is not None else ("", -2)
        record["part"] = run


def _domain(records: list[dict[str, Any]]) -> tuple[float, float]:
    shown = [r for r in records if r["value"] is not None]
    numbers = [r["value"] for r in shown] + [r["value_high"] for r in shown if r.get("value_high") is not None] + [0.0]
    return min(numbers) * 1.1, (max(numbers) or 1.0) * 1.08


def _alone(shown: Records) -> Records:
    """Points with no neighbour on their line, which would otherwise not be seen."""
    runs: dict[int, Records] = {}
    for record in shown:
        runs.setdefault(record["part"], []).append(record)
    return [run[0] for run in runs.values() if len(run) == 1]


def _ends(loud: Records, frame: Frame, times: Sequence[str], domain: tuple[float, float]) -> Records:
    """Each line's name and last figure at the height of its end, moved apart where they would touch; of another month
    than the date, with that, and with the symbol of what follows it.

    All stand at the right: beside the end of a line that stops earlier a name would lie on the others, and on a narrow
    screen be cut off.
    """
    last = {record["series"]: record for record in loud}
    ends = sorted(last.values(), key=lambda record: record["value"])
    words = [_end_words(frame, record) for record in ends]
    low, high = domain
    pixels = HEIGHT / (high - low)
    heights = [LINE_GAP * len(said) + 3 for said in words]
    middles = apart([(record["value"] - low) * pixels for record in ends], heights, HEIGHT)
    return [
        {
            "category": times[-1],
            "place": len(times) - 1,
            "value": middle / pixels + low,
            "ink": record["ink"],
            "words": "\n".join(said),
            "lift": -LINE_GAP * (len(said) - 1) / 2,
        }
        for record, middle, said in zip(ends, middles, words, strict=True)
    ]


def _end_words(frame: Frame, record: dict[str, Any]) -> list[str]:
    lead = f"{record['series']} " if "series" in frame.columns else ""
    said = lead + record["value_short"] + line_ends.dated(frame, record["category"]) + line_ends.then(frame, record)
    return list(frames.wrap(said, END_LETTERS))


def apart(middles: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Middles (ascending, pixels) moved as little as needed for boxes of ``heights`` not to overlap
    and to stay between 0 and ``room``."""
    placed = list(middles)
    for _ in range(80):
        for i in range(len(placed) - 1):
            overlap = (heights[i] + heights[i + 1]) / 2 - (placed[i + 1] - placed[i])
            if overlap > 0:
                placed[i] -= overlap / 2
                placed[i + 1] += overlap / 2
        placed = [min(max(p, h / 2), room - h / 2) for p, h in zip(placed, heights, strict=True)]
    return placed


def _withheld(records: Records, names: list[str]) -> Records:
    """The symbol in the middle of each gap in a line, to stand along the foot of the chart."""
    withheld: Records = []
    for row, name in enumerate(names):
        gap: Records = []
        for record in [r for r in records if r["series"] == name] + [{"value": 0.0}]:
            if record["value"] is None:
                gap.append(record)
            elif gap:
                withheld.append({**gap[len(gap) // 2], "row": row})
                gap = []
    return withheld
