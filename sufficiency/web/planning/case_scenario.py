"""A saved scenario as one section of a business case: what it changes beside no change, and what that costs."""

from __future__ import annotations

from html import escape

import streamlit as st

from sufficiency.planning import scenario, what_if
from sufficiency.presentation.export import Exhibit, Part
from sufficiency.presentation.sentences import scenarios
from sufficiency.web import links, navigation
from sufficiency.web.page_run import PageRun
from sufficiency.web.planning import levers
from sufficiency.web.planning import what_if as drawn

NONE = "None"
AHEAD = "2 years"  # until a home that is decided on today opens
KINDS = ("All", "Placement")
DIFFERENCES = (
    "category",
    "without_count",
    "with_count",
    "difference_count",
    "difference_low_count",
    "difference_high_count",
)
COSTS = ("item", "without_gbp", "with_gbp", "difference_gbp", "basis")


def part(page: PageRun) -> Part | None:
    """The section of the scenario that is picked from those saved; None where none is, or it is not drawn yet."""
    own = levers.own(page)
    if not own:
        return None
    name = st.selectbox("With a saved scenario", [NONE, *own], key="case_scenario")
    if name == NONE or name not in own:
        return None
    place, words = own[name]
    asked_for = scenario.parsed(words, name, place)
    tables = what_if.known(page.snapshot, drawn.drawn_of(page, asked_for))
    if tables is None:
        others = {key: values for key, values in page.choices.items() if key not in scenario.PLACE}
        where = links.to_page(navigation.address("what_if"), {**others, **place}, page.options, {levers.ADDRESS: words})
        st.html(
            f"<p class='caption'>{escape(name)} has to be drawn before it can be part of the case: "
            f"<a href='{escape(where, quote=True)}' target='_self'>open it on What if</a>.</p>"
        )
        return None
    results = page.fetch_given(tables, place, "scenario_differences", "scenario_costs")
    differences = results["scenario_differences"].where(years_ahead=AHEAD, kind=KINDS)
    costs = results["scenario_costs"].where(years_ahead=AHEAD)
    changed = scenarios.changed(differences.where(kind="All"))
    said = f"{levers.told(asked_for)}.{drawn.told(page)} {changed} {scenarios.cost(costs)}"
    shown = tuple(
        Exhibit(result, "", title, columns)
        for result, title, columns in (
            (differences, f"Children expected {AHEAD} on, without the change and with it", DIFFERENCES),
            (costs, f"What it costs or saves in the year that ends {AHEAD} on", COSTS),
        )
        if not result.is_empty
    )
    return Part(f"What if: {name}", said, shown)
