"""Overview: the headline measures, their trend, and how much of London the data covers."""

import streamlit as st

from sufficiency.presentation.sentences import overview
from sufficiency.web import cards, figures, page, peers

here = page.start("Placement sufficiency", "Who needs what, where do they live, and what is missing?")
results = here.fetch("headline", "headline_lines", "placement_distance", "data_coverage")
headline = results["headline"]
page.stop_if_empty(here, headline if headline.is_empty else results["placement_distance"])

figures.lead(overview.overview(here.population, headline), headline)
cards.cards(here, headline, ("looked_after", "out_of_area", "distant", "three_placements", "weekly_cost"))
names = dict(zip(headline.rows["measure"], headline.rows["measure_name"], strict=True))
measure = st.selectbox(
    "Measure over time", list(names), index=2, format_func=names.__getitem__, key="measure", bind="query-params"
)
trend = results["headline_lines"].where(measure=measure, **({} if here.has_place else {"series": here.region}))
left, right = st.columns(2, gap="large")
with left:
    figures.figure(trend, title=f"{names[measure]} over time")
with right:
    figures.figure(peers.among(here, results["placement_distance"]))
of = here.place if here.has_place else ""
figures.figure(headline, "", key="headline", title="All headline measures", of=of, is_folded=True)
with figures.folded("headline_trend", "Every headline measure, month by month") as is_open:
    if is_open:  # many rows that few ask for: looked up for those who do
        figures.under(here.fetch("headline_trend")["headline_trend"], key="headline_trend", is_open=True)
figures.figure(peers.among(here, results["data_coverage"]), title="What the data covers", of=of, is_folded=True)
page.end(here)
