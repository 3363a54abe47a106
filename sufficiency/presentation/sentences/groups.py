"""Sentences about groups of children whose homes are commissioned in a way of their own."""

from __future__ import annotations

from datetime import date

import pandas as pd

from sufficiency.plurals import counted
from sufficiency.presentation import formatting
from sufficiency.presentation.sentences.phrasing import (
    as_many,
    children,
    is_shown,
    leader,
    lower,
    most,
    named,
    of_place,
    say,
)
from sufficiency.result import EXACT, Result

SUPPORTED, ALL = "Supported accommodation", "All placements"
TOO_FEW = "too few children of this group to show; clear a choice to see more."


def unaccompanied(population: str, result: Result) -> str:
    """The authority that looks after most, and how that stands to the children who live there."""
    lead = leader(result, "child_count", among="looked_after_count")
    largest = lead.place if lead else most(result, "child_count")
    if largest is None:
        return f"{population}: {TOO_FEW}"
    rank = "more than any other authority" if lead and lead.is_alone else as_many(result, "authority")
    return of_place(
        population,
        f"{result.rows['authority_name'].iloc[largest]} looks after "
        f"{children(result, largest, 'child_count')} who came unaccompanied"
        f"{f', {rank}' if lead and len(result.rows) > 1 else ''}: "
        f"{say(result, largest, 'per_10000_rate')} children who live there, and "
        f"{say(result, largest, 'unaccompanied_pct')} of all it looks after.",
    )


def sixteen_plus(population: str, result: Result) -> str:
    """The kind of provision where most of them live."""
    largest = most(result, "child_count")
    if largest is None:
        return f"{population}: {TOO_FEW}"
    many = say(result, largest, "child_count")
    return (
        f"{population}: of {children(result, largest, 'sixteen_plus_count')} aged 16 and over, "
        f"{many} {'is' if many == '1' else 'are'} in "
        f"{lower(named(result, largest, 'placement_type'))} "
        f"({lower(named(result, largest, 'accommodation'))})."
    )


def supported(population: str, priced: Result | None) -> str:
    """How many aged 16 and over live in supported accommodation and what it costs, beside the comparator; '' where
    neither is shown. ``priced`` is the view costs_by_type of those of that age."""
    if priced is None or priced.stands_for:
        return ""
    types = list(priced.rows["placement_type"])
    if SUPPORTED not in types or not is_shown(priced, types.index(SUPPORTED), "child_count"):
        return ""
    row, whole = types.index(SUPPORTED), types.index(ALL)
    said = (
        f"{population}: {say(priced, row, 'child_count')} of {children(priced, whole, 'child_count')} aged 16 and over "
        "live in supported accommodation"
    )
    if not is_shown(priced, row, "median_gbp_week"):
        return f"{said}; too few of them have a price that can be shown."
    said = f"{said}; half of those priced cost more than {say(priced, row, 'median_gbp_week')}"
    if not priced.compared_with or not is_shown(priced, row, "comparator_median_gbp_week"):
        return f"{said}."
    return f"{said}, and {say(priced, row, 'comparator_median_gbp_week')} across {priced.compared_with}."


def assessments(place: str, yearly: Result) -> str:
    """How many residential assessments began in the year where somebody chose, or in the area with most, and how
    long they take."""
    row = list(yearly.rows["area_name"]).index(yearly.marked[0]) if yearly.marked else most(yearly, "begun_count")
    if row is None or not is_shown(yearly, row, "begun_count"):
        return f"{place}: how many residential assessments began in the year cannot be shown."
    before = ""
    if is_shown(yearly, row, "last_year_count"):
        before = f" ({say(yearly, row, 'last_year_count')} the year before)"
    area = str(yearly.rows["area_name"].iloc[row])
    where = "" if area == place else f"in {area} "
    said = (
        f"{place}: {where}{say(yearly, row, 'begun_count')} placements in a family centre or "
        f"mother and baby unit began in the year{before}"
    )
    if not is_shown(yearly, row, "median_days"):
        return f"{said}."
    said = f"{said}; half of those that ended had lasted more than {say(yearly, row, 'median_days')}"
    if not is_shown(yearly, row, "median_gbp_week"):
        return f"{said}."
    return f"{said}, at {say(yearly, row, 'median_gbp_week')}."


def parents(population: str, result: Result) -> str:
    """The kind of placement that holds more parents with a child than any other, which need not be most of them."""
    largest, lead = most(result, "child_count"), leader(result, "child_count")
    if largest is None:
        return f"{population}: {TOO_FEW}"
    said = children(result, largest, "child_count")
    rank = "more than in any other kind" if lead and lead.is_alone else as_many(result, "kind")
    return (
        f"{said} {'is' if said == '1 child' else 'are'} placed now in "
        f"{lower(named(result, largest, 'placement_type'))} ({lower(named(result, largest, 'situation'))})"
        f"{f', {rank}' if len(result.rows) > 1 else ''}."
    )


def autism(population: str, result: Result) -> str:
    """The authority with most of one need, and how many of them live far away."""
    highest = most(result, "child_count")
    if highest is None:
        return f"{population}: no costs return among these choices says what children's primary need is."
    return of_place(
        population,
        f"{named(result, highest, 'authority_name')} looks after "
        f"{children(result, highest, 'child_count')} whose primary need is "
        f"{lower(named(result, highest, 'need'))}; "
        f"{say(result, highest, 'distant_pct')} live more than 20 miles from home.",
    )


def latest(population: str, result: Result) -> str:
    """The commonest situation at the date chosen, or at the last month end where the figures end before."""
    days = pd.to_datetime(result.rows["as_at"])
    day = pd.Timestamp(result.as_at)
    last = result.at((days == (day if (days == day).any() else days.max())).tolist())
    largest = most(last, "child_count")
    if largest is None:
        return f"{population}: {TOO_FEW}"
    count = children(last, largest, "child_count")
    far = f", of whom {say(last, largest, 'distant_pct')} more than 20 miles from home"
    return (
        f"{population}, {named(last, largest, 'as_at')}: {lower(named(last, largest, 'situation'))}, {count}"
        f"{far if is_shown(last, largest, 'distant_pct') else ''}."
    )


def tracked(population: str, result: Result) -> str:
    """How many authorities and quarters the tracker has rows of, and its newest."""
    if result.is_empty:
        return f"{population}: no quarter in which the tracker has a figure to show."
    ends = sorted(set(result.rows["quarter_date"]))
    places = result.rows["authority_name"].nunique()
    return (
        f"{population}: {counted(places, 'authority')} in {counted(len(ends), 'quarter')}, the "
        f"newest to {formatting.day(ends[-1])}: children, nights, price, recorded need and time so far. "
        f"{_untold(result, ends[0])}"
    )


def _untold(result: Result, first: date) -> str:
    """What the tracker cannot tell, and of how many quarters it tells nothing."""
    listed = result.rows[["authority_name", "quarter_date"]].drop_duplicates()
    whole = result.rows["authority_name"].nunique() * result.rows["quarter_date"].nunique()
    lacking = whole - len(listed)
    hidden = "" if result.profile == EXACT else ", or too few to show"
    some = f" Of these authorities' quarters {lacking:,} of {whole:,} are not listed." if lacking else ""
    return (
        f"It begins with the quarter to {formatting.day(first)}: none is told before a year of returns stands, nor one "
        f"whose costs return has not come, nor one in which nobody is in the situation{hidden}.{some}"
    )
