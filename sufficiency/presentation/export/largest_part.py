"""Which part of a whole is the largest, in a sentence of what the parts are: owners run, children live, routes buy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sufficiency.presentation import formatting
from sufficiency.presentation.charts import largest, titles
from sufficiency.presentation.charts.frame import Frame
from sufficiency.reference import tables
from sufficiency.result import Result

UNTOLD = "{name}: {category} has the largest share in {place}, {figure}"
OF_ITSELF = "{name}: {categorys} share is the largest, {figure}"  # of a place among others in what is of the place


@tables.derived_from("part_phrases")
def phrases() -> dict[tuple[str, str, str], str]:
    """By view, column of parts and part, the sentence of the part that is the largest; '' for any other part."""
    return {
        (row["view_name"], row["column_name"], row["part"]): row["finding"] for row in tables.records("part_phrases")
    }


def of(result: Result, frame: Frame, place: str) -> tuple[str, Mapping[str, str]]:
    """The sentence and what fills it; '' where no part is surely larger than all others, or they may not be added.

    Of shares they are those of one place alone. Where no sentence is written for the part it is said that it has the
    largest share.
    """
    where, records = _of_place(frame, place, result.marked)
    first = largest.part(frame, records, result.marked) if where else None
    if first is None:
        return "", {}
    column, name = frame.columns["value"], first.name
    told = {
        "place": where,
        "own": formatting.own(where),
        "category": name,
        "part": titles.lower(name),
        "categorys": formatting.own(name),
        "figure": largest.words(first, frame.records, column),
    }
    said = phrases()
    key = (result.view.name, frame.columns["series"].name)
    untold = OF_ITSELF if name == where else UNTOLD
    return said.get((*key, name)) or said.get((*key, "")) or untold, told


def _of_place(frame: Frame, place: str, marked: Sequence[str]) -> tuple[str, list[dict[str, Any]]]:
    """Whose parts are told, and their records: those of a wider area never under the name of the place within it."""
    records = frame.records
    if marked and any(record["category_text"] in marked for record in frame.shown("value")):
        records = [record for record in records if record["category_text"] in marked]
    shown = [record for record in records if record["value"] is not None]
    if frame.columns["category"].name.endswith(titles.PLACES):
        places = {str(record["category_text"]) for record in shown}
        if place not in places and len(places) == 1:
            [place] = places
        elif place not in places and marked:
            return "", []
    if frame.is_temporal("category") and shown:
        last = max(record["category"] for record in shown)
        records = [record for record in records if record["category"] == last]
    return place, records
