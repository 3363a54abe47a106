"""Compare: two dates, authorities or areas side by side, with the difference."""

import streamlit as st

from sufficiency.presentation import compare
from sufficiency.presentation.sentences import overview
from sufficiency.web import figures, page, page_choices, peers

HEADLINE = "Headline measures"
COLUMNS = (
    "measure_name",
    "first_value",
    "second_value",
    "difference_value",
    "difference_is_clear",
    "first_denominator_count",
    "second_denominator_count",
)
here = page.start("Compare", "How do two dates, authorities or areas differ?", children="none")
offered = {
    name: values
    for name, key in (("Authorities", "authority"), ("Areas", "area"), ("Dates", "as_at"))
    if len(values := here.values_of(key)) > 1 and (key == "as_at" or here.sees_region)
}
kind = page_choices.one_of("Compare two", offered, key="compare")
values = offered[kind]
labels = list(values)
left, right = st.columns(2)
with left:
    # What the filter bar has chosen stands first; of dates, where it has none, the one that pages show.
    chosen = {"as_at": (here.scope.as_at.isoformat(),), **here.choices}
    mine = next((label for label, (key, value) in values.items() if chosen.get(key) == (value,)), labels[0])
    this = page_choices.one_of("This", labels, key=f"this_{kind.lower()}", first=mine)
with right:
    # A year earlier for dates, the most similar authority that is here, the next in the list of areas.
    place = labels.index(this)
    later = min(place + 12, len(labels) - 1) if kind == "Dates" else (place + 1) % len(labels)
    then = peers.most_similar(values[this][1], peers.who_count(here, labels)) or labels[later]
    other = page_choices.one_of("With this", labels, key=f"with_{kind.lower()}", first=then)
if this == other:
    st.info("These are the same; choose another to compare with.")
    page.end(here)
    st.stop()

# One side alone might be answered in larger groups: of such views the larger groups are offered themselves.
marts = [
    view
    for view in here.scope.catalogue.layer("marts")
    if view.name not in here.scope.problems and (here.is_exact or not view.coarser)
]
views = {HEADLINE: None, **compare.comparable(marts, of_dates=kind == "Dates")}
what = page_choices.one_of("What of them", views, key="compared")
view, sides = views[what], (this, other)
results = [here.fetch_for(here.choices_with(*values[side]), view.name if view else "headline") for side in sides]
first, second = (result for side in results for result in side.values())
columns: tuple[str, ...] = COLUMNS
if view:
    comparable = compare.figures_of(view)
    figure = page_choices.one_of("Figure", comparable, key=f"figure_of_{view.name}")
    page.stop_if_empty(here, first)
    first, second = (compare.as_measures(side, comparable[figure]) for side in (first, second))
    columns = COLUMNS if first.known("denominator_count").rows.size else COLUMNS[:5]
table = compare.table(first, second, sides)
page.stop_if_empty(here, table)
unit = "pct" if not view else str(table.rows["unit"].iloc[0])
said = overview.compared(table.where(unit=unit), sides)
figures.lead(f"{here.place}: {said}" if kind == "Dates" else said, first, second)
figures.figure(
    compare.series(first, second, sides).where(unit=unit),
    key="shares",
    is_picked=False,
    title=f"{what}: {figure}" if view else "Shares side by side",
)
figures.heading("The figures and their difference" if view else "Every headline measure")
figures.under(table, "", key="compared", columns=columns, is_open=True)
page.end(here)
