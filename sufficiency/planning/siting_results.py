"""A plan's tables as Results, so that the same charts, tables, maps and files show them.

They are made of Results that have passed the gate and carry their facts on: whose figures, of when, protected or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from sufficiency.planning import site_costs
from sufficiency.planning.site_costs import OwnCosts
from sufficiency.planning.siting_columns import (
    COSTS,
    OPTIONS,
    OTHERS,
    RISKS,
    SENSITIVITY,
    SETTINGS,
    SHARES,
    SITES,
    TRADE,
    WHERE,
)
from sufficiency.planning.siting_inputs import Candidate
from sufficiency.planning.siting_settings import Wanted, settings
from sufficiency.reference import tables
from sufficiency.result import EXACT, Column, Result, View

CAVEATS = (
    "Expected numbers, not children chosen: who lives in a home is decided child by child. Today's prices and "
    "distances of the children waiting; distances from authority to authority. First as many children as can be are "
    "served, then the plan of most value is taken."
)
SOURCE = "The children who wait, and distances between authorities; this tool's assumptions; solved exactly by HiGHS"
# What one row of each table is of.
ROWS_OF = {
    "siting_plan": "site",
    "siting_where": "site",
    "siting_costs": "site",
    "siting_shares": "home and area of its children",
    "siting_others": "plan",
    "siting_options": "option",
    "siting_risks": "risk",
    "siting_trade": "plan",
    "siting_sensitivity": "assumption",
    "siting_settings": "assumption",
}
# Decimals that money is told with: a plan of expected children is not known to the pound.
ROUNDED = {"gbp": -3, "gbp_week": -1}


def sites(base: Result, rows: pd.DataFrame) -> Result:
    """Rows of :func:`siting_plan.by_site`, with the code of each site's authority."""
    named = rows.assign(authority_name=rows["site_name"])
    said = (
        "Each home of the plan: the children it would serve at any time, how many of them live nearer home or leave an "
        "unregistered placement, what is paid before and after, how full it must be to break even, and when the first "
        "child would come."
    )
    return _of(base, named, "siting_plan", "What each home does", said, SITES, "bar x=children y=site_name")


def shares(base: Result, rows: pd.DataFrame) -> Result:
    """Rows of :func:`siting_plan.by_area`, with the codes of both ends."""
    chart = "stacked x=children y=site_name colour=area_name"
    said = "Where the children of each home come from, their share of its places and its cost, and how far they live."
    return _of(base, rows, "siting_shares", "Whose children each home serves", said, SHARES, chart)


def others(base: Result, rows: pd.DataFrame) -> Result:
    """Rows of :func:`siting_plan.alternatives`."""
    said = "The plan and the five next best: those near-equal in children, miles and money are as good a choice."
    chart = "bar x=saving y=plan sort=none"
    return _of(base, rows, "siting_others", "The best plans, in order", said, OTHERS, chart)


def options(base: Result, rows: pd.DataFrame) -> Result:
    """Rows of :func:`siting_plan.options`."""
    said = "To change nothing, the plan, and what one home fewer or one more would do."
    return _of(base, rows, "siting_options", "Options", said, OPTIONS, "none")


def risks(base: Result) -> Result:
    """What may go wrong with new homes, from ``data/reference/siting_risks.csv``."""
    rows = pd.DataFrame(tables.records("siting_risks"))
    said = "What may go wrong with new homes, how it would be seen and what to do."
    return _of(base, rows, "siting_risks", "Risks", said, RISKS, "none")


def trade(base: Result, rows: pd.DataFrame) -> Result:
    """Rows of :func:`siting_plan.trade`; weights that lead to the same plan are one row."""
    same = rows.groupby(rows["plan"] + rows["saving"].round(-3).astype(str), sort=False)
    named = same.first().assign(weight=same["weight_pct"].agg(_weights)).reset_index(drop=True)
    said = (
        "The best plan as distance counts from nothing to everything against cost. Miles are those weighed, in which "
        "the part of a distance beyond the set limit counts no more."
    )
    chart = "scatter x=miles_weighed y=saving label=weight"
    return _of(base, named, "siting_trade", "Distance against cost", said, TRADE, chart)


