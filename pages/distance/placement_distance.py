"""Placement distance: where children live, how far from home that is, and where it lies beyond chance."""

import streamlit as st

from sufficiency.presentation.charts import limits
from sufficiency.presentation.sentences import distance
from sufficiency.web import cards, figures, page, peers, where_children_live

SHARES = (("distant_pct", "over 20 miles from home"), ("out_of_area_pct", "outside the authority"))
here = page.start("Placement distance", "Where do children live, how far from home, and who lives furthest?")
results = here.fetch(
    "headline",
    "placement_distance",
    "placement_hosts",
    "placement_miles",
    "placement_distance_bands",
    "placement_distance_by_type",
    "placement_locality",
)
places = results["placement_distance"]
page.stop_if_empty(here, places)

figures.lead(distance.placed(here.population, results["headline"], places), places)
cards.cards(
    here, results["headline"], ("out_of_area", "distant", "distant_of_known", "median_distance", "distance_not_known")
)
of = here.place if here.has_place else ""
left, right = st.columns(2, gap="large")
with left:
    where_children_live.on_map(here, results["placement_hosts"], is_listed=True)
with right:
    figures.figure(results["placement_miles"], title=distance.miles(here.place, results["headline"]))
    figures.figure(results["placement_locality"], title="Inside or outside the authority, near or far", of=of)
where_children_live.who(here, results["placement_hosts"])

others = peers.among(here, places)
is_told = len(others.rows) >= limits.LEAST  # how many lie outside the limits of chance
if len(others.rows) > 1:
    for side, (share, name) in zip(st.columns(2, gap="large"), SHARES, strict=True):
        with side:
            figures.figure(
                others,
                f"funnel x=child_count y={share} label=authority_name",
                key=f"funnel_{share}",
                title="" if others.marked or is_told else f"Placed {name}: which authorities lie beyond chance",
                of=of,
            )
    for share, name in SHARES:
        line = f"dot x=authority_name y={share} sort=-x"
        figures.figure(others, line, key=share, title=f"Placed {name}: every authority", is_folded=True)
figures.figure(results["placement_distance_by_type"], of=of, is_folded=True)
figures.figure(results["placement_distance_bands"], of=of, is_folded=True)
page.end(here)
