"""A plan's tables as Results, so that the same charts, tables, maps and files show them.

They are made of Results that have passed the gate and carry their facts on: whose figures, of when, protected or not.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from sufficiency.planning.siting_settings import Wanted, settings
from sufficiency.reference import tables
from sufficiency.result import EXACT, Column, Result, View

CAVEATS = (
    "Expected numbers, not children chosen: who lives in a home is decided child by child. Today's prices and "
    "distances of the children waiting; distances from authority to authority. First as many children as can be are "
    "served, then the plan of most value is taken."
)
SOURCE = "siting_need, siting_distances; data/reference/siting_settings.csv; solved by scipy's HiGHS"
SITES = (
    Column("authority_code", "code", "Authority, ONS code"),
    Column("site_name", "text", "Where"),
    Column("homes", "number", "Homes"),
    Column("beds", "number", "Beds"),
    Column("children", "expected", "Children served"),
    Column("nearer", "expected", "Nearer home"),
    Column("unregistered", "expected", "Out of unregistered"),
    Column("filled_pct", "pct", "Beds filled"),
    Column("miles_saved", "miles", "Miles nearer"),
    Column("price_before", "gbp_week", "Price before"),
    Column("price_after", "gbp_week", "Price after"),
    Column("break_even_children", "expected", "Places to fill to break even"),
    Column("break_even_pct", "pct", "Beds filled at break-even"),
    Column("saving", "gbp", "Saved a year"),
    Column("capital", "gbp", "Capital"),
    Column("own_capital", "gbp", "Without the grant"),
    Column("first_month", "month", "First child"),
)
SITES_SHOWN = tuple(column.name for column in SITES[1:])
SHARES = (
    Column("authority_code", "code", "Authority of the children, ONS code"),
    Column("site_authority_code", "code", "Authority of the home, ONS code"),
    Column("area_name", "text", "Children of"),
    Column("site_name", "text", "Home in"),
    Column("children", "expected", "Children served"),
    Column("share_pct", "pct", "Share of beds"),
    Column("miles_now", "miles", "Miles from home now"),
    Column("miles_then", "miles", "Miles from home then"),
    Column("price_before", "gbp_week", "Price now"),
    Column("cost_share", "gbp", "Share of yearly cost"),
)
PLANS = (
    Column("plan", "text", "Plan"),
    Column("children", "expected", "Children served"),
    Column("nearer", "expected", "Nearer home"),
    Column("miles_saved", "miles", "Miles nearer"),
    Column("saving", "gbp", "Saved a year"),
)
OTHERS = (*PLANS, Column("is_near", "flag", "Near-equal in children, miles and money"))
OPTIONS = (
    *PLANS,
    Column("yearly_cost", "gbp", "Yearly cost"),
    Column("capital", "gbp", "Capital"),
    Column("own_capital", "gbp", "Without the grant"),
)
RISKS = (
    Column("risk", "text", "Risk"),
    Column("sign", "text", "How it would be seen"),
    Column("answer", "text", "What to do"),
    Column("source", "text", "Source"),
)
TRADE = (Column("weight", "text", "Weight of distance"), *PLANS)
SENSITIVITY = (
    Column("assumption", "text", "Assumption"),
    Column("low_value", "number", "Low"),
    Column("high_value", "number", "High"),
    Column("low_children", "expected", "Served at low"),
    Column("high_children", "expected", "Served at high"),
    Column("low_saving", "gbp", "Saved at its low"),
    Column("saving", "gbp", "Saved as planned"),
    Column("high_saving", "gbp", "Saved at its high"),
    Column("low_sites", "text", "Where, at its low"),
    Column("high_sites", "text", "Where, at its high"),
)
SETTINGS = (
    Column("meaning", "text", "Assumption"),
    Column("value", "number", "Taken"),
    Column("low", "number", "Low"),
    Column("high", "number", "High"),
    Column("source", "text", "Source of low, high and what stands first"),
)


def sites(base: Result, rows: pd.DataFrame) -> Result:
    """Rows of :func:`siting_plan.by_site`, with the code of each site's authority."""
    return _of(base, rows, "siting_plan", "What each home does", SITES, "bar x=children y=site_name")


def shares(base: Result, rows: pd.DataFrame) -> Result:
    """Rows of :func:`siting_plan.by_area`, with the codes of both ends."""
    chart = "stacked x=children y=site_name colour=area_name"
    return _of(base, rows, "siting_shares", "Whose children each home serves", SHARES, chart)


def others(base: Result, rows: pd.DataFrame) -> Result:
    """Rows of :func:`siting_plan.alternatives`."""
    return _of(base, rows, "siting_others", "The best plans, in order", OTHERS, "bar x=saving y=plan sort=none")


def options(base: Result, rows: pd.DataFrame) -> Result:
    """Rows of :func:`siting_plan.options`."""
    return _of(base, rows, "siting_options", "Options", OPTIONS, "none")


def risks(base: Result) -> Result:
    """What may go wrong with new homes, from ``data/reference/siting_risks.csv``."""
    return _of(base, pd.DataFrame(tables.records("siting_risks")), "siting_risks", "Risks", RISKS, "none")


def trade(base: Result, rows: pd.DataFrame) -> Result:
    """Rows of :func:`siting_plan.trade`."""
    named = rows.assign(weight=[f"{weight:.0f}% distance" for weight in rows["weight_pct"]])
    chart = "scatter x=miles_saved y=saving label=weight"
    return _of(base, named, "siting_trade", "Distance against cost", TRADE, chart)


def sensitivity(base: Result, rows: pd.DataFrame) -> Result:
    """Rows of :func:`siting_plan.sensitivity`."""
    chart = "range x=assumption low=low_saving mid=saving high=high_saving"
    return _of(base, rows, "siting_sensitivity", "If an assumption is wrong", SENSITIVITY, chart)


def assumed(base: Result, wanted: Wanted) -> Result:
    """Every assumption as it was taken, with its low, high and source."""
    rows = pd.DataFrame(
        {"meaning": s.meaning, "value": getattr(wanted, name), "low": s.low, "high": s.high, "source": s.source}
        for name, s in settings().items()
    )
    return _of(base, rows, "siting_settings", "What the plan assumes", SETTINGS, "none")


def _of(base: Result, rows: pd.DataFrame, name: str, title: str, columns: tuple[Column, ...], chart: str) -> Result:
    view = View(
        name=name,
        layer="marts",
        title=title,
        summary=f"{title}: of a plan worked out on the page Open places here, from what its reader may see.",
        grain="one row per line",
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
            shown[column.name] = shown[column.name].astype("float64")
            symbols[column.name] = ["" if known else withheld for known in shown[column.name].notna()]
    return replace(base, view=view, rows=shown, symbols=symbols, stands_for="", leaves_out=False)
