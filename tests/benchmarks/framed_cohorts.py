"""The frames' way of marts about need cohorts."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from tests.benchmarks.framed import col, grouped, pct, total, with_shares
from tests.benchmarks.held import Held, Rows

FACTS = ("are_prices_known", "are_outcomes_known", "are_searches_known")
DIMENSIONS = {
    "Age": "age_band",
    "Sex": "sex",
    "Ethnic group": "ethnic_group",
    "Category of need": "need",
    "Placement type": "placement_type",
}
UNSUITABLE_YOUNG = ("K3", "H5", "P2")


def is_known() -> Any:
    """Whether the facts that a cohort rests on are known of a child or an authority."""
    prices, outcomes, searches = (col("collected") == fact for fact in ("prices", "outcomes", "searches"))
    known = (prices & col(FACTS[0])) | (outcomes & col(FACTS[1])) | (searches & col(FACTS[2]))
    return (col("collected") == "") | known


def members(held: Held, *columns: str) -> Rows:
    """Children of now once for each cohort they are in, with these columns of theirs."""
    rows = held["cohort_members"].filter(col("as_at") == held.day(held.here.as_at)).select("cohort", "child_id")
    rows = held.children("child_id", *FACTS, *columns).join(rows, on="child_id")
    return rows.join(held["cohorts"].select("cohort", "collected"), on="cohort").filter(is_known())


def in_words(sex: str) -> Any:
    """Male, Female or Not known."""
    is_male, is_female = col(sex) == "M", col(sex) == "F"
    return (
        nw.when(is_male)
        .then(nw.lit("Male"))
        .otherwise(nw.when(is_female).then(nw.lit("Female")).otherwise(nw.lit("Not known")))
    )


def profile(held: Held) -> Rows:
    """Each cohort and all children by age, sex, ethnic group, need and placement."""
    everybody = held.children(*DIMENSIONS.values())
    some = members(held, *DIMENSIONS.values())
    parts, wholes = [], []
    for dimension, column in DIMENSIONS.items():
        said = {"category": (in_words(column) if column == "sex" else col(column)).fill_null("Not recorded")}
        part = grouped(some.with_columns(**said), ("cohort", "category"))
        whole = grouped(everybody.with_columns(**said), ("category",), count="category_count")
        parts.append(part.with_columns(dimension=nw.lit(dimension)))
        wholes.append(whole.with_columns(dimension=nw.lit(dimension), looked_after_count=total("category_count")))
    found = nw.concat(parts).join(nw.concat(wholes), on=["dimension", "category"])
    found = found.with_columns(cohort_count=total("child_count", ("cohort", "dimension")))
    shares = {
        "cohort_pct": ("child_count", "cohort_count"),
        "looked_after_pct": ("category_count", "looked_after_count"),
    }
    return with_shares(found, shares).rename({"cohort": "cohort_code"})


def overlap(held: Held) -> Rows:
    """How many of one cohort are in another."""
    rows = members(held).select("cohort", "child_id")
    sizes = grouped(rows, ("cohort",), count="cohort_count").rename({"cohort": "cohort_code"})
    rows = rows.rename({"cohort": "cohort_code"})
    pairs = rows.join(rows.rename({"cohort_code": "other_cohort_code"}), on="child_id")
    pairs = pairs.filter(col("cohort_code") != col("other_cohort_code"))
    found = grouped(pairs, ("cohort_code", "other_cohort_code"), count="both_count").join(sizes, on="cohort_code")
    return with_shares(found, {"overlap_pct": ("both_count", "cohort_count")})


def trend(held: Held) -> Rows:
    """Each cohort over time, where its authorities' inputs reach back as far as it looks."""
    here = held.here
    is_of_line = (
        col("as_at").is_between(held.day(here.line_from), held.day(here.line_to)),
        col("authority_code").is_in(here.line),
    )
    whole = grouped(held.children(is_by_month=True), ("as_at",), count="looked_after_count")
    sizes = held["int_cohort_months"].filter(*is_of_line).group_by("cohort", "as_at").agg(col("child_count").sum())
    facts = held["int_vouched"].filter(*is_of_line).join(held["int_known_facts"], on=["authority_code", "as_at"])
    reach = facts.group_by("as_at").agg(col("vouched_months").min(), *(col(fact).all() for fact in FACTS))
    cohorts = held["cohorts"].select("cohort", "look_back_months", "collected")
    found = (
        sizes.join(cohorts, on="cohort")
        .join(reach, on="as_at")
        .filter(col("vouched_months") >= col("look_back_months"))
    )
    found = found.filter(is_known())
    collected = held["int_collections"].select(as_at="collected_at", collected="fact").unique()
    points = found.filter(col("collected") != "").join(collected, on=["as_at", "collected"], how="semi")
    found = nw.concat([found.filter(col("collected") == ""), points]).join(whole, on="as_at")
    people = held["int_population_at"].filter(*is_of_line).group_by("as_at").agg(col("population_0_17").sum())
    found = found.join(people, on="as_at").with_columns(
        looked_after_pct=pct("child_count", "looked_after_count"),
        per_10000_rate=10000 * col("child_count") / col("population_0_17"),
    )
    figures = ("child_count", "looked_after_count", "looked_after_pct", "population_0_17", "per_10000_rate")
    return found.select("cohort", "as_at", *figures).rename({"cohort": "cohort_code"})


