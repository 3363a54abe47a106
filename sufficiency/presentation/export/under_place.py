"""A finding under the name of the place whose figures it tells, where it does not name that place itself."""

from __future__ import annotations

from sufficiency.presentation import formatting, geography
from sufficiency.presentation.charts import titles
from sufficiency.presentation.charts.frame import Frame
from sufficiency.presentation.export import facts
from sufficiency.reference import tables
from sufficiency.result import Result

AMONG = ("funnel", "map", "scatter")  # charts whose marks are places or providers, each by its name
NAMES = ("category_text", "label", "name")  # of a record: what a mark stands for


def told(result: Result, frame: Frame, said: str) -> str:
    """'Camden: Elmstead Limited has the most places, 8'; of what tells of other authorities, that there is no figure
    for this one; the same of what names its place, or an authority that it is of."""
    place = facts.place(result)
    if not said or place in said:
        return said
    names = {str(record[key]) for record in frame.records for key in NAMES if record.get(key)}
    authorities, column = _authorities(), frame.columns.get("category")
    if frame.line.kind in AMONG or (column is not None and column.name in titles.PLACES):
        is_without = place in authorities and place not in names and not names.isdisjoint(authorities)
        return f"No figure for {place}; {said}" if is_without else said
    if any(name in said for name in (tables.region()["region_name"], *authorities)):
        return said
    is_proper = column is not None and column.name.endswith(titles.PROPER_NAMES)
    return formatting.under_name(
        facts.one_place(result), said, is_name=is_proper and any(said.startswith(name) for name in names)
    )


def _authorities() -> set[str]:
    return {geography.name(code) for code in geography.features(geography.home())}
