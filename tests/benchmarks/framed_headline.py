"""The frames' way of the headline, its line over time and the region beside it."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from tests.benchmarks.framed import col, grouped, pct
from tests.benchmarks.held import Held, Rows

VALUES = ("value", "numerator_count", "denominator_count")
HOMES = "Children's homes and secure homes"
FACTS = [
    "vouched_months",
    "are_prices_known",
    "are_outcomes_known",
    "is_out_of_area",
    "is_distant",
    "distance_miles",
    "placements_12_months",
    "placements_24_months",
    "was_looked_after_year_before",
    "age_years",
    "period_start",
    "carer_start",
    "placement_type",
    "is_unaccompanied",
    "weekly_cost_gbp",
    "overall_rating",
    "is_unregistered",
    "is_deprived_of_liberty",
    "sdq_score",
]
# Measure: its part and its whole, and the column that is its value where that is no share of the two.
MEASURES = {
    "looked_after": ("child_count", "child_count", "child_count"),
    "out_of_area": ("out", "child_count", ""),
    "distant": ("far", "child_count", ""),
    "distant_of_known": ("far", "known", ""),
    "distance_not_known": ("lost", "child_count", ""),
    "median_distance": ("known", "known", "middle"),
    "three_placements": ("many", "followed", ""),
    "three_placements_two_years": ("many_in_two", "in_two", ""),
    "same_carer_two_years": ("carer", "settled", ""),
    "foster_care": ("foster", "child_count", ""),
    "childrens_homes": ("homes", "child_count", ""),
    "supported_accommodation": ("supported", "child_count", ""),
    "unaccompanied": ("alone", "child_count", ""),
    "weekly_cost": ("priced", "priced", "price"),
    "good_or_outstanding": ("good", "judged", ""),
    "unregistered": ("unregistered", "costed", ""),
    "deprived_of_liberty": ("deprived", "costed", "deprived"),
    "sdq_concern": ("concern", "scored", ""),
}
# What a measure rests on that is collected once a year: how many children it is known of.
RESTS = {"weekly_cost": "costed", "unregistered": "costed", "deprived_of_liberty": "costed", "sdq_concern": "heard"}
FIGURES = {
    "reach": "max vouched_months",
    "heard": "tally are_outcomes_known",
    "out": "tally is_out_of_area",
    "far": "tally is_distant",
    "known": "count distance_miles",
    "middle": "median distance_miles",
    "many": "tally many",
    "followed": "count placements_12_months",
    "many_in_two": "tally many_in_two",
    "in_two": "tally in_two",
    "carer": "tally carer",
    "settled": "tally settled",
    "foster": "tally foster",
    "homes": "tally homes",
    "supported": "tally supported",
    "alone": "tally is_unaccompanied",
    "priced": "count weekly_cost_gbp",
    "price": "mean weekly_cost_gbp",
    "good": "tally good",
    "judged": "tally judged",
    "unregistered": "tally unregistered",
    "costed": "tally are_prices_known",
    "deprived": "tally deprived",
    "scored": "count sdq_score",
    "concern": "tally concern",
}


def measured(held: Held, months: int = 0) -> Rows:
    """Every measure of the children of now, or so many months ago: measure, value, numerator and denominator."""
    rows, rating = held.children_ago(months, *FACTS), col("overall_rating")
    two_years, settled = held.day(held.here.back(months + 24)), held.day(held.here.back(months + 30))
    is_settled = (col("age_years") < 16) & (col("period_start") <= settled) & (col("vouched_months") >= 30)
    in_two = col("was_looked_after_year_before") & ~col("placements_24_months").is_null()
    kind = col("placement_type")
    rows = rows.with_columns(
        many=(col("placements_12_months") >= 3).fill_null(False),
        in_two=in_two,
        many_in_two=in_two & (col("placements_24_months") >= 3).fill_null(False),
        settled=is_settled,
        carer=is_settled & (col("carer_start") <= two_years),
        foster=kind == "Foster placements",
        homes=kind == HOMES,
        supported=kind == "Supported accommodation",
        good=rating.is_in(("Good", "Outstanding")),
        judged=rating.is_in(("Good", "Outstanding", "Requires improvement to be good", "Inadequate")),
        unregistered=col("is_unregistered").fill_null(False) & col("are_prices_known"),
        deprived=col("is_deprived_of_liberty") & col("are_prices_known"),
        concern=(col("sdq_score") >= 17).fill_null(False),
    )
    wide = grouped(rows, (), FIGURES).with_columns(lost=col("child_count") - col("known"), always=nw.lit(1))
    parts = []
    for measure, (part, whole, value) in MEASURES.items():
        figure = col(value) if value else pct(part, whole)
        cells = {"numerator_count": col(part), "denominator_count": col(whole), "value": figure}
        cells |= {"reach": col("reach"), "fact_known": col(RESTS.get(measure, "always"))}
        parts.append(
            wide.select(measure=nw.lit(measure), **{name: cell.cast(nw.Float64) for name, cell in cells.items()})
        )
    measures = held["headline_measures"].select("measure", "look_back_months")
    found = nw.concat(parts).join(measures, on="measure")
    is_known = (col("look_back_months") <= col("reach")) & (col("fact_known") > 0)
    return found.select("measure", **{name: nw.when(is_known).then(col(name)) for name in VALUES})


def headline(held: Held) -> Rows:
    """Every measure now, a year ago and in the region."""
    before = measured(held, 12).rename({name: f"last_year_{name}" for name in VALUES})
    region = _of_region(held, "everyone").filter(col("as_at") == held.day(held.here.as_at)).drop("as_at")
    found = measured(held).join(before, on="measure", how="left").join(region, on="measure", how="left")
    return found.with_columns(change_value=col("value") - col("last_year_value"))


def trend(held: Held) -> Rows:
    """Every measure month by month, and that of the region beside it: the same where nobody is chosen."""
    own = _line(held).select("as_at", "measure", *VALUES)
    region = _line(held).select("as_at", "measure", **{f"comparator_{name}": col(name) for name in VALUES})
    return own.join(region, on=["as_at", "measure"], how="left")


def lines(held: Held) -> Rows:
    """The two one below the other."""
    rows = _line(held).select("as_at", "measure", *VALUES)
    names = ("Those chosen", held.here.region_name)
    return nw.concat([rows.with_columns(series=nw.lit(name)) for name in names])


def region(held: Held) -> Rows:
    """Every measure of the region at each date."""
    return held["int_headline_everyone"].filter(col("population") == "everyone").select("as_at", "measure", *VALUES)


def region_line(held: Held) -> Rows:
    """The same, of the authorities of one line throughout."""
    return _line(held).select("as_at", "measure", *VALUES)


def _of_region(held: Held, population: str) -> Rows:
    rows = held["int_headline_everyone"].filter(col("population") == population)
    return rows.select("as_at", "measure", **{f"comparator_{name}": col(name) for name in VALUES})


def _line(held: Held) -> Rows:
    rows = held["int_headline_everyone"].filter(col("population") == "everyone line")
    here = rows.join(held["int_everyone_line"].select("line_number"), on="line_number", how="semi")
    first, last = held.day(held.here.line_from), held.day(held.here.line_to)
    return _collected(held, here.filter((col("as_at") >= first) & (col("as_at") <= last)))


def _collected(held: Held, rows: Rows) -> Rows:
    """Facts collected once a year stand at the days they were collected."""
    measures: Any = held["headline_measures"].select("measure", fact="collected")
    rows = rows.join(measures, on="measure")
    days = held["int_collections"].select("fact", as_at="collected_at").unique()
    points = rows.filter(col("fact") != "").join(days, on=["fact", "as_at"], how="semi")
    return nw.concat([rows.filter(col("fact") == ""), points]).drop("fact")


MARTS = {
    "comparator_headline": region,
    "comparator_headline_trend": region_line,
    "headline": headline,
    "headline_lines": lines,
    "headline_trend": trend,
}
