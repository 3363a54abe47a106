"""A plan of homes as tables: by site, by area, near-equal plans, options, the trade and what if it is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from sufficiency.planning.siting import solve
from sufficiency.planning.siting_inputs import Facts
from sufficiency.planning.siting_problem import NoPlan, Plan, Problem
from sufficiency.planning.siting_settings import Wanted, settings
from sufficiency.planning.siting_worth import Worth, break_even, pairs_served, worth

WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0)
ALTERNATIVES = 5
VARIED = ("beds", "occupancy", "take_up", "reach", "far", "bed_year", "property_share", "price_change")
Build = Callable[[Wanted], tuple[Problem, Facts]]
Progress = Callable[[str, float], None]


def by_site(problem: Problem, facts: Facts, plan: Plan, wanted: Wanted) -> pd.DataFrame:
    """A row a site that opens homes, ``site`` its place among the problem's sites."""
    rows = []
    for j, homes in enumerate(plan.homes):
        if not homes:
            continue
        here = _only(plan, j)
        done, beds, capital = worth(problem, facts, here), homes * wanted.beds, here.capital(problem)
        needed = break_even(done.yearly_cost, done.price_before) if done.price_before else float("nan")
        rows.append(
            {
                "site": j,
                "site_name": problem.sites[j].name,
                "homes": homes,
                "beds": beds,
                "children": done.children,
                "nearer": done.nearer,
                "unregistered": done.unregistered,
                "filled_pct": 100 * done.children / beds,
                "miles_saved": done.miles_saved,
                "price_before": done.price_before,
                "price_after": done.price_after,
                "break_even_children": needed,
                "break_even_pct": 100 * needed / beds,
                "saving": done.saving,
                "yearly_cost": done.yearly_cost,
                "capital": capital,
                "own_capital": capital * (1 - wanted.grant / 100),
            }
        )
    return pd.DataFrame(rows)


def by_area(problem: Problem, facts: Facts, plan: Plan) -> pd.DataFrame:
    """A row an area and site that its children are served in, with its share of those homes' children and cost."""
    at_site = plan.served.sum(axis=0)
    rows = [
        {
            "area": i,
            "site": j,
            "area_name": problem.areas[i].name,
            "site_name": problem.sites[j].name,
            "waiting": facts.waiting[i],
            "children": n,
            "share_pct": 100 * n / float(at_site[j]),
            "miles_now": problem.areas[i].miles,
            "miles_then": problem.miles[i][j],
            "price_before": problem.areas[i].price,
            "cost_share": plan.homes[j] * problem.sites[j].yearly_cost * n / float(at_site[j]),
        }
        for (i, j), n in pairs_served(plan)
    ]
    return pd.DataFrame(rows)


def alternatives(build: Build, wanted: Wanted, plan: Plan, say: Progress) -> pd.DataFrame:
    """The plan and the next best, each a row; ``is_near`` where children, miles and money are within ``near_equal``."""
    problem, facts = build(wanted)
    plans = [plan]
    for number in range(ALTERNATIVES):
        say("Other plans", number / ALTERNATIVES)
        try:
            plans.append(solve(problem, barred=[other.homes for other in plans]))
        except NoPlan:
            break
    rows = [_row(problem, worth(problem, facts, other), other) for other in plans]
    least, best = 1 - wanted.near_equal / 100, rows[0]
    for row in rows:
        row["is_near"] = all(row[n] >= best[n] * least for n in ("children", "miles_in_all", "replaced"))
    return pd.DataFrame(rows)


def options(build: Build, wanted: Wanted, plan: Plan) -> pd.DataFrame:
    """To change nothing, the plan, one home fewer and one more: a row an option, with what it costs and saves."""
    rows: list[dict[str, Any]] = [
        {
            "plan": "Change nothing: go on paying today's prices",
            "children": 0.0,
            "nearer": 0.0,
            "miles_saved": 0.0,
            "yearly_cost": 0.0,
        }
        | {"saving": 0.0, "capital": 0.0, "own_capital": 0.0}
    ]
    for homes, words in (
        (wanted.homes - 1, "One home fewer"),
        (wanted.homes, "The plan"),
        (wanted.homes + 1, "One more"),
    ):
        # One more than there may be in one board is still an option.
        room = wanted.in_board + max(0, homes - wanted.homes)
        other = wanted.with_("homes", homes).with_("in_board", room)
        problem, facts = build(other)
        try:
            best = plan if homes == wanted.homes else solve(problem)
        except NoPlan:
            continue
        if homes < 1:
            continue
        done, capital = worth(problem, facts, best), best.capital(problem)
        rows.append(
            {**_row(problem, done, best), "plan": words, "yearly_cost": done.yearly_cost}
            | {"capital": capital, "own_capital": capital * (1 - wanted.grant / 100)}
        )
    return pd.DataFrame(rows)


