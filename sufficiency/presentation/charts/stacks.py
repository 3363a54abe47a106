"""Parts of a whole: bars stacked over time or by category."""

from __future__ import annotations

from sufficiency.presentation.charts import fold, marks
from sufficiency.presentation.charts.bars import STEP
from sufficiency.presentation.charts.drawing import Drawing, Records
from sufficiency.presentation.charts.frame import Frame

MOST_ENDS = 14  # upright bars over each of which there is room for words


def stacked(frame: Frame, theme: str, highlight: tuple[str, ...] = ()) -> Drawing:
    """Stacked bars of the shown parts; a bar with a withheld part says so at its end.

    The names of ``highlight`` have a sign. ``share=yes`` in the header draws each bar to its full length, as shares of
    the shown parts.
    """
    is_upright = frame.is_ordered("category")
    is_share = frame.line.words.get("share") == "yes"
    order = marks.series_order(frame)
    names = fold.names(frame)
    records = [
        {**record, "rank": order.index(record["series"])}
        for record in marks.marked(marks.label_records(frame, names), highlight)
    ]
    data = {
        "shown": [record for record in records if record["value"] is not None],
        "marked": _ends(records, names, is_share=is_share),
    }
    said = {
        "step": 0 if is_upright else marks.step(frame, STEP),
        "series": marks.tell_series(frame, theme, data["shown"]),
        "figures": marks.figures(frame, "value"),
        "is_upright": is_upright,
        "is_share": is_share,
        "has_ends": not is_upright or len(names) <= MOST_ENDS,
    }
    return Drawing("stacked", marks.heading(frame, has_intervals=False), data, said)


def _ends(records: Records, names: list[str], *, is_share: bool) -> Records:
    """'+ c' past the end of each bar that lacks a withheld part."""
    marked = []
    for name in names:
        rows = [record for record in records if record["category"] == name]
        symbols = sorted({r["value_symbol"] for r in rows if r["value"] is None})
        if symbols:
            total = sum(record["value"] or 0.0 for record in rows)
            end = (1.0 if total else 0.0) if is_share else total
            kept = {key: rows[0][key] for key in ("category", "category_label", "place")}
            marked.append({**kept, "end": end, "words": "+ " + " ".join(symbols)})
    return marked
