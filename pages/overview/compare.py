"""Compare: two dates, authorities or areas side by side, with the difference."""

import streamlit as st

from sufficiency.presentation import compare
from sufficiency.presentation.charts import titles
from sufficiency.presentation.sentences import overview
from sufficiency.web import figures, page, page_choices, sides

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
offered = sides.offered(here)
kind = page_choices.one_of("Compare two", offered, key="compare", first=sides.first_kind(here))
values = offered[kind]
left, right = st.columns(2)
with left:
    begin, key = sides.this(here, kind, values), sides.key_of_this(here, kind, values)
    this = page_choices.one_of("This", values, key=key, first=begin, is_asked=not begin)
if not this:
    st.info(sides.WHICH[kind])
    page.end(here)
    st.stop()
with right:
    then = sides.beside(here, kind, values, this)
    other = page_choices.one_of("With this", values, key=f"with_{kind.lower()}", first=then)
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
views = {HEADLINE: None, **compare.comparable(marts, of_dates=kind == sides.DATES)}
what = page_choices.one_of("What of them", views, key="compared")
view, both = views[what], (this, other)
results = [here.fetch_for(here.choices_with(*values[side]), view.name if view else "headline") for side in both]
first, second = sides.alike(here, both, (result for side in results for result in side.values()))
columns: tuple[str, ...] = COLUMNS
if view:
    comparable = compare.figures_of(view)
    figure = page_choices.one_of("Figure", comparable, key=f"figure_of_{view.name}")
    page.stop_if_empty(here, first)
    first, second = (compare.as_measures(side, comparable[figure]) for side in (first, second))
    columns = COLUMNS if first.known("denominator_count").rows.size else COLUMNS[:5]
table = compare.table(first, second, both)
page.stop_if_empty(here, table)
unit = "pct" if not view else str(table.rows["unit"].iloc[0])
said, of = overview.compared(table.where(unit=unit), both), here.place if kind == sides.DATES else ""
figures.lead(f"{of}: {said}" if of else said, first, second, sides=both)
named = f"{of}, {this} beside {other}" if of else f"{this} beside {other}"
figures.figure(
    compare.series(first, second, both).where(unit=unit),
    key="shares",
    is_picked=False,
    title=f"{what}: {figure if view else 'shares'}, {named}",
)
figures.heading(f"{named}: {titles.lower(what)}, with the difference")
figures.under(table, "", key="compared", columns=columns, is_open=True)
page.end(here)
