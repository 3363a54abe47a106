"""The list of pages, by section of the menu, and nothing else."""

import streamlit as st

st.set_page_config(page_title="Dynamic Sufficiency Tool", page_icon="🏠", layout="wide")

st.navigation(
    {
        "Overview": [
            st.Page("pages/overview/overview.py", title="Overview", default=True),
        ],
        "Need": [
            st.Page("pages/need/need_cohorts.py", title="Need cohorts"),
        ],
        "Distance": [
            st.Page("pages/distance/placement_distance.py", title="Placement distance"),
        ],
        "Supply": [
            st.Page("pages/supply/gaps.py", title="Gaps by sub-region"),
        ],
        "Cost": [
            st.Page("pages/cost/cost_map.py", title="Cost map"),
        ],
        "Data": [
            st.Page("pages/data/data_submission.py", title="Data submission"),
            st.Page("pages/data/views.py", title="Views"),
        ],
    },
    position="top",
).run()
