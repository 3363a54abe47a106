"""Trends in care: how many children start, stay and leave, and where they are placed."""

from sufficiency.presentation.sentences import need
from sufficiency.web import figures, page, page_choices

LINES = {
    "Started in the year": "start_12_months_count",
    "Ceased in the year": "end_12_months_count",
    "Looked after": "looked_after_count",
}
here = page.start("Trends in care", "Is need growing, and what kind of placement is used?")
results = here.fetch("entries_and_exits", "placement_trend")
moves = results["entries_and_exits"]
page.stop_if_empty(here, results["placement_trend"])

figures.lead(need.trends(here.place, moves), moves)
line = page_choices.one_of("Children who", LINES, key="line")
figures.figure(moves, f"line x=as_at y={LINES[line]}", key="entries")
figures.figure(results["placement_trend"], title="Placements by type, month by month")
page.end(here)
