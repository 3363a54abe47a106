"""Sentences of the page about searches for placements."""

from __future__ import annotations

from sufficiency.presentation.sentences.phrasing import is_shown, say
from sufficiency.result import Result


def against_wanted(outcomes: Result, urgency: Result) -> str:
    """How many came to the kind of home that was preferred, and how soon urgent ones were found."""
    said = [_share(outcomes, "preferred_type", "of those with one kind of home preferred came to it")]
    said.append(_share(outcomes, "preferred_place", "to a place that was preferred"))
    today = urgency.where(needed_by="Today")
    if len(today.rows) == 1 and is_shown(today, 0, "in_time_pct"):
        said.append(f"of those needed on the day {say(today, 0, 'in_time_pct')} were found on it")
    known = [words for words in said if words]
    if not known:
        return "Too few placements were found, or told of, to say how they compare with what was wanted."
    words = "; ".join(known)
    return f"{words[:1].upper()}{words[1:]}."


def _share(outcomes: Result, measure: str, words: str) -> str:
    rows = outcomes.where(measure=measure)
    if len(rows.rows) != 1 or not is_shown(rows, 0, "outcome_pct"):
        return ""
    return f"{say(rows, 0, 'outcome_pct')} {words}"
