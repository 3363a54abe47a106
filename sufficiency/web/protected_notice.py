"""What someone who sees protected figures is told on a page that lists single placements."""

from __future__ import annotations

import streamlit as st

from sufficiency.presentation.charts import titles
from sufficiency.web import figures, page
from sufficiency.web.page_run import PageRun

WHY = (
    "This page lists single placements, so it is open only to people entitled to exact figures: "
    "an authority's own analysts and regional analysts. What protected figures can say is below. "
    "If your work needs the list, ask your authority's data owner."
)


def stop_unless_exact(here: PageRun, instead: str, title: str) -> None:
    """Let people entitled to exact figures pass; tell anyone else why not, show them the view
    called ``instead`` under ``title``, and end the page."""
    if here.is_exact:
        return
    st.info(WHY)
    figures.figure(here.fetch(instead)[instead], title=f"{here.place}: {titles.lower(title)}")
    page.end(here)
    st.stop()
