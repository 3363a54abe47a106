"""Sentences of the page about ethnic groups."""

from __future__ import annotations

from sufficiency.presentation import formatting
from sufficiency.presentation.sentences.phrasing import leader, lower, say
from sufficiency.result import Result

AMONG = "category_count"  # the children whose shares are told: of a handful each one makes a group


def groups(place: str, shown: Result) -> str:
    """The group furthest above its share, said only of enough children and where its interval leaves 1 out."""
    sure = shown.rows.index[shown.rows["low_index"].astype("float64") > 1]
    certain = shown.where(ethnic_group=tuple(shown.rows.loc[sure, "ethnic_group"]))
    lead = leader(certain, "representation_index", among=AMONG)
    if lead is None and leader(shown, "representation_index", among=AMONG) is None:
        return f"{place}: too few children to say which groups are above their share of the people who live here."
    if lead is None:
        return f"{place}: no group is surely above its share of the people who live here."
    highest = lead.place
    return (
        f"{place}, {lower(str(certain.rows['category'].iloc[highest]))}: "
        f"{'the group' if lead.is_alone else 'among the groups'} most over-represented is "
        f"“{certain.rows['ethnic_group'].iloc[highest]}”, at "
        f"{say(certain, highest, 'representation_index')} times its share of the people who live here: "
        f"{say(certain, highest, 'child_pct')} of these children, "
        f"{formatting.short(certain.rows['population_pct'].iloc[highest], 'pct')} of people."
    )
