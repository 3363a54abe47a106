"""The columns of a plan's tables, and which of the sites' are shown together."""

from __future__ import annotations

from sufficiency.result import Column

SITES = (
    Column("authority_code", "code", "Authority, ONS code"),
    Column("authority_name", "text", "Authority"),
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
    Column("yearly_cost", "gbp", "Yearly cost"),
    Column("saving", "gbp", "Saved a year"),
    Column("capital", "gbp", "Capital"),
    Column("own_capital", "gbp", "Without the grant"),
    Column("first_month", "month", "First child"),
)
# Of the sites' table those about children, about prices and about money, which have room beside one another.
CHILDREN_SHOWN = ("site_name", "homes", "beds", "children", "nearer", "unregistered", "miles_saved", "first_month")
PRICES_SHOWN = ("site_name", "filled_pct", "price_before", "price_after", "break_even_children", "break_even_pct")
MONEY_SHOWN = ("site_name", "yearly_cost", "saving", "capital", "own_capital")
SHARES = (
    Column("authority_code", "code", "Authority of the children, ONS code"),
    Column("site_authority_code", "code", "Authority of the home, ONS code"),
    Column("area_name", "text", "Children of"),
    Column("site_name", "text", "Home in"),
    Column("children", "expected", "Children served"),
    Column("share_pct", "pct", "Share of the home's children"),
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
WHERE = (
    Column("authority_code", "code", "Authority, ONS code"),
    Column("authority_name", "text", "Authority"),
    Column("site_name", "text", "Where"),
    Column("near_plans", "places", "Plans near-equal to the best with a home there"),
    Column("weights", "text", "Weights of distance at which one opens there"),
)
TRADE = (
    Column("weight", "text", "Weight of distance"),
    *PLANS[:3],
    Column("miles_weighed", "miles", "Miles nearer, as weighed"),
    *PLANS[3:],
)
SENSITIVITY = (
    Column("assumption", "text", "Assumption"),
    Column("low_value", "number", "Low"),
    Column("high_value", "number", "High"),
    Column("low_children", "expected", "Served at low"),
    Column("high_children", "expected", "Served at high"),
    Column("low_saving", "gbp", "Saved at its low"),
    Column("saving", "gbp", "Saved as planned"),
    Column("high_saving", "gbp", "Saved at its high"),
    Column("least_saving", "gbp", "Least saved at either end"),
    Column("most_saving", "gbp", "Most saved at either end"),
    Column("low_sites", "text", "Where, at its low"),
    Column("high_sites", "text", "Where, at its high"),
)
COSTS = (
    Column("authority_code", "code", "Authority, ONS code"),
    Column("site_name", "text", "Where"),
    Column("pay_level", "number", "Level of pay"),
    Column("property_level", "number", "Level of property"),
    Column("bed_year", "gbp", "Cost of a bed a year"),
    Column("bed_capital", "gbp", "Capital for a bed"),
    Column("given_by", "text", "Given by"),
)
SETTINGS = (
    Column("meaning", "text", "Assumption"),
    Column("value", "number", "Taken"),
    Column("low", "number", "Low"),
    Column("high", "number", "High"),
    Column("source", "text", "Source of low, high and what stands first"),
)
