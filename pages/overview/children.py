"""Children: those behind the figures chosen, under pseudonyms, for those who may see them."""

from sufficiency.presentation.sentences import overview
from sufficiency.web import figures, page, page_choices, protected_notice

ORDERS = {
    "Distance from home": "distance_miles",
    "Weekly cost": "weekly_cost_gbp_week",
    "Placements in the year": "placement_count",
    "Times missing": "missing_count",
}
COLUMNS = (
    "child_label",
    "age_band",
    "distance_miles",
    "distance_reason",
    "provider_name",
    "owner_name",
    "host_authority_name",
    "placement_type",
    "weekly_cost_gbp_week",
    "overall_rating",
    "need",
    "provider_sector",
    "placement_month",
    "placement_count",
    "missing_count",
)
here = page.start("Children", "Which children stand behind the figures I have chosen?", children="here")
protected_notice.stop_unless_exact(here, "placement_mix", "How many, by type and provider")
children = here.fetch("children")["children"]
page.stop_if_empty(here, children)

figures.lead(overview.children(here.population, children), children)
order = page_choices.one_of("Highest first", ORDERS, key="children_by")
figures.figure(
    children.first(ORDERS[order], len(children.rows)), title="The children behind the figures", columns=COLUMNS
)
page.end(here)
