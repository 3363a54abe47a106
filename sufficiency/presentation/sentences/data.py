"""Sentences of the pages about the data itself."""

from __future__ import annotations

from sufficiency.presentation import coverage, formatting
from sufficiency.presentation.sentences.phrasing import UNTOLD, counted_surely, lower
from sufficiency.reference import tables
from sufficiency.result import Result

# The category of DfE's and our count of all children, beside its breakdowns.
ALL = "Looked after on 31 March"


def trust(headline: Result) -> str:
    """What to know before relying on a place's headline measures: who is late, what is not available and why, when
    prices are of, and of how many the distance is not known."""
    lacking = [
        lower(str(name))
        for name, symbol in zip(headline.rows["measure_name"], headline.symbols["value"], strict=True)
        if symbol == "x"
    ]
    said = [
        f"{coverage.words(headline)}.",
        _distance_not_known(counted_surely(headline, "distance_not_known")),
        f"Not available (x): {coverage.listed(lacking)}." if lacking else "Every headline measure is available.",
        coverage.looking_back(headline),
        coverage.seen_once(headline),
    ]
    return " ".join(filter(None, said))


def _distance_not_known(share: str) -> str:
    if share == UNTOLD:
        return "The children are too few to say of what share the distance is not known."
    if share == "none":
        return "The distance of every child is known."
    return f"Of {share} the distance is not known."


def not_received(received: Result) -> str:
    """Whose file of a table did not come, as words that follow the table's name; '' where all did."""
    lacking = received.at([not came for came in received.rows["is_received"]]).rows
    if lacking.empty:
        return ""
    years = [str(year) for year in dict.fromkeys(lacking["return_year"])]
    whose = coverage.listed([str(name) for name in dict.fromkeys(lacking["authority_name"])], 3)
    return f"; none came from {whose}" + (f" for {years[0]}" if len(years) == 1 else " for some years")


def compared(place: str, comparison: Result) -> str:
    """How near our counts come to DfE's for the latest year both have."""
    both = comparison.where(measure="looked_after", category=ALL).known("child_count")
    known = both.rows[both.rows["published"].notna()]
    if known.empty:
        return f"{place}: DfE has published nothing to compare these returns with yet."
    # The one authority where one is chosen, else the region where it is seen.
    places = comparison.choices.get("authority", ())
    wanted = known[known["area_code"] == (places[0] if len(places) == 1 else tables.region()["region_code"])]
    row = (known if wanted.empty else wanted).sort_values("return_year").iloc[-1]
    ours = formatting.text(row["child_count"], "count")
    said = "" if row["area_name"] == place else f"{place}: DfE publishes no count of it by itself. "
    return (
        f"{said}On 31 March {row['return_year']} these returns count {ours} children looked after in "
        f"{row['area_name']}; DfE published {formatting.text(row['published'], 'count')}."
    )
