"""Compare: two dates, authorities or areas side by side, with the difference."""

import streamlit as st

from sufficiency import beside
from sufficiency.screen import page, pickers, show
from sufficiency.sentences import overview

COLUMNS = ("measure_name", "first_value", "second_value", "difference_value",
           "first_denominator_count", "second_denominator_count")  # fmt: skip
here = page.start("Compare", "How do two dates, authorities or areas differ?")
offered = {
    name: values
    for name, key in (("Authorities", "authority"), ("Areas", "area"), ("Dates", "as_at"))
    if len(values := here.values_of(key)) > 1 and (key == "as_at" or here.is_london)
}
kind = pickers.one_of("Compare two", offered, key="compare")
values = offered[kind]
labels = list(values)
left, right = st.columns(2)
with left:
    one = pickers.one_of("This", labels, key=f"this_{kind.lower()}")
with right:
    # A year earlier for dates, the next in the list for places.
    then = labels[min(12 if kind == "Dates" else 1, len(labels) - 1)]
    other = pickers.one_of("With this", labels, key=f"with_{kind.lower()}", first=then)
if one == other:
    st.info("These are the same; choose another to compare with.")
    page.end(here)
    st.stop()

first, second = (here.fetch_for(here.choices_with(*values[side]), "headline")["headline"]
                 for side in (one, other))  # fmt: skip
sides = (one, other)
table = beside.table(first, second, sides)
page.stop_if_empty(here, table)
show.lead(overview.compared(table.where(unit="pct"), sides))
show.figure(beside.series(first, second, sides).where(unit="pct"), key="shares",
            title="Shares side by side")  # fmt: skip
show.heading("Every headline measure")
show.under(table, "", key="compared", columns=COLUMNS, is_open=True)
page.end(here)
