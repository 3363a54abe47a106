"""Gaps by sub-region: need, usable supply, and what is placed elsewhere."""

import streamlit as st

from sufficiency.presentation.sentences import supply
from sufficiency.web import figures, page, page_choices, peers

INDEX = ("authority_name", "index_value", "region_value", "england_value", "domain", "indicator", "published_on")
here = page.start("Gaps by sub-region", "What is missing here, and how sure are we?")
results = here.fetch("gap_assumptions", "places_filled", "sufficiency_index")
gaps = peers.with_area(here, "gaps")["gaps"]
page.stop_if_empty(here, gaps)

among = peers.among_areas(here, "gaps")
among = gaps if among.is_empty else among  # Of few children only the whole sub-region's gaps may be shown.
kinds = [name for name in ("Placement type", "Need cohort") if name in set(among.rows["kind"])]
bar = here.words_of("placement_type", "cohort")
# Of a cohort that no gap is told of, the gaps are by the kind of place its children need, not other cohorts'.
followed = [*among.where(category=bar).rows["kind"]] or (kinds[:1] if bar else [])
kind = page_choices.one_of("Gaps by", kinds, key="kind", bar=followed)
shown = among.where(kind=kind)
of_kind = [name for name in bar if name in set(shown.rows["category"])] or bar
category = page_choices.one_of("Of what", shown.rows["category"], key="category", bar=of_kind)
shown = shown.where(category=category)

mine = shown.where(area_name=shown.marked) if shown.marked else shown
figures.lead(supply.gaps(here.place, mine), mine)
figures.figure(shown, key="demand_gap", title=f"{category}: placed elsewhere for no recorded reason of their own")
figures.figure(
    shown,
    "range x=area_name low=supply_gap_low_count mid=supply_gap_high_count high=supply_gap_high_count",
    key="supply_gap",
    title=f"{category}: another way to look at it, need less usable places",
    is_folded=True,
)
figures.figure(
    shown,
    "bar x=area_name y=placed_outside_count",
    key="outside",
    title=f"{category}: placed outside the area" if mine is not shown else "",
)
figures.figure(shown, "bar x=reported_places y=area_name", key="reported", title=supply.reported(mine), is_folded=True)
index = peers.among(here, results["sufficiency_index"])
if index.is_empty:
    figures.heading("Ofsted's sufficiency index")
    st.info("No sufficiency index was loaded that says anything of the authorities chosen.")
else:
    indicator = page_choices.one_of("Indicator of Ofsted's index", index.rows["indicator"], key="indicator")
    chosen = index.where(indicator=indicator)
    title = supply.index(chosen)
    line = "dot x=index_value y=authority_name sort=-x"
    figures.figure(chosen, line, key="sufficiency_index", title=title, is_picked=False, columns=INDEX)
figures.figure(results["gap_assumptions"], "", title=supply.assumptions(results["gap_assumptions"]), is_folded=True)
figures.figure(
    results["places_filled"],
    columns=("placement_type", "filled_count", "registered_places", "filled_pct", "assumed_low", "assumed_high"),
    is_folded=True,
)
figures.heading("Every gap")
figures.under(gaps, "", key="gaps", title="Every gap")
page.end(here)
