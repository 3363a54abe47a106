"""Searches: what was looked for, what was found, how fast and at what price."""

import streamlit as st

from sufficiency.presentation.sentences import searches
from sufficiency.web import figures, page, peers

here = page.start("Searches", "What was looked for, and what was found?")
results = here.fetch(
    "searches",
    "searches_outcomes",
    "searches_by_type",
    "searches_out_of_area",
    "searches_needs",
    "searches_prices",
    "searches_by_authority",
    "preferred_place_answers",
)
outcomes, urgency = results["searches_outcomes"], results["searches"]
page.stop_if_empty(here, outcomes)

if note := searches.of_when(outcomes, here.as_at):
    st.info(note)
figures.lead(searches.against_wanted(here.place, outcomes, urgency), outcomes)
figures.figure(outcomes, title="What was wanted and what was found")
figures.figure(urgency, title="Placements found, by how soon they were needed")
days = "bar x=median_days y=needed_by sort=none"
figures.figure(urgency, days, key="days", title="Median days from referral to start")
figures.figure(results["searches_by_type"], title="Kind of home preferred (rows) and kind found")
figures.figure(results["searches_out_of_area"], title="Where a place was to be, and why out of the authority")
figures.figure(results["searches_needs"], title="Needs and risks of those for whom one was found")
figures.figure(results["searches_prices"], title="Core price a week, by kind of home")
figures.figure(peers.among(here, results["searches_by_authority"]), is_folded=True)
figures.figure(results["preferred_place_answers"], is_folded=True)
page.end(here)
