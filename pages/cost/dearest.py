"""Dearest placements: each beside London's children of similar need, for those who may see it."""

from sufficiency.presentation import formatting
from sufficiency.presentation.sentences import cost
from sufficiency.web import figures, page, page_choices, peers, protected_notice

COLUMNS = (
    "placement_label",
    "weekly_cost_gbp_week",
    "provider_name",
    "owner_name",
    "placement_type",
    "need_profile",
    "distance_class",
    "overall_rating",
    "sourcing_route",
    "percentile",
    "similar_count",
    "similar_median_gbp_week",
    "saving_gbp",
)
SAVINGS = (
    "placement_label",
    "weekly_cost_gbp_week",
    "similar_median_gbp_week",
    "other_median_gbp_week",
    "other_count",
    "owner_name",
    "owner_homes",
    "owner_places",
    "margin_pct",
    "aim_pct",
    "least_saving_gbp",
    "largest_saving_gbp",
)
LISTS = {"The 330 dearest": 330, "The 30 dearest": 30, "The ten dearest": 10}

here = page.start("Dearest placements", "What do the dearest placements cost, and why?")
protected_notice.stop_unless_exact(here, "costs_by_type", "What placements cost, by type")
results = here.fetch("top_placements", "top_ten_savings", "spend_on_ten_dearest")
dearest = results["top_placements"]
page.stop_if_empty(here, dearest)

# A list that holds no more than a shorter one is not offered.
lists = [name for name, most in LISTS.items() if most == min(LISTS.values()) or most < 2 * len(dearest.rows)]
how_many = page_choices.one_of("List", lists, key="dearest", first=lists[-1])
shown = dearest.first("weekly_cost_gbp_week", LISTS[how_many])
figures.lead(cost.dearest(here.population, shown), shown)
figures.figure(
    shown,
    "dot x=weekly_cost_gbp_week y=placement_label colour=overall_rating",
    title="Weekly cost of each placement",
    columns=COLUMNS,
    is_listed=True,
)
savings = results["top_ten_savings"]
whose = formatting.own(here.place) if here.authority else "each authority's"
title = f"What negotiation could save on {whose} ten dearest"
figures.heading(title)
figures.lead(cost.negotiation(here.population, savings), savings)
figures.under(savings, "", key="savings", columns=SAVINGS, is_open=True, title=title)
figures.figure(peers.among(here, results["spend_on_ten_dearest"]))
page.end(here)
