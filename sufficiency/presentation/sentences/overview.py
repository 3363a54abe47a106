"""Sentences of the overview pages."""

from __future__ import annotations

from sufficiency.presentation.sentences.phrasing import (
    NOT_SAID,
    children_of,
    counted_surely,
    flagged,
    is_shown,
    lower,
    measure,
    most_apart,
    named,
    say,
)
from sufficiency.reference import tables
from sufficiency.result import Result


def overview(population: str, headline: Result) -> str:
    """How many, how many away, how many far; beside the comparator when a part of the region is chosen."""
    beside = ""
    if (
        population != tables.filled("{Region}")
        and headline.where(measure="out_of_area").known("comparator_value").rows.size
    ):
        beside = (
            f" Across {headline.compared_with or tables.named()} it is "
            f"{measure(headline, 'out_of_area', 'comparator_value')} and "
            f"{measure(headline, 'distant', 'comparator_value')}."
        )
    many = f"{population}: {children_of(headline, 'looked_after')} looked after"
    outside, distant = (counted_surely(headline, name) for name in ("out_of_area", "distant"))
    far, beyond = "more than 20 miles from home", tables.filled("outside their {borough}")
    away = [f"{outside} live {beyond}"] if outside not in NOT_SAID else []
    if distant not in NOT_SAID:
        away.append(f"{distant}{'' if away else ' live'} {far}")
    hidden = {place: said for place, said in ((beyond, outside), (far, distant)) if said in NOT_SAID}
    said = [" and ".join(away)] if away else []
    if hidden:
        where = " or ".join(hidden)
        is_few = NOT_SAID[0] in hidden.values()
        said.append(f"too few to show how many live {where}" if is_few else f"how many live {where} is not known")
    return f"{many}; {'; '.join(said)}.{beside}"


def changed(headline: Result) -> str:
    """Which headline measures moved in the year beyond chance, each with both its figures."""
    known = headline.known("change_value")
    moved = known.where(change_is_clear=(True,))
    if not len(known.rows):
        return "No headline measure is known of a year ago as well."
    if not len(moved.rows):
        return "No headline measure changed in the year beyond chance."
    said = []
    for row in moved.rows.to_dict("records"):
        of = headline.where(measure=str(row["measure"]))
        verb = "up" if row["change_value"] > 0 else "down"
        name = lower(str(row["measure_name"]))
        said.append(f"{name}, {verb} from {say(of, 0, 'last_year_value')} to {say(of, 0, 'value')}")
    return f"Changed in the year: {'; '.join(said)}."


def miles(place: str, headline: Result) -> str:
    """How far the middle child lives: what heads the steps of distance where they are taken away."""
    middle = measure(headline, "median_distance")
    if middle in NOT_SAID:
        return f"{place}: how many miles from home children live"
    return f"{place}: half of those whose distance is known live more than {middle} from home"


def missing(place: str, gaps: Result, label: str) -> str:
    """How many children are placed elsewhere, of the row of the column ``label`` that reaches furthest: what heads all
    gaps where they are taken away."""
    what = "placed elsewhere for no recorded reason of their own"
    most = gaps.first("demand_gap_high_count", 1)
    if not len(most.rows) or not is_shown(most, 0, "demand_gap_high_count"):
        return f"{place}: children {what}"
    high = say(most, 0, "demand_gap_high_count")
    low = say(most, 0, "demand_gap_low_count") if is_shown(most, 0, "demand_gap_low_count") else ""
    told = f"{low} to {high}" if low not in ("", high) else high if low else f"up to {high}"
    others = "; others below" if len(gaps.rows) > 1 else ""
    kind = named(most, 0, label) if label == "area_name" else lower(named(most, 0, label))
    return f"{place}: {told} children {what} in {kind}{others}"


def compared(shares: Result, sides: tuple[str, str]) -> str:
    """The share in which two sides differ most, from a table of :mod:`sufficiency.beside`."""
    if most_apart(shares, "difference_value") is None:
        return f"{sides[0]} and {sides[1]}: no share can be shown for both."
    shares = shares.where(difference_is_clear=(True,))
    widest = most_apart(shares, "difference_value")
    if widest is None:
        return f"{sides[0]} and {sides[1]}: no clear difference in any share; what differs may be chance."
    return (
        f"{sides[0]} and {sides[1]} differ most here: "
        f"{lower(str(shares.rows['measure_name'].iloc[widest]))}, "
        f"{say(shares, widest, 'first_value')} and {say(shares, widest, 'second_value')}."
    )


def children(population: str, listed: Result) -> str:
    """How many children are listed, and how many of them live far away or unregistered."""
    far = int((listed.rows["distance_class"] == "Over 20 miles").sum())
    unregistered = flagged(listed, "is_unregistered")
    return (
        f"{population}: {len(listed.rows):,} children are listed, {far:,} of them more than 20 "
        f"miles from home and {'none' if unregistered == '0' else unregistered} in unregistered placements."
    )
