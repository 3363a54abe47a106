"""What stands under the title of a slide: what is measured, in what unit, and how the drawing is read."""

from __future__ import annotations

from sufficiency.presentation import formatting
from sufficiency.presentation.charts import Chart, funnel, limits, titles
from sufficiency.result import Result

LETTERS = 108  # of the one line


def of(result: Result, chart: Chart) -> str:
    """What is measured and in what unit, and what is drawn beside it; of a table, what it is a table of."""
    if chart.frame is None:
        return result.view.title
    part = titles.main_part(chart.frame)
    heading = titles.OF_THESE.sub(lambda start: start[1].upper(), formatting.heading(chart.frame.columns[part]))
    # The lines that stand over a chart are one text; a slide has room for the names of its parts.
    said = " ".join(chart.notes).replace(limits.MEANING, limits.NAME).replace("thin line or band", "line")
    said = said.replace(f": {funnel.WITHHELD}", "")
    notes = f" ({said})" if said else ""
    whole = f"{result.view.title}. {heading}{notes}"
    # What is measured and how to read it go before what the view is called.
    return whole if len(whole) <= LETTERS else _with_room(heading, said)


def _with_room(heading: str, said: str) -> str:
    """What is measured with those of its notes that have room, whole: a symbol, which the foot explains, goes first,
    and then what is said last."""
    notes = said.split("; ") if said else []
    while notes and len(f"{heading} ({'; '.join(notes)})") > LETTERS:
        notes.pop(next((n for n, note in enumerate(notes) if note[1:3] == ": "), -1))
    return f"{heading} ({'; '.join(notes)})" if notes else heading
