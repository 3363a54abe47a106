"""Sentences of the page that says where new homes would serve most."""

from __future__ import annotations

from sufficiency.presentation import formatting
from sufficiency.presentation.charts import titles
from sufficiency.presentation.sentences.phrasing import say
from sufficiency.result import Result


def plan(result: Result, whom: str) -> str:
    """What the plan is and does, from its sites (``siting_plan``); ``whom`` are the children it is for."""
    rows = result.rows
    where = [f"{name}{f' ({int(homes)})' if homes > 1 else ''}" for name, homes in rows[["site_name", "homes"]].values]
    children, beds = rows["children"].sum(), int(rows["beds"].sum())
    if not children:
        return f"No home would serve a child of {whom} within reach. Raise the reach, or offer other sites."
    miles = (rows["miles_saved"] * rows["children"]).sum() / children
    saving = rows["saving"].sum()
    money = (
        f"saving {formatting.text(saving, 'gbp')} a year"
        if saving >= 0
        else f"costing {formatting.text(-saving, 'gbp')} a year more"
    )
    return (
        f"{beds} beds for {whom} would serve most in {titles.join(where)}: {formatting.text(children, 'expected')} "
        f"children at any time, {formatting.text(miles, 'miles')} nearer home on average, {money} at prices of today."
    )


def break_even(result: Result) -> str:
    """At how many children each home costs what it replaces."""
    told = [
        f"{result.rows['site_name'].iloc[row]} {say(result, row, 'break_even_children')} children "
        f"({say(result, row, 'break_even_pct')} of its beds)"
        for row in range(len(result.rows))
        if not result.symbols["break_even_children"].iloc[row]
    ]
    return f"It costs what it replaces with: {'; '.join(told)}." if told else ""


def near(result: Result) -> str:
    """Whether other plans are as good, from the best plans in order (``siting_others``)."""
    good = [str(name) for name, is_near in result.rows[["plan", "is_near"]].values[1:] if is_near]
    if not good:
        return "No other plan is near-equal."
    return f"Near-equal, so that sites, partners and property may decide: {'; '.join(good)}."
