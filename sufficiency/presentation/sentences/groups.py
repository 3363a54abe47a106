"""Sentences about groups of children whose homes are commissioned in a way of their own."""

from __future__ import annotations

from sufficiency.presentation.sentences.phrasing import children, leader, lower, most, named, say
from sufficiency.result import Result

TOO_FEW = "Too few children of this group to show; clear a choice to see more."


def unaccompanied(population: str, result: Result) -> str:
    """The authority that looks after most, and how that stands to the children who live there."""
    lead = leader(result, "child_count", among="looked_after_count")
    largest = lead.place if lead else most(result, "child_count")
    if largest is None:
        return TOO_FEW
    rank = "more than any other" if lead and lead.is_alone else "no fewer than any other"
    return (
        f"{result.rows['authority_name'].iloc[largest]} looks after "
        f"{children(result, largest, 'child_count')} who came unaccompanied"
        f"{f', {rank} authority here' if lead and len(result.rows) > 1 else ''}: "
        f"{say(result, largest, 'per_10000_rate')} who live there, and "
        f"{say(result, largest, 'unaccompanied_pct')} of all it looks after."
    )


def sixteen_plus(population: str, result: Result) -> str:
    """The kind of provision where most of them live."""
    largest = most(result, "child_count")
    if largest is None:
        return TOO_FEW
    return (
        f"{population}: of {children(result, largest, 'sixteen_plus_count')} aged 16 and over, "
        f"{say(result, largest, 'child_count')} are in "
        f"{lower(named(result, largest, 'placement_type'))} "
        f"({lower(named(result, largest, 'accommodation'))})."
    )


def parents(population: str, result: Result) -> str:
    """The largest situation, how many are placed away and how many stay long."""
    largest = most(result, "child_count")
    if largest is None:
        return TOO_FEW
    return (
        f"{population}: {lower(named(result, largest, 'situation'))}, "
        f"{children(result, largest, 'child_count')}; "
        f"{say(result, largest, 'out_of_area_pct')} are outside their borough and "
        f"{say(result, largest, 'over_twelve_weeks_pct')} have been there more than 12 weeks."
    )


def autism(population: str, result: Result) -> str:
    """The authority with most of one need, and how many of them live far away."""
    highest = most(result, "child_count")
    if highest is None:
        return "No costs return among these choices says what children's primary need is."
    return (
        f"{named(result, highest, 'authority_name')} looks after "
        f"{children(result, highest, 'child_count')} whose primary need is "
        f"{lower(named(result, highest, 'need'))}; "
        f"{say(result, highest, 'distant_pct')} live more than 20 miles from home."
    )


def latest(population: str, result: Result) -> str:
    """The commonest situation at the last month end."""
    now = result.rows[result.rows["as_at"] == result.rows["as_at"].max()].index
    last = result.where(as_at=tuple(result.rows.loc[now, "as_at"]))
    largest = most(last, "child_count")
    if largest is None:
        return TOO_FEW
    return (
        f"{population}, {named(last, largest, 'as_at')}: "
        f"{lower(named(last, largest, 'situation'))}, "
        f"{children(last, largest, 'child_count')}, of whom "
        f"{say(last, largest, 'distant_pct')} more than 20 miles from home."
    )
