"""What will be needed: children expected over five years, and how far off such forecasts were."""

import streamlit as st

from sufficiency.presentation.sentences import planning
from sufficiency.web import figures, page, page_choices
from sufficiency.web.planning import background, outlook

YEARS = {"1 year": 12, "2 years": 24, "3 years": 36, "5 years": 60}

here = page.start("What will be needed", "How many children, of which age and need, over five years?", children="none")
views = ("forecast", "forecast_aims", "forecast_drivers", "forecast_errors", "forecast_facts", *outlook.VIEWS)
results = here.fetch_for(outlook.of_place(here), *views)
forecast, errors, facts = (results[name] for name in ("forecast", "forecast_errors", "forecast_facts"))
background.panel(here.snapshot, is_there=not facts.is_empty)
outlook.lacking(facts)
outlook.unheard(here, forecast)
if forecast.is_empty:
    if not facts.is_empty:
        st.info(
            f"No forecast is there of this place: its last return has not come. Choose another, or "
            f"all of {here.region}."
        )
    outlook.panel(here, results["published_outlook"], results["published_forecast_errors"])
    page.end(here)
    st.stop()
kind, category = page_choices.series(here, forecast, first="All")
years = st.segmented_control("Ahead", list(YEARS), default="2 years", key="ahead", bind="query-params") or "2 years"
shown = forecast.where(kind=kind, category=category)

figures.lead(planning.expected(shown, YEARS[years]), shown)
figures.figure(
    shown.where(months_ahead=tuple(range(-36, YEARS[years] + 1))),
    "line x=as_at y=expected_count colour=area_name",
    key="course",
    title=f"{category}: seen, then expected",
)
outlook.flows(kind)
then = forecast.where(months_ahead=(YEARS[years],), kind=kind)
figures.figure(
    then,
    "range x=category low=expected_80_low_count mid=expected_count high=expected_80_high_count",
    key="then",
    title=f"{outlook.told(kind)}, {years} on: what is expected, and its range of 80%",
)
drivers = outlook.driving(results["forecast_drivers"], kind).where(kind=kind, category=category, years_ahead=years)
if not drivers.is_empty:
    figures.heading("What drives it")
    figures.lead(planning.driven(drivers), drivers)
    figures.figure(drivers, key="drivers", title=f"{category}, {years} on: what adds children and what takes them")
    outlook.month_ends()
figures.heading("How far off it was in years past")
outlook.errors(errors.where(kind=kind, category=category), years)
aims = results["forecast_aims"]
if not aims.is_empty:
    figures.lead(planning.aims(aims), aims)
    figures.under(aims, key="aims", columns=outlook.AIMS, is_open=True)
    if why := planning.why_missed(aims):
        st.html(why)
figures.heading("How it was made")
figures.under(facts, key="facts", is_open=True)
outlook.panel(here, results["published_outlook"], results["published_forecast_errors"])
page.end(here)
