"""Sentences of the pages about distance and flows."""

from __future__ import annotations

from sufficiency.result import Result
from sufficiency.sentences.saying import measure, most, say


def placed(population: str, headline: Result, places: Result) -> str:
    """How far the middle child lives, and where most live far away."""
    furthest = most(places, "distant_pct")
    first = (
        f"{population}: half of children live more than {measure(headline, 'median_distance')} "
        f"from home, and {measure(headline, 'distant')} more than 20 miles away"
    )
    if furthest is None or len(places.rows) < 2:
        return f"{first}."
    name = places.rows["authority_name"].iloc[furthest]
    return f"{first}; {name} has the highest share, {say(places, furthest, 'distant_pct')}."
