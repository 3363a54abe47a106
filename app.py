"""The list of pages, by section of the menu, and the server that shows them."""

import streamlit as st

from sufficiency.screen import serving

PAGES = {
    "Overview": {"overview/overview": "Overview"},
    "Need": {"need/need_cohorts": "Need cohorts"},
    "Distance": {"distance/placement_distance": "Placement distance"},
    "Supply": {"supply/gaps": "Gaps by sub-region"},
    "Cost": {"cost/cost_map": "Cost map"},
    "Data": {"data/data_submission": "Data submission", "data/views": "Views"},
}

app = st.App(serving.MENU, lifespan=serving.warm, middleware=serving.HEADERS)
