"""Sentences of the page about stability."""

from __future__ import annotations

from sufficiency.presentation.sentences.phrasing import counted_surely, leader, measure_surely, say
from sufficiency.result import Result


def settled(population: str, headline: Result, changes: Result) -> str:
    """How many move often, how many stay with one carer, and the commonest reason for a move."""
    # Of few children it is said how many of how many, as their card has it.
    some = counted_surely(headline, "three_placements")
    whom = "of children" if "%" in some else "of the children" if some == "none" else "children"
    first = f"{population}: {some} {whom} had three or more placements in the year"
    if measure_surely(headline, "three_placements") in ("too few to show", "no figure"):
        first = f"{population}: too few children to show how many had three or more placements in the year"
    settled_share = headline.where(measure="same_carer_two_years").known("value")
    if len(settled_share.rows):
        first += f" and {say(settled_share, 0, 'value')} of those settled in care have had the same carer for two years"
    lead = leader(changes, "move_pct")
    if lead is None:
        return f"{first}."
    commonest = lead.place
    return (
        f"{first}. {'The commonest reason' if lead.is_alone else 'Among the commonest reasons'} sent for a move is "
        f"“{changes.rows['reason'].iloc[commonest]}” ({say(changes, commonest, 'move_pct')} of moves)."
    )
