"""My borough: one place in a minute: where its children live, how far, in what, at what price, what is missing."""

import streamlit as st

from sufficiency.presentation.sentences import overview
from sufficiency.web import cards, figures, maps, page, peers

TYPES = "Placement type"
here = page.start("My borough", "Where do our children live, what has changed, and what is missing here?")
results = here.fetch("headline", "placement_flows", "placement_distance_by_type", "costs_by_type")
headline, flows, costs = results["headline"], results["placement_flows"], results["costs_by_type"]
gaps = peers.with_area(here, "gaps")["gaps"].where(kind=TYPES)
page.stop_if_empty(here, results["placement_distance_by_type"])
if not here.has_place:
    st.info("These are London's figures. Choose your authority, or your area, at the left to see its own.")

figures.lead(f"{overview.overview(here.population, headline)} {overview.changed(headline)}", headline)
cards.cards(here, headline, ("out_of_area", "distant", "three_placements", "weekly_cost", "distance_not_known"))

left, right = st.columns(2, gap="large")
with left:
    if flows.stands_for:
        figures.figure(flows, title="Where our children live")
    else:
        maps.flows(flows, "child_count", key="my_map", whole=True, title="Where our children live")
        figures.under(flows, "", key="my_flows")
with right:
    mine = gaps.where(area_name=gaps.marked) if gaps.marked else gaps
    is_one = len(set(mine.rows["area_name"])) == 1
    figures.figure(
        mine,
        f"range x={'category' if is_one else 'area_name'} low=demand_gap_low_count mid=demand_gap_low_count "
        "high=demand_gap_high_count",
        key="my_gaps",
        title="What is missing here: placed elsewhere for no recorded reason of their own",
    )
left, right = st.columns(2, gap="large")
with left:
    figures.figure(results["placement_distance_by_type"], key="my_kinds")
with right:
    figures.figure(costs, key="my_costs")
page.end(here)
