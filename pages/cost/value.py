"""Price and value: what providers charge for similar need, and what distance has to do with it."""

import streamlit as st

from sufficiency.presentation import formatting
from sufficiency.presentation.sentences import cost
from sufficiency.web import figures, page, page_choices

# Providers with a child or two say little of price; the table of Views has them all.
MOST = 25
BY_SECTOR = "How much more, or less, each kind of provider costs than similar need"
here = page.start("Price and value", "Are we paying more than others for similar need?")
views = ("price_for_similar_need", "cost_and_distance", "costs_by_provision")
if why := here.why_too_fine(*views):
    # With a choice fewer the page is whole; with these, what can be said of cost is said.
    instead = here.fetch("costs_by_type")["costs_by_type"]
    page.stop_if_empty(here, instead)
    figures.lead(cost.by_type(here.place, instead), instead)
    st.info(f"{instead.view.title} stands in place of prices for similar need, of distance and of provision. {why}.")
    figures.figure(instead)
    page.end(here)
    st.stop()
results = here.fetch(*views)
prices, distance = results["price_for_similar_need"], results["cost_and_distance"]
page.stop_if_empty(here, distance)

kind = "All placements"
types = (prices if distance.stands_for else distance).rows
if not (prices.stands_for and distance.stands_for):
    kind = page_choices.one_of(
        "Placement type",
        dict.fromkeys([kind, *types["placement_type"]] if distance.stands_for else types["placement_type"]),
        key="priced_kind",
        first="Children's homes and secure homes",
        bar=here.words_of("placement_type"),
    )
matched = prices if prices.stands_for or kind == "All placements" else prices.where(placement_type=kind)
if not (here.is_exact or prices.stands_for) and matched.known("difference_gbp_week").is_empty:
    # Providers of other kinds of placement can be shown, but of this kind none: kinds of provider may be.
    prices = here.fetch("price_for_similar_need_by_sector")["price_for_similar_need_by_sector"]
    asked = prices if kind == "All placements" else prices.where(placement_type=kind)
    figures.lead(f"{cost.value(here.place, kind, matched)} {cost.value_by_sector(asked)}", matched)
    figures.figure(prices, title=BY_SECTOR)
elif prices.stands_for:
    figures.lead(f"{here.place}: {formatting.small(cost.value_by_sector(prices))}", prices)
    figures.figure(prices, title=BY_SECTOR)
else:
    figures.lead(cost.value(here.place, kind, matched), matched)
    used = matched.known("difference_gbp_week").first("matched_count", MOST)
    figures.figure(
        used,
        "scatter x=expected_gbp_week y=mean_gbp_week size=matched_count label=provider_name",
        title=f"{cost.providers_used(used)}: price beside what their children's need would suggest",
    )
    figures.figure(
        used,
        "dot x=difference_gbp_week y=provider_name sort=-x",
        key="difference",
        title="How much more, or less, each costs than similar need",
    )
if distance.stands_for:
    figures.figure(distance, title=distance.view.title)
else:
    figures.figure(distance.where(placement_type=kind), "dot x=median_gbp_week y=distance_band")
figures.figure(results["costs_by_provision"].where(sourcing_route="All ways together"), is_folded=True)
page.end(here)
