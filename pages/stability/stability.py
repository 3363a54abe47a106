"""Stability: how often children move, how long placements last, and why they change."""

import streamlit as st

from sufficiency.presentation.sentences import stability
from sufficiency.web import cards, figures, page, page_choices, peers

here = page.start("Stability", "How settled are children, and why do placements change?")
results = here.fetch("headline", "headline_lines", "stability", "placement_changes", "length_of_stay")
places, stays = results["stability"], results["length_of_stay"]
page.stop_if_empty(here, places)

figures.lead(stability.settled(here.population, results["headline"], results["placement_changes"]), results["headline"])
cards.cards(
    here, results["headline"], ("three_placements", "three_placements_two_years", "same_carer_two_years", "sdq_concern")
)
others = peers.among(here, places)
lines = results["headline_lines"].where(
    measure="three_placements", **({} if here.has_place else {"series": here.region})
)
left, right = st.columns(2, gap="large")
with left:
    figures.figure(lines, key="over_time", title="Three or more placements in the year, over time")
with right:
    figures.figure(others)
if len(others.rows) > 1:
    figures.figure(
        others,
        "funnel x=year_count y=many_placements_pct label=authority_name",
        key="funnel",
        title="Three or more placements: which authorities lie beyond chance",
        is_folded=True,
    )
of = here.place if here.has_place else ""
figures.figure(results["placement_changes"], of=of)
if not stays.is_empty:
    spell = page_choices.one_of("How long", stays.rows["spell"], key="spell")
    figures.figure(
        stays.where(spell=spell),
        title="How long placements last" if spell == "Placement" else "How long periods of care last",
        of=of,
        chart="range x=group_name low=quarter_days mid=half_days high=three_quarters_days",
    )
figures.figure(
    others,
    "bar x=same_carer_pct y=authority_name sort=-x",
    key="same_carer",
    title="The same carer for two years, by authority",
    is_folded=True,
)
page.end(here)
