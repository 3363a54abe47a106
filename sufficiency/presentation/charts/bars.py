"""Bars and dots: one line a category, figures written at the end."""

from __future__ import annotations

from sufficiency.presentation.charts import datasets, fold, intervals, marks
from sufficiency.presentation.charts.drawing import Drawing, Records
from sufficiency.presentation.charts.frame import Frame

STEP = 23  # pixels a category
MOST_GROUPED = 36  # bars side by side; beyond, one row a category with a dot a series
MOST_SERIES = 4
LETTER, GAP = 7.5, 14  # pixels that a letter of a figure takes, and about it


def bar(frame: Frame, theme: str, highlight: tuple[str, ...]) -> Drawing:
    """Horizontal bars, longest first; with a series, grouped bars or (when many) dots."""
    is_single = len(frame.records) == len(frame.values("category"))
    several = len(frame.values("series")) > 1 if "series" in frame.columns else False
    if "series" in frame.columns and len(frame.records) > MOST_GROUPED and not is_single:
        return dot(frame, theme, highlight)
    values = fold.names(frame)
    records = marks.label_records(frame, values)
    if not several:
        records = marks.marked(records, highlight)
    shown, data = _figures(records)
    if "reference" in frame.columns:
        data["reference"] = reference(frame, shown)
    said = {
        "step": marks.step(frame, STEP),
        "series": marks.tell_series(frame, theme, shown) if several else None,
        "is_grouped": several and len(records) > len(values),
        "has_reference": "reference" in frame.columns and not several,
        "is_below": _is_below(shown),
    }
    return Drawing("bars", marks.heading(frame), data, said)


def dot(frame: Frame, theme: str, highlight: tuple[str, ...]) -> Drawing:
    """A dot a figure on a thin line; several series share it, told by shape as well as colour."""
    values = fold.names(frame)
    records = marks.marked(marks.label_records(frame, values), highlight)
    step = marks.step(frame, STEP)
    if "series" not in frame.columns and len(records) == len(values):
        shown, data = _figures(records)
        return Drawing("dots", marks.heading(frame), data, {"step": step, "is_below": _is_below(shown)})
    shown = [record for record in records if record["value"] is not None]
    known = {record["category"] for record in shown}
    unknown = {record["category"]: record for record in records if record["category"] not in known}
    data = {"spans": _spans(shown), "sure": intervals.sure(shown), "shown": shown, "hidden": list(unknown.values())}
    said = {
        "step": step,
        "series": marks.tell_series(frame, theme, shown) if "series" in frame.columns else None,
        "figures": marks.figures(frame, "value"),
    }
    return Drawing("dots_apart", marks.heading(frame), data, said)


def _figures(records: Records) -> tuple[Records, dict[str, Records]]:
    """The records with a figure, and the data of a chart with a figure a line; what the scale needs is said in
    the first."""
    shown = [record for record in records if record["value"] is not None]
    beside = [record["reference"] for record in shown if record.get("reference") is not None]
    numbers = [0, *(record["value"] for record in shown), *intervals.ends(shown), *beside]
    low, high = min(numbers), max(numbers)
    room = GAP + LETTER * max((len(record["value_short"]) for record in shown), default=0)
    datasets.state(shown, least=low, most=high if high > low else low + 1, room=room)
    for record in shown:
        # Where its figure is written: past the end of its interval too, where it has one.
        record["value_end"] = next(iter(intervals.furthest([record])), record["value"])
    hidden = [record for record in records if record["value"] is None]
    return shown, {"shown": shown, "sure": intervals.sure(shown), "hidden": hidden}


def _is_below(shown: Records) -> bool:
    return any(figure < 0 for figure in (*(record["value"] for record in shown), *intervals.ends(shown)))


def reference(frame: Frame, shown: Records) -> Records:
    """The comparator's figure with its name, where the rows agree on one."""
    references = {record.get("reference") for record in shown} - {None}
    if len(references) != 1:
        return []
    name = frame.columns["reference"].meaning.split(".")[0]
    return [{"value": next(iter(references)), "label": f"{name}: {shown[0]['reference_short']}"}]


def _spans(shown: Records) -> Records:
    """The lowest and highest figure of each category."""
    figures: dict[str, list[float]] = {}
    for record in shown:
        figures.setdefault(record["category_label"], []).append(record["value"])
    places = {record["category_label"]: record["place"] for record in shown}
    return [
        {"category_label": label, "place": places[label], "low": min(values), "high": max(values)}
        for label, values in figures.items()
    ]
