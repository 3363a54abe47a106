"""A plan of homes on the page: worked out once for what is asked, with progress, and kept with the rows it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

import streamlit as st

from sufficiency.choices import default_grouping
from sufficiency.planning import siting_whole
from sufficiency.planning.siting_inputs import Candidate
from sufficiency.planning.siting_settings import Wanted
from sufficiency.planning.siting_whole import Asked, Whole
from sufficiency.result import Choices, Result
from sufficiency.web import peers
from sufficiency.web.page_run import PageRun

HOMES = "Children's homes and secure homes"
NEED = "siting_need"
VIEWS = (NEED, "siting_distances", "siting_homes")


def asked_for(page: PageRun) -> Choices:
    """What is chosen of children, with place left out where all London may be seen: a home serves whoever is near.
    Exact figures are by authority; protected ones by area of the grouping chosen, since few authorities show theirs."""
    places = {"area", "authority"} if page.sees_region else set()
    kept = {key: values for key, values in page.choices.items() if key not in places | {"comparator"}}
    return kept | {"grouping": ("borough",) if page.is_exact else page.choices.get("grouping", (default_grouping(),))}


def waiting(page: PageRun, need: Result) -> Result:
    """Who waits in the place chosen, beside others or, where only few may be told of, its sub-region: the plan's own
    ``need`` is of everybody who lives near."""
    if not page.authority:
        return need
    return peers.among_areas(page, NEED) if page.is_exact else peers.with_area(page, NEED)[NEED]


def plan(
    page: PageRun,
    results: Mapping[str, Result],
    kind: str,
    candidates: tuple[Candidate, ...],
    wanted: Wanted,
    *,
    nearer: str,
) -> Whole:
    """The plan for what is asked; raises NoPlan with the reason where there is none.

    ``nearer`` names the view of who lives nearer to which site, for those who may see single children.
    """
    chosen = asked_for(page)
    need = results["siting_need"].where(placement_type=kind)
    forecast = page.fetch_for({}, "forecast")["forecast"]
    cohorts = chosen.get("cohort", ())
    cohort = cohorts[0] if len(cohorts) == 1 else ""
    key = ("plan", candidates, wanted, siting_whole.growth(forecast, cohort, wanted.lead_months))
    if key not in need.cache:
        # Rows of single children are kept for nobody, so they are asked for only where a plan is to be made of them.
        near = page.fetch_for(chosen, nearer)[nearer] if page.is_exact else None
        asked = Asked(
            need,
            results["siting_distances"],
            forecast,
            near.where(placement_type=kind) if near else None,
            chosen["grouping"][0],
            cohort,
        )
        bar = st.progress(0.0, "The best plan")

        def say(doing: str, share: float) -> None:
            bar.progress(share, doing)

        try:
            need.cache[key] = siting_whole.plan(asked, candidates, wanted, say)
        finally:
            bar.empty()
    kept: Whole = need.cache[key]
    return _of_place(page, kept)


def usable(page: PageRun, homes: Result) -> Result:
    """Usable places of each authority, those of the one that is chosen marked."""
    return replace(homes, marked=(page.authority_name,)) if page.is_exact and page.authority else homes


def _of_place(page: PageRun, plan: Whole) -> Whole:
    """The same plan as the one for the place that is chosen, by which files of it are named: it counts everybody's
    children who live near, and is asked for without."""
    place = {key: page.choices[key] for key in ("area", "authority") if key in page.choices}
    if not place:
        return plan
    tables = {field.name: getattr(plan, field.name) for field in fields(plan)}
    named = {name: replace(each, choices={**each.choices, **place}) for name, each in tables.items() if name != "notes"}
    return replace(plan, **named)
