"""A plan of homes on the page: worked out once for what is asked, with progress, and kept with the rows it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from sufficiency.choices import DEFAULT_GROUPING
from sufficiency.planning import siting_inputs, siting_plan, siting_results
from sufficiency.planning.siting import NoPlan, Problem, solve
from sufficiency.planning.siting_inputs import Candidate, Facts
from sufficiency.planning.siting_settings import Wanted
from sufficiency.result import Choices, Result
from sufficiency.web.page_run import PageRun

HOMES = "Children's homes and secure homes"
VIEWS = ("siting_need", "siting_distances", "siting_homes")


@dataclass(frozen=True)
class Plan:
    """Every table of a plan, and what was left out of it or taken for want of better."""

    sites: Result
    shares: Result
    others: Result
    trade: Result
    sensitivity: Result
    assumed: Result
    notes: tuple[str, ...]


def asked_for(page: PageRun) -> Choices:
    """What is chosen of children, with place left out where all London may be seen: a home serves whoever is near.
    Exact figures are by authority; protected ones by area of the grouping chosen, since few authorities show theirs."""
    places = {"area", "authority"} if page.is_london else set()
    kept = {key: values for key, values in page.choices.items() if key not in places | {"comparator"}}
    return kept | {"grouping": ("borough",) if page.is_exact else page.choices.get("grouping", (DEFAULT_GROUPING,))}


def growth(page: PageRun, months: float) -> tuple[float, str]:
    """Children expected so many months on for each one now, from the forecast of the whole, and what was taken."""
    cohort = page.choices.get("cohort", ())
    forecast = page.fetch_for({}, "forecast")["forecast"]
    kind, code = ("Need cohort", cohort[0]) if len(cohort) == 1 else ("All", "All children looked after")
    rows = forecast.rows
    rows = rows[(rows["kind"] == kind) & (rows["category_code"] == code)]
    counts = rows.groupby("months_ahead")["expected_count"].sum(min_count=1)
    now, then = counts.get(0), counts.get(int(months))
    if now is None or then is None or not now > 0 or pd.isna(then):
        return 1.0, "No forecast of these children is there, so as many are taken to need a place then as now."
    return float(then / now), f"The forecast expects {then / now:.2f} such children then for each one now."


def plan(
    page: PageRun, results: Mapping[str, Result], kind: str, candidates: tuple[Candidate, ...], wanted: Wanted
) -> Plan:
    """The plan for what is asked; raises NoPlan with the reason where there is none."""
    need = results["siting_need"].where(placement_type=kind)
    near = results["siting_nearer"].where(placement_type=kind) if "siting_nearer" in results else None
    rate, of_forecast = growth(page, wanted.lead_months)
    key = ("plan", candidates, wanted, rate)
    if key not in need.kept:
        grouping = asked_for(page)["grouping"][0]

        def build(other: Wanted) -> tuple[Problem, Facts]:
            return siting_inputs.problem(
                need.rows,
                results["siting_distances"].rows,
                candidates,
                other,
                grouping=grouping,
                growth=rate,
                nearer=None if near is None else near.rows,
            )

        need.kept[key] = _worked_out(build, need, candidates, wanted, of_forecast)
    kept: Plan = need.kept[key]
    return kept


def _worked_out(
    build: siting_plan.Build, need: Result, candidates: tuple[Candidate, ...], wanted: Wanted, of_forecast: str
) -> Plan:
    bar = st.progress(0.0, "The best plan")

    def say(doing: str, share: float) -> None:
        bar.progress(share, doing)

    try:
        problem, facts = build(wanted)
        best = solve(problem)
        sites = siting_plan.by_site(problem, facts, best, wanted)
        shares = siting_plan.by_area(problem, facts, best, wanted)
        if shares.empty:
            raise NoPlan("no child waiting is within reach of a home")
        codes = [site.code for site in candidates]
        sites["authority_code"] = [codes[site] for site in sites["site"]]
        sites["first_month"] = pd.Timestamp(need.as_at) + pd.DateOffset(months=int(wanted.lead_months))
        shares["site_authority_code"] = [codes[site] for site in shares["site"]]
        own = {site.name: site.code for site in candidates}
        shares["authority_code"] = [own.get(name, "") for name in shares["area_name"]]
        left = f"Left out, as their numbers are withheld: {', '.join(facts.left_out)}." if facts.left_out else ""
        return Plan(
            siting_results.sites(need, sites),
            siting_results.shares(need, shares),
            siting_results.others(need, siting_plan.alternatives(build, wanted, best, say)),
            siting_results.trade(need, siting_plan.trade(build, wanted, say)),
            siting_results.sensitivity(need, siting_plan.sensitivity(build, wanted, best, say)),
            siting_results.assumed(need, wanted),
            tuple(filter(None, (of_forecast, left))),
        )
    finally:
        bar.empty()
