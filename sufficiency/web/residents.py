"""Whose children live in an authority, of those chosen and in the placements a page is about where that may be told."""

from __future__ import annotations

from html import escape

import streamlit as st

from sufficiency import choices
from sufficiency.presentation import formatting
from sufficiency.web import figures, peers
from sufficiency.web.page_run import PageRun

LINE = "bar x=child_count y=authority_name sort=-x top=15"
BY_AREA = "bar x=child_count y=placing_area_name sort=-x"
LIVES = ("area_name", "child_count")
PLACES = ("area", "authority")  # choices of whose children, where here it is asked where they live
COLUMNS: tuple[str, ...] = ("authority_name", "child_count", "median_distance_miles", "mean_cost_gbp_week")


def by_area(page: PageRun, kind: str) -> None:
    """The areas whose children live in the area that the page's place lies in, in placements of ``kind``; of each area
    where no place is chosen.

    The children that a chosen place placed would be all whom it tells of, and each share a whole: it is asked for
    without. One authority's own analyst has those alone, and no share of them.
    """
    others = {key: values for key, values in page.choices.items() if key not in PLACES}
    used = page.fetch_for(others, "provision_used_by")["provision_used_by"].where(placement_type=kind)
    line, title, columns = None, "Whose children live in each area", None
    codes = {page.authority} if page.authority else set(page.choices.get("authority", ()))
    areas = page.choices.get("area", ()) or (peers.areas_of(page, codes) if codes else ())
    if not page.sees_region:
        title, columns = f"In which areas {formatting.own(page.authority_name)} children live", LIVES
    elif areas:
        used, title = (
            used.where(area_name=areas),
            f"Whose children live in {', '.join(areas)}: {formatting.small(kind)}",
        )
        line = BY_AREA if len(areas) == 1 else None
    figures.figure(used, line, title=title, columns=columns, is_picked=False, is_folded=True)


def whose(page: PageRun, kind: str = "", *, is_folded: bool = False) -> None:
    """The authorities whose children live in the page's own, in placements of ``kind`` if it names one.

    An analyst of one authority and readers of protected figures see all children, in placements of every kind, which
    the heading says: the rest of London's children as chosen, place by place, are too few to tell them of.
    """
    name = page.authority_name
    title = f"Whose children live in {name}"
    others = {key: values for key, values in page.choices.items() if key not in PLACES}
    if page.sees_region and page.is_exact:
        columns = COLUMNS
        wanted = {**others, "placement_type": (kind,)} if kind else others
        flows = page.fetch_for(wanted, "placement_flows")["placement_flows"]
        title += f": {kind[:1].lower()}{kind[1:]}" if kind else ""
    else:
        columns = COLUMNS[:2]
        # Choices of children do not change it, so it is asked for without any, and says that it is of all.
        of_nobody = {key: values for key, values in others.items() if key in choices.ABOUT_NOBODY}
        flows = page.fetch_for(of_nobody, "region_flows")["region_flows"]
        of_which = ", in placements of every kind" if kind else ""
        title += ", of all children" if len(of_nobody) < len(others) else of_which
    here = flows.where(host_authority_code=page.authority)
    if here.is_empty and not page.sees_region:
        # London's protected figures, of which one authority's own database holds those that may be shown.
        figures.heading(title)
        st.html(f"<p class='caption'>No authority has enough children in {escape(name)} to be shown one by one.</p>")
        return
    figures.figure(here, LINE, key="whose", title=title, columns=columns, is_folded=is_folded)