def trade(build: Build, wanted: Wanted, say: Progress) -> pd.DataFrame:
    """The best plan for each weight of distance against cost: a row a weight."""
    rows = []
    for number, weight in enumerate(WEIGHTS):
        say("Distance against cost", number / len(WEIGHTS))
        problem, facts = build(wanted.with_("weight", 100 * weight))
        plan = solve(problem)
        row = _row(problem, worth(problem, facts, plan), plan)
        weighed = (
            sum(problem.counted(i, j) * n for (i, j), n in pairs_served(plan)) / plan.children if plan.children else 0.0
        )
        rows.append({"weight_pct": 100 * weight, "miles_weighed": weighed, **row})
    return pd.DataFrame(rows)


def sensitivity(build: Build, wanted: Wanted, plan: Plan, say: Progress) -> pd.DataFrame:
    """The best plan with each assumption at its low and its high: a row an assumption."""
    problem, facts = build(wanted)
    now = worth(problem, facts, plan)
    rows: list[dict[str, object]] = []
    for number, name in enumerate(VARIED):
        setting = settings()[name]
        ends: dict[str, object] = {}
        say("What if an assumption is wrong", number / len(VARIED))
        for end, value in zip(("low", "high"), setting.ends(getattr(wanted, name)), strict=True):
            other = wanted.with_(name, value)
            changed, known = build(other)
            best = solve(changed)
            done = worth(changed, known, best)
            is_same = best.homes == plan.homes
            ends |= {
                f"{end}_value": value,
                f"{end}_children": done.children,
                f"{end}_saving": done.saving,
                f"{end}_sites": "As planned" if is_same else names(changed, best),
            }
        savings = [now.saving, *(float(str(ends[f"{end}_saving"])) for end in ("low", "high"))]
        rows.append(
            {"assumption": setting.words, "saving": now.saving, **ends}
            | {"least_saving": min(savings), "most_saving": max(savings)}
        )
    return pd.DataFrame(rows)


def names(problem: Problem, plan: Plan) -> str:
    """The sites of a plan: 'Brent, Camden (2)'."""
    return ", ".join(
        site.name + (f" ({homes})" if homes > 1 else "")
        for site, homes in zip(problem.sites, plan.homes, strict=True)
        if homes
    )


def _row(problem: Problem, done: Worth, plan: Plan) -> dict[str, Any]:
    return {
        "plan": names(problem, plan),
        "children": done.children,
        "nearer": done.nearer,
        "miles_saved": done.miles_saved,
        "miles_in_all": done.miles_saved * done.children,
        "replaced": done.price_before * done.children,
        "saving": done.saving,
        "opened": plan.homes,
    }


def where(problem: Problem, others: pd.DataFrame, trade: pd.DataFrame) -> pd.DataFrame:
    """A row a site where the plan, one near-equal to it, or one of the trade opens a home: in how many of the first two
    (rows of :func:`alternatives`), and at which weights (rows of :func:`trade`)."""
    near = [opened for opened, is_near in others[["opened", "is_near"]].itertuples(index=False) if is_near]
    weighed = list(trade[["weight_pct", "opened"]].itertuples(index=False))
    rows = [
        {
            "site": j,
            "site_name": site.name,
            "near_plans": sum(opened[j] > 0 for opened in near),
            "weights": ", ".join(f"{weight:.0f}%" for weight, opened in weighed if opened[j]),
        }
        for j, site in enumerate(problem.sites)
    ]
    return pd.DataFrame([row for row in rows if row["near_plans"] or row["weights"]])


def _only(plan: Plan, site: int) -> Plan:
    """The plan with the homes of one site alone."""
    here = np.arange(len(plan.homes)) == site
    return replace(plan, homes=tuple(int(n) for n in plan.homes * here), served=plan.served * here)
