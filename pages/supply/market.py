"""Market: how much the largest owners hold, how placements are bought, and what lists cover."""

from sufficiency.screen import page, pickers, show
from sufficiency.sentences import supply

here = page.start("Market", "Who owns the places we use, and how do we buy them?")
found = here.fetch("market_concentration", "market_shares", "framework_coverage", "framework_lots")
shares = found["market_shares"]
page.stop_if_empty(here, shares)

kind = pickers.one_of("Kind of place", shares.rows["placement_type"], key="market_kind")
show.lead(supply.market(kind, shares.where(placement_type=kind), found["framework_coverage"]))
show.figure(
    shares.where(placement_type=kind), "bar x=child_count y=owner_name sort=-x top=20",
    title=f"{kind}: the owners with most children",
)  # fmt: skip
show.figure(found["framework_coverage"], title="How placements are bought")
show.figure(
    found["market_concentration"], title="How concentrated each market is", is_folded=True
)  # fmt: skip
show.figure(
    found["framework_lots"], title="Approved lists: children placed, lot by lot", is_folded=True
)  # fmt: skip
page.end(here)
