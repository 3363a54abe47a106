"""A scenario drawn behind the page, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from sufficiency.planning import what_if
from sufficiency.planning.scenario import Scenario
from sufficiency.result import Choices, Result
from sufficiency.web import figures, page
from sufficiency.web.page_run import PageRun
from sufficiency.web.planning import background

VIEWS = ("scenario", "scenario_differences", "scenario_costs", "scenario_gap")


def results(here: PageRun, asked_for: Scenario, chosen: Choices) -> dict[str, Result]:
    """The views of the scenario; while it is being drawn the page ends with how far it is."""
    asked_for = drawn_of(here, asked_for)
    tables = what_if.known(here.snapshot, asked_for)
    if tables is None:
        key = what_if.key(here.snapshot, asked_for)
        before = background.of(key)
        if before is not None and before.is_over and before.error:
            st.info(before.error)
            if not st.button("Draw it again", key="scenario_again"):
                page.end(here)
                st.stop()
        snapshot = here.snapshot

        def draw(say: what_if.Say, is_stopped: Callable[[], bool]) -> None:
            what_if.outcome(snapshot, asked_for, say, is_stopped)

        background.progress(background.begin_as(key, draw, "scenario"), key="scenario")
        page.end(here)
        st.stop()
    return here.fetch_given(tables, chosen, *VIEWS)


def drawn_of(here: PageRun, asked_for: Scenario) -> Scenario:
    """The scenario as it is to be drawn: where figures are protected, of the whole region, whose share they follow."""
    return asked_for if here.is_exact else replace(asked_for, place={})


def told(here: PageRun) -> str:
    """Of whom the change is, where it is not of the children of the place; '' where it is."""
    if here.is_exact:
        return ""
    return f" Protected figures change by {here.region}'s share: a place unlike {here.region} may change otherwise."


def costs(result: Result, years: str) -> None:
    """What the scenario costs or saves in the year that ends ``years`` ahead, with its basis."""
    figures.heading("What it costs or saves")
    figures.figure(
        result.where(years_ahead=years),
        key="scenario_costs",
        title=f"Difference in the year that ends {years} on, by what it comes from",
        columns=("item", "difference_gbp", "without_gbp", "with_gbp", "mean_gbp_week", "priced_count", "basis"),
    )


def gap(result: Result) -> None:
    """Residential places lacking, with and without."""
    figures.heading("Residential places that are lacking")
    figures.under(result, key="scenario_gap", is_open=True)
