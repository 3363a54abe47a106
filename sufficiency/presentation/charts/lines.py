"""Trends: lines named at their ends, and bars stacked over time or by category."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sufficiency.presentation.charts import datasets, intervals, marks, palette
from sufficiency.presentation.charts import frame as frames
from sufficiency.presentation.charts.datasets import Spec
from sufficiency.presentation.charts.frame import Frame

HEIGHT = 300
NAMED = 4  # lines told apart by colour; the rest are quiet
POINTS = 24  # dates up to which each point is marked
END_LETTERS = 18
LINE_GAP = 15  # pixels between two names at the right


def line(frame: Frame, theme: str, highlight: tuple[str, ...]) -> Spec:
    """A line a series over time, broken where a figure is withheld, named at its end.

    More than four series: the ones asked for, or the four highest at the end, stand out; the rest
    are thin and grey.
    """
    records = [{"series": "", **record} for record in frame.records]
    records.sort(key=lambda record: (record["series"], record["category"]))
    times = sorted(set(r["category"] for r in records))
    if not frame.is_temporal("category"):
        times = frames.order(frame, "category")
    names = standing_out(frame, highlight)
    colours = _colours(frame, names, theme)
    for record in records:
        record["part"] = record["place"] = times.index(record["category"])
        record["ink"] = colours.get(record["series"], palette.surface("quiet", theme))
    _number_parts(records, times)
    x = _time(frame, times)
    low, high = domain = _domain(records)
    least, most = (datasets.fact(*said, "loud", "quiet") for said in (("least", 0), ("most", 1)))
    y = {
        "field": "value",
        "type": "quantitative",
        "axis": marks.number_axis(frame, "value"),
        "scale": {"domain": [{"expr": least}, {"expr": most}], "nice": False},
    }
    shown = [r for r in records if r["value"] is not None]
    quiet = [r for r in shown if r["series"] not in colours]
    loud = [r for r in shown if r["series"] in colours]
    for drawn in (loud, quiet):
        datasets.state(drawn, least=low, most=high)
    colour = {"field": "ink", "type": "nominal", "scale": None}
    tips = marks.tooltip(frame)
    grey = {"type": "line", "strokeWidth": 1, "color": palette.surface("quiet", theme), "opacity": 0.55}
    layers: list[Spec] = [
        {
            "data": datasets.data("quiet", quiet),
            "mark": grey,
            "encoding": {"x": x, "y": y, "detail": {"field": "part"}, "tooltip": {"field": "series"}},
        },
        {
            "data": datasets.data("loud", loud),
            "mark": {
                "type": "line",
                "strokeWidth": 2.6,
                "point": {"size": 46, "opacity": 1 if len(times) <= POINTS else 0},
            },
            "encoding": {"x": x, "y": y, "color": colour, "detail": {"field": "part"}, "tooltip": tips},
        },
        intervals.band(loud, x, y, colour),
        *_alone(records, times, x, colour),
        *_ends(loud, frame, x, domain, theme),
        *_withheld(records, names, x, theme),
    ]
    return {"title": marks.heading(frame), "height": HEIGHT, "layer": layers}


def standing_out(frame: Frame, highlight: tuple[str, ...], most: int = NAMED) -> list[str]:
    """The series named and coloured: all if ``most`` or fewer, those asked for, or the highest."""
    if "series" not in frame.columns:
        return [""]
    values = marks.series_order(frame)
    if len(values) <= most:
        return values
    chosen = [value for value in values if value in highlight]
    if chosen:
        return chosen[:most]
    last = max(record["category"] for record in frame.records)
    final = {r["series"]: r["value"] for r in frame.shown("value") if r["category"] == last}
    return sorted(final, key=lambda value: (-final[value], value))[:most]


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


def _time(frame: Frame, times: list[str]) -> Spec:
    if not frame.is_temporal("category"):
        level = {"title": None, "labelAngle": 0, "labelExpr": marks.LINES}
        spaced = {"padding": 0.2}
        return {"field": "category", "type": "ordinal", "sort": marks.IN_PLACE, "axis": level, "scale": spaced}
    axis: Spec = {
        "title": None,
        "format": "%b %Y",
        "grid": False,
        "labelOverlap": True,
        "tickCount": {"interval": "year", "step": 1} if len(times) > 15 else 6,
        "labelFlush": True,
    }
    ends = [{"expr": f"toDate('{end}')"} for end in (times[0], times[-1])]
    scale = {"type": "utc", "domain": ends, "nice": False}
    return {"field": "category", "type": "temporal", "scale": scale, "axis": axis}


def _domain(records: list[dict[str, Any]]) -> tuple[float, float]:
    shown = [r for r in records if r["value"] is not None]
    numbers = [r["value"] for r in shown] + [r["value_high"] for r in shown if r.get("value_high") is not None] + [0.0]
    return min(numbers) * 1.1, (max(numbers) or 1.0) * 1.08


def _alone(records: list[dict[str, Any]], times: list[str], x: Spec, colour: Spec) -> list[Spec]:
    """Points with no neighbour on their line, which would otherwise not be seen."""
    runs: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        if record["value"] is not None:
            runs.setdefault(record["part"], []).append(record)
    single = [run[0] for run in runs.values() if len(run) == 1]
    y = {"field": "value", "type": "quantitative"}
    return [
        {
            "data": datasets.data("single", single),
            "mark": {"type": "point", "filled": True, "size": 46, "aria": False},
            "encoding": {"x": x, "y": y, "color": colour},
        }
    ]


def _ends(loud: list[dict[str, Any]], frame: Frame, x: Spec, domain: tuple[float, float], theme: str) -> list[Spec]:
    """Each line's name and last figure beside its end, moved apart where they would touch."""
    last = {record["series"]: record for record in loud}
    ends = sorted(last.values(), key=lambda record: record["value"])
    words = [_end_words(frame, record) for record in ends]
    low, high = domain
    pixels = HEIGHT / (high - low)
    heights = [LINE_GAP * len(said) + 3 for said in words]
    middles = apart([(record["value"] - low) * pixels for record in ends], heights, HEIGHT)
    rows = [
        {
            "category": record["category"],
            "place": record["place"],
            "value": middle / pixels + low,
            "ink": record["ink"],
            "words": "\n".join(said),
            "lift": -LINE_GAP * (len(said) - 1) / 2,
        }
        for record, middle, said in zip(ends, middles, words, strict=True)
    ]
    several = "series" in frame.columns
    lift = {"expr": "datum.lift"}
    key = {
        "type": "point",
        "shape": "square",
        "filled": True,
        "size": 70,
        "xOffset": 13,
        "opacity": 1 if several else 0,
        "yOffset": lift,
        "aria": False,
    }
    text = {
        "type": "text",
        "align": "left",
        "dx": 22 if several else 8,
        "dy": lift,
        "fontSize": 13,
        "baseline": "middle",
        "lineHeight": LINE_GAP,
        "lineBreak": "\n",
        "color": palette.surface("text", theme),
    }
    at = {"x": x, "y": {"field": "value", "type": "quantitative"}}
    colour = {"field": "ink", "type": "nominal", "scale": None}
    return [
        {"data": datasets.data("ends", rows), "mark": key, "encoding": {**at, "color": colour}},
        {"data": datasets.data("ends", rows), "mark": text, "encoding": {**at, "text": {"field": "words"}}},
    ]


def _end_words(frame: Frame, record: dict[str, Any]) -> list[str]:
    lead = f"{record['series']} " if "series" in frame.columns else ""
    return list(frames.wrap(lead + record["value_short"], END_LETTERS))


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


def _withheld(records: list[dict[str, Any]], names: list[str], x: Spec, theme: str) -> list[Spec]:
    """The symbol along the foot of the chart in the middle of each gap in a line."""
    withheld: list[dict[str, Any]] = []
    for row, name in enumerate(names):
        gap: list[dict[str, Any]] = []
        for record in [r for r in records if r["series"] == name] + [{"value": 0.0}]:
            if record["value"] is None:
                gap.append(record)
            elif gap:
                withheld.append({**gap[len(gap) // 2], "row": row})
                gap = []
    text = {"type": "text", "fontSize": 13, "color": palette.surface("muted", theme)}
    return [
        {
            "data": datasets.data("withheld", withheld),
            "mark": text,
            "encoding": {
                "x": x,
                "y": {"value": {"expr": "height - 8 - 13 * datum.row"}},
                "text": {"field": "value_symbol"},
            },
        }
    ]
