"""Sentences of the page about searches for placements."""

from __future__ import annotations

from sufficiency.presentation import formatting
from sufficiency.presentation.sentences.phrasing import is_shown, say
from sufficiency.result import Result


def against_wanted(place: str, outcomes: Result, urgency: Result) -> str:
    """How many came to the kind of home that was preferred, and how soon urgent ones were found."""
    said = [_share(outcomes, "preferred_type", "where one kind of home was preferred, {} were placed in it")]
    said.append(_share(outcomes, "preferred_place", "where a place was preferred, {} came to one"))
    today = urgency.where(needed_by="Today")
    if len(today.rows) == 1 and is_shown(today, 0, "in_time_pct"):
        said.append(f"of placements needed the same day, {say(today, 0, 'in_time_pct')} were found that day")
    known = [words for words in said if words]
    if not known:
        return f"{place}: too few placements were found, or told of, to say how they compare with what was wanted."
    return f"{place}: {'; '.join(known)}."


def of_when(result: Result, chosen: str) -> str:
    """That the date ``chosen``, in words, changes nothing here, where it is not the last day of what is told."""
    told = formatting.day(result.as_at)
    if told == chosen:
        return ""
    return (
        f"The date chosen, {chosen}, changes nothing on this page: found placements are told of the newest quarter "
        f"that was sent, to {told}, and of no other."
    )


def _share(outcomes: Result, measure: str, words: str) -> str:
    rows = outcomes.where(measure=measure)
    if len(rows.rows) != 1 or not is_shown(rows, 0, "outcome_pct"):
        return ""
    return words.format(say(rows, 0, "outcome_pct"))
