"""Provision: the homes and places in each area, whose children fill them, how they are judged."""

import streamlit as st

from sufficiency.presentation.sentences import supply
from sufficiency.web import figures, page, page_choices, peers, residents, where_homes_stand

HOMES = "Children's homes and secure homes"
OWNED = ("owner_name", "owner_type", "home_count", "place_count", "good_home_count", "weak_home_count")
here = page.start("Provision", "What homes and places are there, and who uses them?")
by_area = peers.with_area(here, "provision_by_area")
ran_by = "home_owners" if here.authority else "home_owners_together"
results = {**here.fetch("provision_by_authority", "provider_quality", ran_by), **by_area}
areas, quality = results["provision_by_area"], results["provider_quality"]
page.stop_if_empty(here, areas)

kind = page_choices.one_of(
    "Kind of place", areas.rows["placement_type"], key="place_kind", first=HOMES, bar=here.words_of("placement_type")
)
whole = areas.where(placement_type=kind, dimension="All")
mine = whole.where(area_name=whole.marked) if whole.marked else whole
figures.lead(supply.provision(here.place, kind, mine), mine)
where_homes_stand.on_map(here, results["provision_by_authority"], kind)
# One authority's own analyst has chosen nobody, and the register is of all England.
here_alone = {"authority_code": here.authority} if here.authority else {}
owners = results[ran_by].where(placement_type=kind, **here_alone)
# Of a kind whose places no list gives, such as supported accommodation, homes are listed and no places drawn.
is_listed = not whole.known("place_count").is_empty
owners = owners if is_listed else owners.first("home_count", len(owners.rows))
by = "by registered places" if is_listed else "and how many each has"
line = "bar x=place_count y={} sort=-x" if is_listed else ""
left, right = st.columns(2, gap="large") if here.authority else (st.container(), None)
with left:
    title = f"Who runs the homes in {here.place}, {by}"
    figures.figure(owners, line.format("owner_name"), key="owners", title=title, columns=OWNED)
if right is not None:
    with right:
        residents.whose(here, kind)
title = "Places in each area, children for each, and by owner, rating or size"
with figures.folded("places_by_area", title) as is_open:
    draw = figures.figure if is_open else figures.aside
    draw(whole, line.format("area_name"), key="places")
    if is_listed:
        draw(whole, "bar x=children_per_place_ratio y=area_name sort=-x", key="pressure")
    ways = ("Owner", "Rating", "Size")
    by = page_choices.one_of("Places by", ways, key="places_by") if is_open else ways[0]
    line = "stacked x=place_count y=area_name colour=category" if is_listed else ""
    draw(areas.where(placement_type=kind, dimension=by), line, key="divided")
residents.by_area(here, kind)
figures.figure(quality, is_folded=True)

register = page_choices.one_of("Every home and agency", ("Hide", "Show"), key="register")
if register == "Show":
    homes = here.fetch("provision_register")["provision_register"].where(**here_alone)
    figures.under(homes, "", key="provision_register", is_open=True)
page.end(here)
