"""Sentences of the pages about distance and flows."""

from __future__ import annotations

from sufficiency.presentation.sentences.phrasing import (
    NOT_SAID,
    among_whom,
    children,
    counted_surely,
    is_shown,
    leader,
    measure_surely,
    say,
    trailer,
)
from sufficiency.reference import tables
from sufficiency.result import Result


def placed(population: str, headline: Result, places: Result) -> str:
    """How far the middle child lives, and where most live far away."""
    furthest = leader(places, "distant_pct")
    middle, far = measure_surely(headline, "median_distance"), counted_surely(headline, "distant")
    # Of few children it is said how many of how many, which needs no share of all.
    share = f"{far} of all" if "%" in far else far
    first = (
        f"{population}: half of those whose distance is known live more than {middle} from home, and "
        f"{share} more than 20 miles away"
    )
    if {middle, far} & {"too few to show", "no figure"}:
        first = f"{population}: how far from home these children live cannot be shown, as they are too few"
    if furthest is None or len(places.rows) < 2:
        return f"{first}."
    name = places.rows["authority_name"].iloc[furthest.place]
    share = say(places, furthest.place, "distant_pct")
    if furthest.is_alone:
        return f"{first}; {name} has the highest share, {share}{among_whom(places, 'distant_pct', furthest)}."
    return f"{first}; {name} is among the highest, {share}."


def miles(place: str, headline: Result) -> str:
    """What a chart of miles from home is headed with: how many live over 20 miles away, where that may be said."""
    far = counted_surely(headline, "distant").split(" (")[0]
    if far in NOT_SAID:
        return f"{place}: how many miles from home children live"
    return f"{place}: {far} live over 20 miles from home"


def flows(place: str, movement: Result) -> str:
    """For one area what goes out and comes in; for several, which take and which place most."""
    if len(movement.rows) == 1:
        first = (
            f"{movement.rows['authority_name'].iloc[0]} places "
            f"{say(movement, 0, 'own_outside_count')} of its "
            f"{children(movement, 0, 'own_count')} outside its boundary"
        )
        if not is_shown(movement, 0, "others_in_count"):
            return f"{first}; how many of others' children live inside it cannot be shown."
        inside = children(movement, 0, "others_in_count")
        return f"{first}; inside it live {inside} of other {tables.region()['region_name']} authorities."
    gains, loses = (find(movement, "net_count", among="own_count") for find in (leader, trailer))
    if gains is None or loses is None:
        return f"{place}: movement between these areas is too small to show; clear a choice to see more."
    names = movement.rows["authority_name"]
    lost = say(movement, loses.place, "net_count").lstrip("−-")
    most = f"{names.iloc[loses.place]} {'the most' if loses.is_alone else 'among the most'}, by {lost}"
    if movement.rows["net_count"].iloc[gains.place] <= 0:
        return f"{place}: every authority places more of these children elsewhere than it takes in, {most}."
    if movement.rows["net_count"].iloc[loses.place] >= 0:
        return f"{place}: in no authority do more of these children go out than come in."
    return (
        f"{place}: more children come into {names.iloc[gains.place]} than go out of it, by "
        f"{say(movement, gains.place, 'net_count')}; more go out of {names.iloc[loses.place]} than come in, by {lost}."
    )