def where(base: Result, rows: pd.DataFrame) -> Result:
    """Rows of :func:`siting_plan.where`: each site of the plan, of those as good and of the trade."""
    named = rows.assign(authority_name=rows["site_name"])
    said = (
        "Where homes would stand: in how many of the plan and those near-equal to it, and at which weights of distance "
        "against cost."
    )
    return _of(
        base, named, "siting_where", "Where plans as good would open homes", said, WHERE, "bar x=near_plans y=site_name"
    )


def _weights(shares: pd.Series[float]) -> str:
    first, last = shares.min(), shares.max()
    return f"{first:.0f}% distance" if first == last else f"{first:.0f}% to {last:.0f}% distance"


def sensitivity(base: Result, rows: pd.DataFrame) -> Result:
    """Rows of :func:`siting_plan.sensitivity`."""
    chart = "range x=assumption low=least_saving mid=saving high=most_saving"
    said = "The best plan with each assumption at its low and at its high: what it would serve and save, and where."
    return _of(base, rows, "siting_sensitivity", "If an assumption is wrong", said, SENSITIVITY, chart)


def assumed(base: Result, wanted: Wanted) -> Result:
    """Every assumption as it was taken, with its low, high and source."""
    rows = pd.DataFrame(
        {"meaning": s.words, "value": taken, "low": s.ends(taken)[0], "high": s.ends(taken)[1], "source": s.source}
        for s, taken in ((s, float(getattr(wanted, name))) for name, s in settings().items())
    )
    said = "Every assumption as it was taken, the lowest and highest thought of, and where each comes from."
    return _of(base, rows, "siting_settings", "What the plan assumes", said, SETTINGS, "none")


def costs(base: Result, candidates: Sequence[Candidate], wanted: Wanted) -> Result:
    """What a bed costs at each site that may open a home: at its authority's levels, or as a person gave it."""
    rows = [
        {
            "authority_code": site.authority,
            "site_name": site.name,
            "pay_level": site.level.pay,
            "property_level": site.level.property,
            "bed_year": site_costs.bed_year(wanted, site.level, site.own),
            "bed_capital": site_costs.bed_capital(wanted, site.level, site.own),
            "given_by": "You" if site.own != OwnCosts() else "Levels of its authority",
        }
        for site in candidates
        if site.most
    ]
    said = tables.filled(
        "What a bed costs where a home may be opened: the assumed cost at the authority's level of pay and of property "
        "({site_levels}), or the figures given for the site."
    )
    return _of(base, pd.DataFrame(rows), "siting_costs", "What a bed costs there", said, COSTS, "none")


def _of(
    base: Result, rows: pd.DataFrame, name: str, title: str, said: str, columns: tuple[Column, ...], chart: str
) -> Result:
    view = View(
        name=name,
        layer="marts",
        title=title,
        summary=said,
        grain=f"one row per {ROWS_OF[name]}",
        source=SOURCE,
        caveats=CAVEATS,
        chart=chart,
        section="supply",
        columns=columns,
    )
    shown = rows.reindex(columns=[column.name for column in columns]).reset_index(drop=True)
    withheld = "z" if base.profile == EXACT else "c"
    symbols = pd.DataFrame("", index=shown.index, columns=shown.columns)
    for column in columns:
        if column.is_measure:
            shown[column.name] = shown[column.name].astype("float64").round(ROUNDED.get(column.unit, 6))
            symbols[column.name] = ["" if known else withheld for known in shown[column.name].notna()]
    return replace(base, view=view, rows=shown, symbols=symbols, stands_for="", leaves_out=False)
