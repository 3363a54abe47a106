"""Sentences of the pages about cost."""

from __future__ import annotations

from sufficiency.plurals import counted
from sufficiency.presentation import asides, leading
from sufficiency.presentation.sentences.phrasing import (
    among_whom,
    flagged,
    is_shown,
    is_untold,
    leader,
    lower,
    of_kind,
    say,
    why_no_price,
)
from sufficiency.presentation.sentences.scenarios import pounds
from sufficiency.reference import tables
from sufficiency.result import Result

# The row of all kinds of placement together.
ALL = "All placements"


def by_type(place: str, result: Result) -> str:
    """The dearest kind of placement of a place beside all of them."""
    # Its coarser form has broad kinds in their place.
    by = "placement_kind" if result.stands_for else "placement_type"
    kinds = tuple(kind for kind in result.rows[by] if kind != ALL)
    every, result = result.where(**{by: ALL}), result.where(**{by: kinds})
    lead = leader(result, "median_gbp_week")
    if lead is None and (why := why_no_price(result)):
        return f"{place}: {why}."
    # A kind of few children may cost more: to call another the dearest without a word would be untrue.
    among = among_whom(result, "median_gbp_week", lead) if lead else ""
    if lead is None or (among and sum(not figure.is_thin for figure in leading.of(result, "median_gbp_week")) == 1):
        return f"{place}: {_together(every)}"
    dearest = lead.place
    kind = lower(str(result.rows[by].iloc[dearest]))
    are = ("cost most", "are among the dearest") if kind.endswith("s") else ("costs most", "is among the dearest")
    of = f"of the kinds of placement{among.removeprefix(', of those')}, " if among else ""
    first = (
        f"{place}: {of}{kind} "
        f"{are[0] if lead.is_alone else are[1]}; half of those priced cost more than "
        f"{say(result, dearest, 'median_gbp_week')}"
    )
    if result.stands_for or not is_shown(result, dearest, "ninetieth_gbp_week"):
        return f"{first}."
    return f"{first}, and one in ten more than {say(result, dearest, 'ninetieth_gbp_week')}."


def _together(every: Result) -> str:
    """What is paid where no kind of placement has enough children to be called the dearest."""
    if every.is_empty or not is_shown(every, 0, "median_gbp_week"):
        none = "no placement among these choices has a price that can be shown."
        return " ".join([none, *asides.of_more_children(every)])
    middle = say(every, 0, "median_gbp_week")
    if is_shown(every, 0, "priced_count") and every.rows["priced_count"].iloc[0] == 1:
        return f"the one placement that has a price costs {middle}."
    return f"half of those priced cost more than {middle}; they are too few to say which kind of placement costs most."


def value(place: str, kind: str, matched: Result) -> str:
    """Of the providers with most children, the one that costs most above similar need, beyond chance."""
    used = matched.known("difference_gbp_week").first("matched_count", 25)
    if used.is_empty and (why := why_no_price(matched)):
        return of_kind(place, kind, f"{why}.")
    if used.is_empty:
        return of_kind(place, kind, "no provider has enough priced children to compare with similar need.")
    clear = _clearly_dearer(used)
    lead = leader(clear, "difference_gbp_week")
    if lead is None:
        none = f"none of the providers used most clearly costs more than {tables.named()} pays for similar need."
        return of_kind(place, kind, none)
    rank = "costs most above" if lead.is_alone else "is among those that cost most above"
    return of_kind(
        place,
        kind,
        f"of the providers used most, {clear.rows['provider_name'].iloc[lead.place]} {rank} similar need: "
        f"{say(clear, lead.place, 'mean_gbp_week')}, where {tables.named()} pays "
        f"{say(clear, lead.place, 'expected_gbp_week')}.",
    )


def providers_used(used: Result) -> str:
    """'The 25 providers used most', to open a heading; of one, 'The one provider'; of none, no number."""
    count = len(used.rows)
    if not count:
        return "The providers used most"
    return "The one provider used" if count == 1 else f"The {counted(count, 'provider')} used most"


def value_by_sector(matched: Result) -> str:
    """Where providers stand in larger groups, the placement type and sector dearest beside similar need, where
    it is so beyond chance."""
    known = matched.known("difference_gbp_week")
    if known.is_empty and (why := why_no_price(matched)):
        return f"No price can be compared: {why}."
    if known.is_empty:
        return "No kind of provider has enough priced children to compare with similar need."
    clear = _clearly_dearer(known)
    lead = leader(clear, "difference_gbp_week")
    if lead is None:
        return f"No kind of provider clearly costs more than {tables.named()} pays for similar need."
    row = clear.rows.iloc[lead.place]
    who = f"{row['placement_type']}, {row['provider_sector'].lower()}"
    return (
        f"{who}: they cost {say(clear, lead.place, 'mean_gbp_week')}, "
        f"where {tables.named()} pays {say(clear, lead.place, 'expected_gbp_week')} for children of "
        "similar need."
    )


