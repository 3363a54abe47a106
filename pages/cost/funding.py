"""Who pays: the shares of social care, education and health, and spend beside the outturn."""

import streamlit as st

from sufficiency.presentation.sentences import cost
from sufficiency.web import figures, page, page_choices, peers

PARTS = ("Placement type", "Primary need", "Responsible authority")
here = page.start("Who pays", "How is the cost shared, and does it agree with what was spent?")
results = here.fetch("joint_funding", "spend_reconciled")
funding, spend = results["joint_funding"], results["spend_reconciled"]
page.stop_if_empty(here, funding)

figures.lead(cost.funding(here.population, funding), funding)
by = page_choices.one_of("Shares by", PARTS, key="funded_by")
shares = (("health_pct", "Health's share"), ("education_pct", "Education's share"))
for side, (paid, title) in zip(st.columns(2, gap="large"), shares, strict=True):
    with side:
        line = f"dot x={paid} y=category sort=-x"
        figures.figure(funding.where(dimension=by), line, key=paid, title=f"{title} of the weekly cost")
if not spend.is_empty:
    service = page_choices.one_of(
        "Service in the published spend", spend.rows["service"], key="service", first="Children looked after, total"
    )
    figures.figure(
        peers.among(here, spend).where(service=service),
        "scatter x=outturn_gbp y=spend_gbp label=authority_name",
        title=f"{service}: weekly costs over the year beside the published outturn",
    )
page.end(here)
