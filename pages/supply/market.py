"""Market: how much the largest owners hold, how placements are bought, and what lists cover."""

import streamlit as st

from sufficiency.presentation.sentences import supply
from sufficiency.web import figures, page, page_choices

here = page.start("Market", "Who owns the places we use, and how do we buy them?")
results = here.fetch("market_concentration", "market_shares", "framework_coverage", "framework_lots")
shares = results["market_shares"]
page.stop_if_empty(here, shares)

kind = page_choices.one_of(
    "Kind of place", shares.rows["placement_type"], key="market_kind", bar=here.words_of("placement_type")
)
figures.lead(supply.market(kind, shares.where(placement_type=kind), results["framework_coverage"]), shares)
left, right = st.columns(2, gap="large")
with left:
    figures.figure(
        shares.where(placement_type=kind),
        "dot x=child_count y=owner_name sort=-x top=15",
        title=f"{kind}: the owners with most children",
    )
with right:
    figures.figure(results["framework_coverage"], title="How placements are bought")
figures.figure(results["market_concentration"], title="How concentrated each market is", is_folded=True)
figures.figure(results["framework_lots"], title="Approved lists: children placed, lot by lot", is_folded=True)
page.end(here)
