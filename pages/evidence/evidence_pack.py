"""Evidence pack: one document that fills what a bid or sufficiency statement asks."""

from html import escape

import streamlit as st

from sufficiency.presentation import evidence
from sufficiency.presentation.sentences import overview
from sufficiency.web import evidence_export, figures, links, page, text_tables
from sufficiency.web.planning import business_case

here = page.start("Evidence pack", "What does a bid or a sufficiency statement need from the data?")
headline = here.fetch("headline")["headline"]
page.stop_if_empty(here, headline)

figures.lead(overview.overview(here.population, headline), headline)
if "cohort" not in here.choices:
    place = "" if here.has_place else ", and an area or authority,"
    st.info(f"Choose a need cohort{place} to make the pack about those children alone; without one it is about all.")
evidence_export.button(here, headline, "Evidence pack")
st.html(
    "<p>It takes a few seconds. Each figure carries its view's name and the snapshot, so that it "
    "can be made again; what only a person can write is left as a marked space.</p>"
)
figures.heading("Business cases")
sites = escape(links.to_page("open_places", here.choices, here.options), quote=True)
cases = f"These three are ready-made, for {here.region}, with options, sensitivity, risks and limits."
ready = cases if business_case.ready() else ""
st.html(
    f"<p><a href='{sites}' target='_self'>Open places here</a> works out what a home of so many beds would cost and "
    f"save, where it would serve most and whose children, and makes the business case of that plan. {ready}</p>"
)
business_case.of_ready(here)
figures.heading("What it holds")
views = {view.name: view.title for view in here.scope.catalogue.layer("marts")}
rows = [(figure.heading, views.get(figure.view, ""), figure.to_write) for figure in evidence.figures()]
st.html(text_tables.table("Sections of the pack", ("Section", "Filled from", "You write"), rows))
page.end(here)
