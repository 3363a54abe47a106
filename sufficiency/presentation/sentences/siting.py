"""Sentences of the page that says where new homes would serve most."""

from __future__ import annotations

from sufficiency.presentation import coverage, formatting
from sufficiency.presentation.charts import titles
from sufficiency.presentation.sentences.phrasing import children, of_place, say
from sufficiency.reference import tables
from sufficiency.result import Result

MOST_NAMED = 5  # places that a sentence names


def of_plan(place: str, result: Result, whom: str) -> str:
    """What the plan is and does, as the page of a place opens."""
    return of_place(place, plan(result, whom))


def plan(result: Result, whom: str) -> str:
    """What the plan is and does, from its sites (``siting_plan``); ``whom`` are the children it is for."""
    rows = result.rows
    where = [
        f"{name}{f' ({int(homes)} homes)' if homes > 1 else ''}" for name, homes in rows[["site_name", "homes"]].values
    ]
    if len(where) > MOST_NAMED:
        where = [*where[: MOST_NAMED - 1], f"{len(where) - MOST_NAMED + 1} more"]
    served, beds = rows["children"].sum(), int(rows["beds"].sum())
    if not served:
        return (
            f"No home would serve any of the {titles.lower(whom)} within reach. Raise the reach, or offer other sites."
        )
    miles = (rows["miles_saved"] * rows["children"]).sum() / served
    saving = rows["saving"].sum()
    money = (
        f"saving about {formatting.text(round(saving, -4), 'gbp')} a year"
        if saving >= 0
        else f"costing about {formatting.text(round(-saving, -4), 'gbp')} a year more"
    )
    what = f"{formatting.text(served, 'expected')} children expected at any time, {formatting.text(miles, 'miles')}"
    return (
        f"{beds} beds for {titles.lower(whom)} would serve most in {titles.join(where)}: {what} nearer home on "
        f"average, {money} at {_prices(result)}."
    )


def _prices(result: Result) -> str:
    """Of which day the prices are that a plan goes by: of an earlier date that is chosen they are not today's."""
    days = [day for _, day in result.priced if day]
    return f"the prices of {formatting.day(max(days))}" if days else "today's prices"


def protected(authority: str) -> str:
    """What a plan from protected figures is made of, for the one ``authority`` chosen or '' for areas."""
    of = f"of {authority} as one area" if authority else "by areas of the grouping chosen"
    rest = "" if authority else ", and nothing of one authority's children"
    return (
        f"Your figures are protected, so the plan is made {of}, from numbers rounded or withheld as everywhere: it "
        f"says nothing that they do not{rest}."
    )


def whose(place: str, result: Result) -> str:
    """Whose children a plan counts, from those of ``siting_need``: everybody's who lives near."""
    everyone = f"The children counted are those of all {tables.named()} and not of {place} alone"
    return f"{everyone}, since a home serves whoever is near; {formatting.small(coverage.words(result))}."


def waiting(result: Result) -> str:
    """What the returns show of those who wait in the one area of ``siting_need``."""
    if result.is_empty:
        return "The returns show too few such children to say how many wait for a better place."
    named = {
        "too_far_count": "over 20 miles away for no reason of their own",
        "unregistered_count": "in unregistered placements",
        "unmatched_count": "unmatched",
    }
    parts = [f"{say(result, 0, column)} {words}" for column, words in named.items()]
    need, worse = children(result, 0, "need_count"), say(result, 0, "waiting_count")
    return (
        f"On {formatting.day(result.as_at)} the returns show {need} of this group who need such a place, of whom "
        f"{worse} wait for a better one: {titles.join(parts)}, some of them more than one of these."
    )


def tested(result: Result, claimed: int) -> str:
    """A number ``claimed`` beside the children who wait in the one area of ``siting_need``; '' where it is withheld."""
    if result.is_empty or result.symbols["waiting_count"].iloc[0]:
        return ""
    waiting = int(result.rows["waiting_count"].iloc[0])
    if waiting >= claimed:
        return f"The returns bear out the {claimed:,} claimed: {say(result, 0, 'waiting_count')} wait."
    return (
        f"That is {claimed - waiting:,} fewer than the {claimed:,} claimed, so the returns do not bear the claim out. "
        "They cannot see children who would have been looked after in a better place had there been one, nor those "
        "who come in the year: a count of the children who come and go could be higher."
    )


def break_even(result: Result) -> str:
    """With how many places filled each home costs what it replaces, or that it cannot with all its beds."""
    told = []
    for row in range(len(result.rows)):
        if result.symbols["break_even_children"].iloc[row]:
            continue
        beds = int(result.rows["beds"].iloc[row])
        is_within = result.rows["break_even_children"].iloc[row] <= beds
        of = f"{say(result, row, 'break_even_pct')} of its beds" if is_within else f"more than the {beds} it has"
        told.append(f"{say(result, row, 'break_even_children')} in {result.rows['site_name'].iloc[row]} ({of})")
    return f"Places that must be filled to break even: {'; '.join(told)}." if told else ""


def near(result: Result) -> str:
    """Whether other plans are as good, from the best plans in order (``siting_others``)."""
    good = [str(name) for name, is_near in result.rows[["plan", "is_near"]].values[1:] if is_near]
    if not good:
        return "No other plan is near-equal."
    if result.rows["plan"].iloc[0].count(",") >= MOST_NAMED:
        return f"{len(good)} of the next best plans are near-equal, so that sites, partners and property may decide."
    return f"Near-equal, so that sites, partners and property may decide: {'; '.join(good)}."
