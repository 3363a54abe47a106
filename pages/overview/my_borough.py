"""My borough: one place on one screen and one printed side: where its children live, in what, at what price."""

import streamlit as st

from sufficiency.presentation.sentences import cost, data, overview
from sufficiency.web import cards, figures, links, page, panels, peers, where_children_live

HOMES = "Children's homes and secure homes"
TELL = ("headline", "distance_reasons", "price_for_similar_need_by_sector")
GAP = ("demand_gap_low_count", "demand_gap_high_count")
VIEWS = ("need_cohorts", "placement_kinds")
here = page.start("My {borough}", "Where do our children live, what has changed, and what is missing here?")
results = here.fetch(*TELL, "placement_hosts", "placement_miles", *VIEWS)
headline, reasons, prices = (results[view] for view in TELL)
gaps = peers.with_area(here, "gaps")["gaps"]
# As on Gaps: of the cohort that is chosen; else by kind of home, or of several areas one kind.
cohorts = here.words_of("cohort")
gaps = gaps.where(kind="Need cohort", category=cohorts) if cohorts else gaps.where(kind="Placement type")
page.stop_if_empty(here, results["placement_kinds"])
beside, name = peers.beside(here, *VIEWS)


def more(path: str, words: str, **own: str) -> tuple[str, str]:
    """The page that says more, for the same choices."""
    return links.to_page(path, here.choices, here.options, own), words


with panels.place():
    figures.lead(f"{overview.overview(here.population, headline)} {overview.changed(headline)}", headline)
    shown = ("out_of_area", "distant", "three_placements", "weekly_cost", "distance_not_known")
    cards.cards(here, headline, shown)
    left, right = st.columns([1, 2.9], gap="medium")
    with left:
        where_children_live.on_map(here, results["placement_hosts"], height=256, is_asked=False)
    with right:
        miles = panels.steps(results["placement_miles"], "distance_band", "child_count", "distance_class")
        why = panels.bars(reasons, "reason", "distant_count", most=4)
        if here.is_exact:
            why = panels.furthest(here.fetch("children")["children"], reasons)
        kinds = panels.bars(
            results["placement_kinds"], "placement_type", "child_pct", beside["placement_kinds"], name, 4
        )
        need = panels.bars(results["need_cohorts"], "cohort_title", "looked_after_pct", beside["need_cohorts"], name, 4)
        mine = gaps.where(area_name=gaps.marked) if gaps.marked else gaps
        is_of_one = len(set(mine.rows["area_name"])) == 1
        mine = mine if is_of_one or cohorts else mine.where(category=HOMES)
        label, of_what = ("category", "placed elsewhere") if is_of_one else ("area_name", ", ".join(cohorts) or HOMES)
        missing = panels.spans(mine, label, *GAP, 4)
        paid = panels.rows(
            prices.first("matched_count", 4),
            ("placement_type", "provider_sector", "difference_gbp_week"),
            ("Kind", "Provider", "A week more"),
        )
        panels.draw(
            panels.panel("How many miles from home", miles, link=more("placement_distance", "Placement distance")),
            panels.panel("Over 20 miles, and why", why, link=more("flows", "Flows")),
            panels.panel("Need", need, link=more("need_cohorts", "Need cohorts")),
            panels.panel("Kinds of home", kinds, link=more("placement_mix", "Placements and providers")),
            panels.panel("Price against similar need", paid, link=more("value", "Price and value")),
            panels.panel(f"Missing here: {of_what}", missing, link=more("gaps", "Gaps")),
        )
    elsewhere = [
        more("groups", "16 and over", group="Sixteen and over"),
        more("groups", "Parents with a child", group="Parents with a child"),
        more("provision", "Homes here"),
        more("stability", "Stability"),
        *([more("dearest", "Dearest placements")] if here.is_exact else []),
        more("open_places", "Open places here"),
        more("evidence_pack", "Evidence pack"),
    ]
    panels.foot(
        f"Can it be trusted? {data.trust(headline)}", [more("data_submission", "What was sent")], "Also:", elsewhere
    )
figures.aside(results["placement_miles"], title=overview.miles(here.place, headline))
for result in (reasons, *(results[view] for view in VIEWS)):
    figures.aside(result)
figures.aside(mine, panels.line_of_spans(label, *GAP), title=overview.missing(here.place, mine, label))
figures.aside(prices, title=cost.dearest_sector(here.place, prices))
page.end(here)
