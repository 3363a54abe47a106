"""Whose children live in an authority, of the kind of placement that a page is about where that may be told."""

from __future__ import annotations

from html import escape

import streamlit as st

from sufficiency.web import figures
from sufficiency.web.page_run import PageRun

LINE = "bar x=child_count y=authority_name sort=-x top=15"
COLUMNS: tuple[str, ...] = ("authority_name", "child_count", "median_distance_miles", "mean_cost_gbp_week")


def whose(page: PageRun, kind: str) -> None:
    """The authorities whose children live in the page's own, in placements of ``kind``.

    An analyst of one authority and readers of protected figures see those of all kinds, which the heading says:
    the rest of London's children of one kind, place by place, are too few to tell them of.
    """
    name = page.authority_name
    others = {key: values for key, values in page.choices.items() if key not in ("area", "authority")}
    if page.sees_region and page.is_exact:
        columns = COLUMNS
        flows = page.fetch_for({**others, "placement_type": (kind,)}, "placement_flows")["placement_flows"]
        title = f"Whose children live in {name}: {kind[:1].lower()}{kind[1:]}"
    else:
        columns = COLUMNS[:2]
        flows = page.fetch("region_flows")["region_flows"]
        title = f"Whose children live in {name}, in placements of every kind"
    here = flows.where(host_authority_code=page.authority)
    if here.is_empty and not page.sees_region:
        # London's protected figures, of which one authority's own database holds those that may be shown.
        figures.heading(title)
        st.html(f"<p class='caption'>No authority has enough children in {escape(name)} to be shown.</p>")
        return
    figures.figure(here, LINE, key="whose", title=title, columns=columns)
