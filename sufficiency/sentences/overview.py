"""Sentences of the overview pages."""

from __future__ import annotations

from sufficiency.result import Result
from sufficiency.sentences.saying import measure


def overview(population: str, headline: Result) -> str:
    """How many, how many away, how many far; beside London when a part of it is chosen."""
    beside = ""
    if population != "London":
        beside = (
            f" Across London it is {measure(headline, 'out_of_area', 'london_value')} and "
            f"{measure(headline, 'distant', 'london_value')}."
        )
    return (
        f"{population}: {measure(headline, 'looked_after')} children are looked after; "
        f"{measure(headline, 'out_of_area')} live outside their borough and "
        f"{measure(headline, 'distant')} more than 20 miles from home.{beside}"
    )