def needs(held: Held) -> Rows:
    """Each cohort now: how many, among whom, how far away, how often moved, at what price, how well placed."""
    columns = [
        "is_out_of_area",
        "is_distant",
        "distance_miles",
        "placements_12_months",
        "missing_12_months",
        "weekly_cost_gbp",
        "is_unregistered",
        "overall_rating",
        "placement_code",
        "age_years",
    ]
    rows = members(held, *columns)
    is_young = ~(col("age_years") >= 16).fill_null(False)
    in_wrong_home = col("placement_code").is_in(UNSUITABLE_YOUNG).fill_null(False) & is_young
    is_inadequate = (col("overall_rating") == "Inadequate").fill_null(False)
    rows = rows.with_columns(
        has_moved=(col("placements_12_months") >= 3).fill_null(False),
        was_missing=(col("missing_12_months") > 0).fill_null(False),
        is_unsuitable=col("is_unregistered") | is_inadequate | in_wrong_home,
    )
    figures = {
        "out_of_area_count": "tally is_out_of_area",
        "distant_count": "tally is_distant",
        "known_distance_count": "count distance_miles",
        "median_miles": "median distance_miles",
        "year_count": "count placements_12_months",
        "many_placements_count": "tally has_moved",
        "placements_ratio": "mean placements_12_months",
        "missing_count": "tally was_missing",
        "priced_count": "count weekly_cost_gbp",
        "median_cost_gbp_week": "median weekly_cost_gbp",
        "unsuitable_count": "tally is_unsuitable",
        "judged": "count is_unsuitable",
    }
    found = grouped(rows, ("cohort",), figures).join(_among(held), on="cohort", how="left")
    unsuitable = nw.when(col("judged") == col("child_count")).then(col("unsuitable_count"))
    found = found.with_columns(
        unsuitable_count=unsuitable, per_10000_rate=10000 * col("child_count") / col("population_0_17")
    )
    parts = {
        "out_of_area": "child_count",
        "distant": "child_count",
        "unsuitable": "child_count",
        "missing": "year_count",
    }
    shares = {f"{part}_pct": (f"{part}_count", whole) for part, whole in parts.items()}
    shares["looked_after_pct"] = ("child_count", "looked_after_count")
    return with_shares(found, shares).drop("judged").rename({"cohort": "cohort_code"})


def _among(held: Held) -> Rows:
    """Of each cohort the children and the population of the authorities of which it can be told."""
    day = held.day(held.here.as_at)
    people = held["int_population_at"].filter(col("as_at") == day).drop("as_at")
    sizes = grouped(held.children("vouched_months", *FACTS), ("authority_code", "vouched_months", *FACTS))
    sizes = sizes.join(people, on="authority_code").join(held["cohorts"], how="cross")
    sizes = sizes.filter(col("vouched_months") >= col("look_back_months"), is_known())
    found = sizes.group_by("cohort").agg(col("child_count", "population_0_17").sum())
    return found.rename({"child_count": "looked_after_count"})


MARTS = {"cohort_overlap": overlap, "cohort_profile": profile, "cohort_trend": trend, "need_cohorts": needs}
