"""Sentences of the pages about supply."""

from __future__ import annotations

from datetime import date

from sufficiency.plurals import counted
from sufficiency.presentation import asides, coverage, formatting, kinds_not_known, leading
from sufficiency.presentation.leading import Figure
from sufficiency.presentation.sentences.phrasing import (
    UNTOLD,
    as_many,
    children,
    is_shown,
    is_untold,
    leader,
    lower,
    most,
    of_kind,
    say,
)
from sufficiency.result import EXACT, Result


def gaps(place: str, result: Result) -> str:
    """The area with the largest demand-side gap for one kind of need."""
    largest = most(result, "demand_gap_high_count")
    if largest is None:
        if "x" in set(result.symbols["demand_gap_high_count"]):
            why = kinds_not_known.instead_of_gaps(result)
            why = why or "no gap can be told at this date: what it rests on is not known then. Choose another date."
            return f"{place}: {lower(why)}"
        more = asides.to_clear(result)
        # That it is not known of a few is itself told to nobody who sees protected figures.
        why = "of nobody, of too few children, or not known at this date"
        return " ".join([f"{place}: no gap can be shown for these choices, which are {why}.", *more])
    row = result.rows.iloc[largest]
    low, high = (say(result, largest, f"demand_gap_{end}_count") for end in ("low", "high"))
    if high == "0":
        return of_kind(place, row["category"], "no child is placed elsewhere without a reason.")
    spread = children(result, largest, "demand_gap_high_count")
    basis = ""
    if low != high and is_shown(result, largest, "demand_gap_low_count"):
        spread = f"{low} to {spread}"
        basis = " The low end counts only those whose return says that nothing suitable was to be had nearby."
    need = say(result, largest, "need_count")
    of = "of the one child who needs" if need == "1" else f"out of {need} who need"
    said = f"{row['area_name']} {_largest(result, largest)}, {spread} placed elsewhere"
    return of_kind(place, row["category"], f"{said} for no recorded reason of their own, {of} such a place.{basis}")


def assumptions(result: Result) -> str:
    """What the gaps rest on, in one line, for those who do not ask for all of it."""
    count = len(result.rows)
    return f"What these gaps assume: {count} {'value' if count == 1 else 'values'}, each with its range"


def reported(result: Result) -> str:
    """Whether usable places rest on what homes said or on assumptions: of one area in numbers, of several by name."""
    listed = result.at((result.rows["registered_places"].fillna(0) > 0).tolist())
    told = listed.at((listed.rows["reported_places"].fillna(0) > 0).tolist())
    if listed.is_empty:
        return "Homes that said how many places they staff: no such place is registered here"
    if told.is_empty:
        where = listed.rows["area_name"].iloc[0] if len(listed.rows) == 1 else "the areas here"
        return f"No home in {where} said how many places it staffs: assumptions stand for all"
    if len(listed.rows) > 1:
        names = coverage.listed([str(name) for name in told.rows["area_name"]], len(listed.rows))
        return f"Homes in {names} said how many places they staff: assumptions stand for the others"
    area = told.rows["area_name"].iloc[0]
    said, places = (
        formatting.short(told.rows[f"{name}_places"].iloc[0], "places") for name in ("reported", "registered")
    )
    if said == places:
        return f"{area}: all {places} registered places are in homes that said how many they staff"
    of = f"{said} of {places} registered places"
    return f"{area}: {of} are in homes that said how many they staff, assumptions stand for the others"


def index(result: Result) -> str:
    """What one indicator of Ofsted's sufficiency index is, and of which day."""
    row = result.rows.iloc[0]
    return (
        f"Ofsted's sufficiency index of {formatting.day(date.fromisoformat(row['published_on']))}: {row['indicator']}"
    )


def _largest(result: Result, largest: int) -> str:
    """How an area stands to the others: two gaps are told apart where their ranges do not meet, and of fewer
    children than may be named none is the largest."""
    if result.rows["area_name"].nunique() < 2:
        return "has a gap"
    names = ("demand_gap_high_count", "demand_gap_low_count", "demand_gap_high_count", "need_count")
    cells = [[figure.value for figure in leading.of(result, name)] for name in names]
    lead = leading.highest([Figure(*each) for each in zip(*cells, strict=True)])
    if lead is None or lead.place != largest:
        return "has a gap"
    return "has the largest gap" if lead.is_alone else "is among those with the largest gaps"