def dearest_sector(place: str, matched: Result) -> str:
    """The same in a line with the place, which heads the prices where they are taken away."""
    clear = _clearly_dearer(matched.known("difference_gbp_week"))
    lead = leader(clear, "difference_gbp_week")
    if lead is None:
        return f"{place}: price against similar need, by kind of provider"
    row = clear.rows.iloc[lead.place]
    paid, expected = (say(clear, lead.place, name) for name in ("mean_gbp_week", "expected_gbp_week"))
    who = f"{lower(row['placement_type'])}, {row['provider_sector'].lower()},"
    return f"{place}: {who} cost {paid} where {tables.named()} pays {expected} for similar need"


def _clearly_dearer(matched: Result) -> Result:
    """The rows whose children cost more than others beyond chance, many being compared at once."""
    figures = leading.of(matched, "difference_gbp_week")
    dearer = [(figure.value or 0) > 0 and leading.stands_out(figure) for figure in figures]
    return matched.at(dearer)


def funding(population: str, shares: Result) -> str:
    """How many placements education or health pay towards, and how much of the pounds."""
    whole = shares.where(dimension="All")
    if why := why_no_price(shares):
        return f"{population}: {why}."
    if whole.is_empty:
        return f"{population}: no cost was sent in parts."
    parts = ("joint_pct", "health_pct", "education_pct")
    if is_shown(whole, 0, "joint_count") and not whole.rows["joint_count"].iloc[0]:
        priced = say(whole, 0, "priced_count")
        of = "the one placement" if priced == "1" else f"any of the {priced} placements"
        return f"{population}: neither education nor health pays towards {of} whose cost was sent in parts."
    if any(is_untold(whole, 0, column) for column in parts):
        priced = say(whole, 0, "priced_count")
        return f"{population}: {priced} priced placements are too few to say what share education and health pay."
    counts = {"joint_count": "education or health", "health_count": "health", "education_count": "education"}
    if few := [who for count, who in counts.items() if whole.symbols[count].iloc[0] == "c"]:
        priced = f"{say(whole, 0, 'priced_count')} priced " if is_shown(whole, 0, "priced_count") else ""
        return f"{population}: those of the {priced}placements that {few[0]} pays towards are too few to show."
    if any(whole.symbols[column].iloc[0] for column in parts):
        return f"{population}: what education and health pay towards all placements together cannot be shown."
    return (
        f"{population}: education or health pays towards {say(whole, 0, 'joint_pct')} of "
        f"placements; of the weekly cost, health pays {say(whole, 0, 'health_pct')} and education "
        f"{say(whole, 0, 'education_pct')}."
    )


def dearest(population: str, placements: Result) -> str:
    """The price at the bottom of the list, and how many of them nobody has registered."""
    last = len(placements.rows) - 1
    if last == 0:
        price, unregistered = say(placements, 0, "weekly_cost_gbp_week"), flagged(placements, "is_unregistered")
        registered = {"0": " and is registered", "1": " and is unregistered"}.get(unregistered, "")
        return f"{population}: the one placement that has a price costs {price}{registered}."
    unregistered = flagged(placements, "is_unregistered")
    are = "is" if unregistered.split(" ")[-1] == "1" else "are"
    return (
        f"{population}: the {last + 1} dearest placements cost "
        f"{say(placements, last, 'weekly_cost_gbp_week')} or more, up to "
        f"{say(placements, 0, 'weekly_cost_gbp_week')}; {'none' if unregistered == '0' else unregistered} of them "
        f"{are} unregistered."
    )


# The two columns between which a saving lies.
SAVINGS = ("least_saving_gbp", "largest_saving_gbp")


def negotiation(population: str, result: Result) -> str:
    """Between what and what negotiation could save a year, on the assumptions stated in the table."""
    ends = [float(result.rows[column].sum()) for column in SAVINGS]
    over = counted(len(result.rows), "placement")
    return (
        f"{population}: negotiation could save {pounds(ends[0])} to {pounds(ends[1])} a year over {over}, by "
        "three yardsticks: similar need, the provider's other prices, and a smaller margin. "
        "Each is a question to ask."
    )
