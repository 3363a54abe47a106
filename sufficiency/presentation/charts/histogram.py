"""Histograms: a column a step, in the steps' own order, and a line where the second class of steps begins."""

from __future__ import annotations

from sufficiency.presentation.charts import marks
from sufficiency.presentation.charts.drawing import Drawing
from sufficiency.presentation.charts.frame import Frame


def histogram(frame: Frame, theme: str) -> Drawing:
    """Columns with their figures on them, in their class's colour; a line where the second class begins."""
    steps = [str(value) for value in frame.values("category")]
    records = marks.label_records(frame, steps)
    classes = marks.series_order(frame)
    data = {
        "shown": [record for record in records if record["value"] is not None],
        "hidden": [record for record in records if record["value"] is None],
        "second": [record for record in records if len(classes) > 1 and record["series"] == classes[1]][:1],
    }
    said = {"series": marks.tell_series(frame, theme, data["shown"]), "steps": tuple(steps)}
    return Drawing("histogram", marks.heading(frame), data, said)
