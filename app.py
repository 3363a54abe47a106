"""The list of pages, by the question each answers, and the server that shows them."""

import streamlit as st

from sufficiency.web import navigation, server

PAGES = {
    "Overview": {
        "overview/overview": "Overview",
        "overview/my_borough": "My {borough}",
        "overview/compare": "Compare",
        "overview/children": "Children",
        "evidence/evidence_pack": "Evidence pack",
    },
    "Who needs what?": {
        "need/need_cohorts": "Need cohorts",
        "need/groups": "Groups of children",
        "need/trends": "Trends in care",
        "need/forecast": "What will be needed",
        "need/what_if": "What if",
        "fairness/disproportionality": "Ethnic groups",
    },
    "Where do they live?": {
        "distance/placement_distance": "Placement distance",
        "distance/flows": "Flows between authorities",
    },
    "Is it stable?": {"stability/stability": "Stability"},
    "What is missing?": {
        "supply/gaps": "Gaps by sub-region",
        "supply/open_places": "Open places here",
        "supply/searches": "Searches",
        "supply/provision": "Provision",
        "supply/placement_mix": "Placements and providers",
        "supply/market": "Market",
    },
    "What does it cost?": {
        "cost/cost_map": "Cost map",
        "cost/value": "Price and value",
        "cost/dearest": "Dearest placements",
        "cost/funding": "Who pays",
    },
    "Data": {
        "data/data_submission": "Data submission",
        "data/views": "Views",
        "data/workbench": "Workbench",
        "data/definitions": "Definitions",
        "data/protection": "How figures are protected",
        "data/changes": "Change log",
        "data/load_data": "Load data",
        "data/members": "Members",
        "data/activity": "Activity",
        "data/about": "About and accessibility",
    },
}

navigation.offer(PAGES)
app = st.App(
    server.MENU,
    lifespan=server.warm,
    middleware=server.HEADERS,
    routes=server.ROUTES,
    on_script_error=server.failed,
    exception_handlers=server.BROKEN,
)
