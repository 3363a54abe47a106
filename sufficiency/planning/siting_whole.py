"""A whole plan as Results: sites, shares, options, near-equal plans, the trade, what if, and what was assumed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from sufficiency.planning import siting_inputs, siting_plan, siting_results
from sufficiency.planning.siting import solve
from sufficiency.planning.siting_inputs import Candidate, Facts
from sufficiency.planning.siting_problem import NoPlan, Plan, Problem
from sufficiency.planning.siting_settings import Wanted
from sufficiency.reference import tables
from sufficiency.result import Result

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Asked:
    """What a plan is asked for: protected rows of one kind of place (``need``, and ``nearer`` where it may be seen),
    how far sites are, the ``forecast`` of the whole, the grouping that ``need`` is by, and the cohort ('' for all)."""

    need: Result
    distances: Result
    forecast: Result
    nearer: Result | None
    grouping: str
    cohort: str


@dataclass(frozen=True)
class Whole:
    """Every table of a plan, and what was left out of it or taken for want of better."""

    sites: Result
    shares: Result
    options: Result
    others: Result
    trade: Result
    where: Result
    sensitivity: Result
    assumed: Result
    costs: Result
    risks: Result
    notes: tuple[str, ...]

    @property
    def results(self) -> dict[str, Result]:
        """The tables by the names of their views."""
        tables = (
            self.sites,
            self.shares,
            self.options,
            self.others,
            self.trade,
            self.where,
            self.sensitivity,
            self.assumed,
            self.costs,
            self.risks,
        )
        return {table.view.name: table for table in tables}


def growth(forecast: Result, cohort: str, months: float) -> tuple[float, str]:
    """Children expected so many months on for each one now, and what was taken in words."""
    kind, code = ("Need cohort", cohort) if cohort else ("All", "All children looked after")
    rows = forecast.rows
    rows = rows[(rows["kind"] == kind) & (rows["category_code"] == code)]
    counts = rows.groupby("months_ahead")["expected_count"].sum(min_count=1)
    now, then = counts.get(0), counts.get(int(months))
    if now is None or then is None or not now > 0 or pd.isna(then):
        return 1.0, (
            "No forecast of these children is there (What will be needed makes one, where none is made yet), so as "
            "many are taken to need a place then as now."
        )
    change = round(100 * (then / now - 1))
    said = (
        f"{abs(change)}% {'more' if change > 0 else 'fewer'} such children in {tables.named()} than"
        if change
        else f"as many such children in {tables.named()} as"
    )
    return float(then / now), f"By the month the first child would come the forecast expects {said} now."


def plan(asked: Asked, candidates: Sequence[Candidate], wanted: Wanted, say: Progress) -> Whole:
    """The plan for what is asked; ``say`` is told what is done and how far it is. Raises NoPlan with the reason."""
    rate, of_forecast = growth(asked.forecast, asked.cohort, wanted.lead_months)

    def build(other: Wanted) -> tuple[Problem, Facts]:
        return siting_inputs.problem(
            asked.need.rows,
            asked.distances.rows,
            candidates,
            other,
            grouping=asked.grouping,
            growth=rate,
            nearer=None if asked.nearer is None else asked.nearer.rows,
        )

    say("The best plan", 0.0)
    problem, facts = build(wanted)
    best = solve(problem)
    sites = siting_plan.by_site(problem, facts, best, wanted)
    shares = siting_plan.by_area(problem, facts, best)
    if shares.empty:
        raise NoPlan("no child waiting is within reach of a home")
    codes = [site.authority for site in candidates]
    # Children may come from where no home may be opened.
    named = asked.distances.rows[["site_authority_name", "site_authority_code"]].drop_duplicates()
    own: dict[str, str] = dict(zip(named.iloc[:, 0], named.iloc[:, 1], strict=True))
    sites["authority_code"] = [codes[site] for site in sites["site"]]
    sites["first_month"] = pd.Timestamp(asked.need.as_at) + pd.DateOffset(months=int(wanted.lead_months))
    shares["site_authority_code"] = [codes[site] for site in shares["site"]]
    shares["authority_code"] = [own.get(name, "") for name in shares["area_name"]]
    others = siting_plan.alternatives(build, wanted, best, say)
    trade = siting_plan.trade(build, wanted, say)
    where = siting_plan.where(problem, others, trade)
    where["authority_code"] = [codes[site] for site in where["site"]]
    there = _there(candidates, best, wanted)
    left = f"Left out, as their numbers are withheld: {', '.join(facts.left_out)}." if facts.left_out else ""
    base = asked.need
    return Whole(
        siting_results.sites(base, sites),
        siting_results.shares(base, shares),
        siting_results.options(base, siting_plan.options(build, wanted, best)),
        siting_results.others(base, others),
        siting_results.trade(base, trade),
        siting_results.where(base, where),
        siting_results.sensitivity(base, siting_plan.sensitivity(build, wanted, best, say)),
        siting_results.assumed(base, wanted),
        siting_results.costs(base, candidates, wanted),
        siting_results.risks(base),
        tuple(filter(None, (of_forecast, there, left))),
    )


def _there(candidates: Sequence[Candidate], best: Plan, wanted: Wanted) -> str:
    """How many places there are or will be, and how many children they serve before a home is opened."""
    empty, announced = (sum(getattr(site, name) for site in candidates) for name in ("empty", "announced"))
    if not empty and not announced:
        return "No place that stands empty or is announced is counted."
    what = [
        *(
            [f"{empty:,.0f} that stand empty, of which {wanted.empty_take_up:.0f}% would take such a child"]
            if empty
            else []
        ),
        *([f"{announced:,.0f} announced, {wanted.occupancy:.0f}% of them filled"] if announced else []),
    ]
    served = f"{best.before.sum():.1f}"
    return (
        f"Places counted before a home is opened: {' and '.join(what)}; they are expected to serve {served} of those "
        "waiting, whom the new homes need not."
    )
