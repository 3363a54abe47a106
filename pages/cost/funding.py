"""Who pays: the shares of social care, education and health, and spend beside the outturn."""

import streamlit as st

from sufficiency.presentation.sentences import cost, paid
from sufficiency.web import figures, page, page_choices, peers

PARTS = ("Placement type", "Primary need", "Responsible authority")
here = page.start("Who pays", "How is the cost shared, and does it agree with what was spent?")
results = here.fetch("joint_funding", "spend_reconciled")
funding, spend = results["joint_funding"], results["spend_reconciled"]
page.stop_if_empty(here, funding)

place, said = here.place, cost.funding(here.population, funding)
if here.has_place and here.sees_region and not here.is_exact and paid.is_withheld(funding):
    # What may not be shown of a place has the whole region's in its stead, under the region's name.
    kept = {key: values for key, values in here.choices.items() if key not in ("area", "authority")}
    place, funding = here.region_title, here.fetch_for(kept, "joint_funding")["joint_funding"]
    said = f"{said} {cost.funding(here.population.replace(here.place, place, 1), funding)}"
figures.lead(said, results["joint_funding"])
by = page_choices.one_of("Shares by", PARTS, key="funded_by")
parts = funding.where(dimension=by)
for side, payer in zip(st.columns(2, gap="large"), paid.PAYERS, strict=True):
    with side:
        line, title = f"dot x={payer}_pct y=category sort=-x", paid.by_part(place, parts, payer)
        figures.figure(parts, line, key=f"{payer}_pct", title=title)
if not spend.is_empty:
    service = page_choices.one_of(
        "Service in the published spend", spend.rows["service"], key="service", first="Children looked after, total"
    )
    spent = peers.among(here, spend).where(service=service)
    title = paid.spend(here.place, service, spent)
    figures.figure(spent, "scatter x=outturn_gbp y=spend_gbp label=authority_name", title=title)
page.end(here)
