"""Workbench: an analyst's own question over the views, as a table, a chart and, in the end, a view."""

import streamlit as st

from sufficiency.web import page
from sufficiency.web.workbench import catalogue, editor

here = page.start("Workbench", "What can be asked that no page asks?", children="none")
if here.is_exact:
    left, right = st.columns([3, 2], gap="large")
    with right:
        catalogue.panel(here.scope)
    with left:
        editor.panel(here)
else:
    st.info("Only people entitled to exact figures ask in SQL. [Views](views) shows every view there is, with its SQL.")
page.end(here)
