"""Open places here: where new homes would serve most, exactly solved, with what it would change."""

from html import escape

import streamlit as st

from sufficiency.planning import siting_columns
from sufficiency.planning.siting_problem import NoPlan
from sufficiency.presentation.sentences import siting as sentences
from sufficiency.web import figures, page, page_choices
from sufficiency.web.planning import business_case, siting, siting_form, siting_maps

here = page.start("Open places here", "Where would new homes serve most, and what would they change?")
results = here.fetch_for(siting.asked_for(here), *siting.VIEWS)
need = results["siting_need"]
page.stop_if_empty(here, need)
kind = page_choices.one_of(
    "Kind of place",
    need.rows["placement_type"],
    key="siting_kind",
    first=siting.HOMES,
    bar=here.words_of("placement_type"),
)
homes = siting.usable(here, results["siting_homes"].where(placement_type=kind))
waiting = siting.waiting(here, need).where(placement_type=kind)
wanted = siting_form.wanted()
candidates = siting_form.candidates(here, results["siting_distances"], homes, wanted)
whom = ", ".join(here.words_of("cohort")) or "children waiting for a better place"
if not here.is_exact:
    st.info(sentences.protected("" if here.sees_region else here.authority_name))
try:
    plan = siting.plan(here, results, kind, candidates, wanted, nearer="siting_nearer")
except NoPlan as reason:
    st.info(f"There is no plan: {reason}. Change what is asked above.")
    figures.figure(waiting, key="waiting", title="Children waiting for a better place")
    page.end(here)
    st.stop()

lead = sentences.of_plan(here.place, plan.sites, whom)
# The plan is of everybody who lives near, wherever homes may open: whose children count is said in a line of its own.
is_of_more = here.sees_region and here.has_place
figures.lead(lead, *([] if is_of_more else [need]))
notes = (*([sentences.whose(here.place, need)] if is_of_more else []), *plan.notes)
st.html(f"<p>{escape(' '.join((sentences.break_even(plan.sites), sentences.near(plan.others), *notes)))}</p>")
still = siting_maps.sites(here, plan)
shown = siting_columns.CHILDREN_SHOWN
figures.under(
    plan.sites, "", key="siting_sites", columns=shown, is_open=True, title="Where the plan opens homes", still=still
)
for key, title, columns in (
    ("siting_prices", "Prices before and after, and breaking even", siting_columns.PRICES_SHOWN),
    ("siting_money", "What each home costs and saves", siting_columns.MONEY_SHOWN),
):
    figures.heading(title)
    figures.under(plan.sites, "", key=key, columns=columns, is_open=True, title=title)
siting_maps.flows(here, plan)
figures.heading("Options")
figures.under(plan.options, key="siting_options", is_open=True)
figures.figure(plan.shares, key="siting_shares", title="Whose children each home serves", is_picked=False)
figures.figure(plan.others, key="siting_others", title="The best plans, in order: saved in a year", is_picked=False)
figures.figure(plan.trade, key="siting_trade", title="Distance against cost", is_picked=False)
siting_maps.where(here, plan)
figures.under(plan.where, key="siting_where", columns=("site_name", "near_plans", "weights"))
figures.figure(plan.sensitivity, key="siting_sensitivity", title="If an assumption is wrong", is_picked=False)
figures.heading("What there is")
figures.figure(waiting, key="waiting", title="Children waiting for a better place", is_folded=True)
figures.figure(
    homes, "bar x=usable_high_places y=authority_name", key="homes", title="Usable places now", is_folded=True
)
figures.heading("What the plan assumes")
figures.under(plan.assumed, key="siting_settings", is_open=True)
figures.under(plan.costs, key="siting_costs")
figures.heading("Business case")
business_case.of_plan(here, plan, need.where(placement_type=kind), lead)
page.end(here)