def provision(place: str, kind: str, areas: Result) -> str:
    """The area with most places, and the one with most children for each place."""
    largest, lead = most(areas, "place_count"), leader(areas, "children_per_place_ratio")
    if largest is None:
        return of_kind(place, kind, _unlisted(areas))
    first = (
        f"{areas.rows['area_name'].iloc[largest]} has "
        f"{say(areas, largest, 'place_count')}"
        f"{_rank(areas, 'place_count', ', the most', ', no fewer than any other') if len(areas.rows) > 1 else ''}"
    )
    if lead is None:
        return of_kind(place, kind, f"{first}.")
    pressed = lead.place
    if len(areas.rows) == 1:
        each = say(areas, pressed, "children_per_place_ratio")
        own = "1 child" if each == "1" else f"{each} children"
        return of_kind(place, kind, f"{first}, and {own} for each of them.")
    return of_kind(
        place,
        kind,
        f"{first}; in {areas.rows['area_name'].iloc[pressed]} there "
        f"{_are(say(areas, pressed, 'children_per_place_ratio'))} for each registered place.",
    )


def _unlisted(areas: Result) -> str:
    """'Camden has 19 homes; no list says how many places they have.'"""
    if areas.is_empty or not areas.rows["home_count"].max():
        return "no such place is registered."
    lead = areas.first("home_count", 1)
    first = int(lead.rows["home_count"].iloc[0])
    rank = _rank(areas, "home_count", ", the most", ", no fewer than any other") if len(areas.rows) > 1 else ""
    their = "it has" if first == 1 else "they have"
    has = f"{lead.rows['area_name'].iloc[0]} has {counted(first, 'home')}{rank}"
    return f"{has}; no list says how many places {their}."


def market(place: str, kind: str, shares: Result, routes: Result, held: Result | None = None) -> str:
    """The owner with most children, and how such placements are mostly bought.

    ``held`` is of the same kind how many owners there are with how many children, for where none of them can be shown.
    """
    largest = most(shares, "child_count")
    if largest is None:
        return " ".join([of_kind(place, kind, _too_thinly(held)), *asides.to_clear(shares)])
    if shares.rows["child_count"].iloc[largest] == 0:
        return of_kind(place, kind, "none of these children lives in such a place.")
    has = f"{shares.rows['owner_name'].iloc[largest]} has {children(shares, largest, 'child_count')}"
    first = of_kind(place, kind, has)
    bought = routes.where(placement_type=kind)
    commonest = most(bought, "route_pct")
    rank = _rank(shares, "child_count", "the most of any owner", as_many(shares, "owner"))
    if shares.profile == EXACT and len(shares.rows) == 1 and shares.rows["child_count"].iloc[0] == 1:
        rank = "the only one"
    if commonest is None or is_untold(bought, commonest, "route_pct"):
        return f"{first}, {rank}."
    return (
        f"{first}, {rank}; {say(bought, commonest, 'route_pct')} of such placements "
        f"were bought {_by(str(bought.rows['sourcing_route'].iloc[commonest]))}."
    )


def _too_thinly(held: Result | None) -> str:
    """'45 children live with some 35 owners, none of whom has enough of them to be shown.'"""
    placed = held.where(basis="Children placed") if held is not None else None
    if placed is None or len(placed.rows) != 1 or not is_shown(placed, 0, "behind_count"):
        return "no owner has enough of these children to be shown."
    live = f"{children(placed, 0, 'behind_count')} live with "
    if not is_shown(placed, 0, "owner_count"):
        return f"{live}owners of whom none has enough of them to be shown."
    about = "" if placed.profile == EXACT else "some "
    return f"{live}{about}{say(placed, 0, 'owner_count')} owners, none of whom has enough of them to be shown."


def mix(population: str, result: Result) -> str:
    """The commonest pair of placement type and provider, where it is so beyond chance."""
    largest = most(result, "child_count")
    if largest is None:
        return f"{population}: too few children in any kind of placement to show."
    row = result.rows.iloc[largest]
    kind = f"{lower(str(row['placement_type']))} ({lower(str(row['provider_sector']))})"
    share = say(result, largest, "child_pct")
    if is_untold(result, largest, "child_pct"):
        live = "lives" if row["child_count"] == 1 else "live"
        said = f"{children(result, largest, 'child_count')} {live} in {kind}, among the commonest placements"
        return f"{population}: {said}, {UNTOLD}."
    if _rank(result, "child_pct", "alone", ""):
        return f"{population}: {share} of children live in {kind}, the commonest placement."
    return f"{population}: {share} of children live in {kind}, among the commonest placements."


def _rank(result: Result, column: str, alone: str, tied: str) -> str:
    """What is said of the highest figure: that it is so, or that others may be as high."""
    lead = leader(result, column)
    return alone if lead and lead.is_alone else tied


def _are(ratio: str) -> str:
    return "is 1 child" if ratio == "1" else f"are {ratio} children"


def _by(route: str) -> str:
    """'through a framework', 'by spot purchase', 'in house'."""
    if route == "In house":
        return lower(route)
    return f"by {lower(route)} purchase" if route in ("Spot", "Block") else f"through a {lower(route)}"
