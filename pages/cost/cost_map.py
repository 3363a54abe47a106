"""Cost map: what placements cost a week, by who pays and by where they are."""

import streamlit as st

from sufficiency.presentation.sentences import cost
from sufficiency.web import cards, figures, maps, page, peers

here = page.start("Cost map", "What do placements cost, who pays, and where?")
results = here.fetch("headline", "costs_by_area", "costs_by_type")
costs = results["costs_by_area"]
page.stop_if_empty(here, costs)

figures.lead(cost.by_type(here.place, results["costs_by_type"]), results["costs_by_type"])
cards.cards(here, results["headline"], ("weekly_cost", "looked_after", "childrens_homes", "distant"))
if costs.stands_for:
    figures.figure(costs, title="Weekly cost by where the placement is")
    figures.figure(results["costs_by_type"])
    page.end(here)
    st.stop()
bases = sorted(set(costs.rows["basis"]), reverse=True)
basis = st.segmented_control(
    "Area",
    bases,
    default=bases[0],
    key="basis",
    bind="query-params",
    help="The authority that pays, or the authority the placement lies in",
)
pays = bases[0]  # the placing authority; where children live is of those chosen alone
shown = (peers.among(here, costs) if basis in (pays, None) else costs).where(basis=basis or pays)
maps.choropleth(shown, "median_gbp_week", key="cost_map", choice="authority")
figures.under(shown, "map area=authority_code colour=median_gbp_week", key="costs_by_area")
figures.figure(results["costs_by_type"])
page.end(here)
