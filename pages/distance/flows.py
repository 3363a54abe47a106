"""Flows: who places where, and whose children live in each authority."""

import streamlit as st

from sufficiency.presentation import formatting
from sufficiency.presentation.maps import FLOWS, Still
from sufficiency.presentation.sentences import distance
from sufficiency.web import figures, maps, page, page_choices, peers, residents, where_children_live

here = page.start("Flows between authorities", "Who places where, and whose children live here?")
results = here.fetch("net_movement", "placement_flows", "new_placements_location")
movement, flows = results["net_movement"], results["placement_flows"]
page.stop_if_empty(here, flows)

figures.lead(distance.flows(here.place, movement), movement)
of = here.place if here.has_place else ""
if flows.stands_for:
    # Lines from authority to authority are of too few: in their place a disc at each place of enough, and areas.
    left, right = st.columns(2, gap="large")
    with left:
        where_children_live.on_map(here, here.fetch("placement_hosts")["placement_hosts"])
    with right:
        figures.figure(flows, title="Where these children live, by area", of=of)
else:
    # Those of one authority are seen as far as they go; of several, near at hand or all together.
    is_of_one = bool(here.authority)
    areas = dict.fromkeys(("England",) if is_of_one else (here.region_title, "England"))
    is_whole = page_choices.one_of("Map of", areas, key="map_of") == "England"
    title = formatting.under_name(of, "The largest flows from home to host")
    maps.flows(flows, "child_count", key="flow_map", whole=is_whole, is_fitted=is_of_one, title=title)
    drawn = Still(FLOWS, is_whole=is_whole, is_fitted=is_of_one)
    figures.under(flows, "", key="placement_flows", title=title, still=drawn)
if here.authority:
    name = here.authority_name
    if not flows.stands_for:
        figures.figure(
            flows.where(authority_code=here.authority),
            key="placed_where",
            chart="bar x=child_count y=host_authority_name sort=-x top=15",
            title=f"Where {name}'s children live",
        )
    residents.whose(here, is_folded=True)
net = "Other authorities' children in, less own children out"
figures.figure(peers.among(here, movement), title=net, is_folded=True)
figures.figure(results["new_placements_location"], of=of, is_folded=True)

detail = page_choices.one_of(
    "Every flow by type and provider",
    ("Hide", "Show"),
    key="detail",
    note="Every flow divided by placement type and provider: a long table",
)
if detail == "Show":
    by_type = here.fetch("placement_flows_by_type")["placement_flows_by_type"]
    if by_type.stands_for:
        figures.figure(by_type)
    else:
        figures.under(by_type, "", key="placement_flows_by_type", is_open=True)
page.end(here)
