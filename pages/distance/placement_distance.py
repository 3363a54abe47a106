"""Placement distance: how far from home children are placed, and in whose area."""

from sufficiency.presentation.sentences import distance
from sufficiency.web import cards, figures, page, peers

here = page.start("Placement distance", "How far from home do children live, and who lives furthest?")
results = here.fetch(
    "headline", "placement_distance", "placement_distance_bands", "placement_distance_by_type", "placement_locality"
)
places = results["placement_distance"]
page.stop_if_empty(here, places)

figures.lead(distance.placed(here.population, results["headline"], places), places)
cards.cards(
    here, results["headline"], ("out_of_area", "distant", "distant_of_known", "median_distance", "distance_not_known")
)
others = peers.among(here, places)
figures.figure(others)
figures.figure(others, "bar x=authority_name y=out_of_area_pct", key="out_of_area")
if len(others.rows) > 1:
    for share, name in (("distant_pct", "over 20 miles from home"), ("out_of_area_pct", "outside the authority")):
        figures.figure(
            others,
            f"funnel x=child_count y={share} label=authority_name",
            key=f"funnel_{share}",
            title=f"Placed {name}: which authorities lie beyond chance",
            is_folded=True,
        )
figures.figure(results["placement_locality"], title="Inside or outside the authority, near or far")
figures.figure(results["placement_distance_by_type"])
figures.figure(results["placement_distance_bands"], is_folded=True)
page.end(here)
