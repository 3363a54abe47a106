"""Dearest placements: each beside London's children of similar need, for those who may see it."""

from sufficiency.screen import entitled, page, pickers, show
from sufficiency.sentences import cost

COLUMNS = (
    "placement_label", "weekly_cost_gbp_week", "placement_type", "need_profile", "distance_class",
    "overall_rating", "sourcing_route", "percentile", "similar_count", "similar_median_gbp_week",
    "saving_gbp",
)  # fmt: skip
LISTS = {"The 330 dearest": 330, "The 30 dearest": 30, "The ten dearest": 10}

here = page.start("Dearest placements", "What do the dearest placements cost, and why?")
entitled.stop_unless_exact(here, "costs_by_type", "What placements cost, by type")
dearest = here.fetch("top_placements")["top_placements"]
page.stop_if_empty(here, dearest)

how_many = pickers.one_of("List", LISTS, key="dearest")
shown = dearest.first("weekly_cost_gbp_week", LISTS[how_many])
show.lead(cost.dearest(here.population, shown))
show.figure(shown, title="Weekly cost of each placement")
show.under(shown, "", key="dearest_list", columns=COLUMNS, is_open=True)
page.end(here)
