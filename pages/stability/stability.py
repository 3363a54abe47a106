"""Stability: how often children move, how long placements last, and why they change."""

from sufficiency.screen import cards, page, pickers, show
from sufficiency.sentences import stability

here = page.start("Stability", "How settled are children, and why do placements change?")
found = here.fetch("headline", "stability", "placement_changes", "length_of_stay")
places, stays = found["stability"], found["length_of_stay"]
page.stop_if_empty(here, places)

show.lead(stability.settled(here.population, found["headline"], found["placement_changes"]))
cards.cards(here, found["headline"], ("three_placements", "same_carer_two_years", "sdq_concern"))
show.figure(places)
show.figure(found["placement_changes"])
if not stays.is_empty:
    spell = pickers.one_of("How long", stays.rows["spell"], key="spell")
    show.figure(
        stays.where(spell=spell), title=f"{spell}: how long before it ends",
        chart="range x=group_name low=quarter_days mid=half_days high=three_quarters_days",
    )  # fmt: skip
show.figure(
    places, "bar x=same_carer_pct y=authority_name sort=-x", key="same_carer",
    title="The same carer for two years, by authority", is_folded=True,
)  # fmt: skip
page.end(here)
