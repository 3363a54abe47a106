"""Market: how much the largest owners hold, how placements are bought, and what lists cover."""

import streamlit as st

from sufficiency.presentation.sentences import supply
from sufficiency.web import figures, page, page_choices

here = page.start("Market", "Who owns the places we use, and how do we buy them?")
results = here.fetch("market_concentration", "market_shares", "framework_coverage", "framework_lots")
shares, held = results["market_shares"], results["market_concentration"]
page.stop_if_empty(here, held if shares.is_empty else shares)

# Also kinds of which no owner has enough children to be shown: to begin with, one of which some have.
kinds = sorted({*shares.rows["placement_type"], *held.rows["placement_type"]})
first = next(iter(shares.rows["placement_type"]), "")
kind = page_choices.one_of("Kind of place", kinds, key="market_kind", first=first, bar=here.words_of("placement_type"))
own = shares.where(placement_type=kind)
lead = supply.market(here.place, kind, own, results["framework_coverage"], held.where(placement_type=kind))
figures.lead(lead, shares)
left, right = (st.container(), None) if own.is_empty else st.columns(2, gap="large")
if right is not None:
    with left:
        figures.figure(
            own,
            "dot x=child_count y=owner_name sort=-x top=15",
            title=f"{here.place}, {kind[0].lower()}{kind[1:]}: the owners with most children",
        )
with right or left:
    figures.figure(results["framework_coverage"], title=f"How {here.place} buys placements")
figures.figure(held, title="How concentrated each market is", is_folded=True)
figures.figure(results["framework_lots"], title="Approved lists: children placed, lot by lot", is_folded=True)
page.end(here)
