"""What if: the forecast with something changed, beside no change, and the difference with its range."""

import streamlit as st

from sufficiency.presentation.sentences import scenarios
from sufficiency.web import figures, page, page_choices
from sufficiency.web.planning import background, levers, outlook, what_if

YEARS = ("1 year", "2 years", "3 years")

here = page.start("What if", "What would change if something were done otherwise?", children="none")
place = outlook.of_place(here)
forecast = here.fetch_for(place, "forecast_facts", "forecast")
if forecast["forecast"].is_empty:
    background.panel(here.snapshot, is_there=not forecast["forecast_facts"].is_empty)
    if not forecast["forecast_facts"].is_empty:
        st.info(
            f"No forecast is there of this place: its last return has not come. Choose another, or "
            f"all of {here.region}."
        )
    page.end(here)
    st.stop()
outlook.lacking(forecast["forecast_facts"])
outlook.unheard(here, forecast["forecast"])
scenario = levers.asked(place)
levers.panel(scenario)
levers.saved(here, scenario)
if not scenario.values:
    st.info("Nothing is changed yet. Set one lever or several, and draw the scenario: it stands beside the forecast.")
    page.end(here)
    st.stop()

results = what_if.results(here, scenario, place)
both, differences, costs = (results[name] for name in ("scenario", "scenario_differences", "scenario_costs"))
kind, category = page_choices.series(here, both, first="All")
years = st.segmented_control("Ahead", YEARS, default="2 years", key="ahead", bind="query-params") or "2 years"
shown = differences.where(kind=kind, category=category, years_ahead=years)
figures.lead(f"{scenarios.changed(shown)} {scenarios.cost(costs.where(years_ahead=years))}", shown)
st.html(f"<p class='caption'>Changed: {levers.told(scenario)}.{what_if.told(here)}</p>")
course = both.where(kind=kind, category=category)
figures.figure(course, key="course", title=f"{category}: no change, and the scenario")
figures.figure(
    course.where(months_ahead=(12 * int(years[0]),)),
    "range x=course low=expected_80_low_count mid=expected_count high=expected_80_high_count",
    key="then",
    title=f"{category}, {years} on: what is expected, and its range of 80%",
)
figures.figure(
    differences.where(kind=kind, years_ahead=years),
    key="differences",
    title=f"{outlook.told(kind)}, {years} on, with the scenario",
)
what_if.costs(costs, years)
what_if.gap(results["scenario_gap"])
page.end(here)
