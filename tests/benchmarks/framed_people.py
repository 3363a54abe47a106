"""The frames' way of marts about children of now: how stable, how well known, in which home, each by itself."""

from __future__ import annotations

import narwhals as nw

from tests.benchmarks.framed import col, grouped, total, with_shares
from tests.benchmarks.held import Held, Rows

NUMBERED = ("K1", "K2", "K3", "R3", "S1", "U1", "U2", "U3", "U4", "U5", "U6")
GOOD = ("Good", "Outstanding")


def stability(held: Held) -> Rows:
    """Moves and long stays in each authority, as far back as its inputs reach."""
    here = held.here
    columns = (
        "vouched_months",
        "placements_12_months",
        "placements_24_months",
        "was_looked_after_year_before",
        "age_years",
        "period_start",
        "carer_start",
    )
    rows = held.children(*columns)
    two_years, settled = held.day(here.back(24)), held.day(here.back(30))
    rows = rows.with_columns(
        many=(col("placements_12_months") >= 3).fill_null(False),
        is_two_years=col("was_looked_after_year_before") & ~col("placements_24_months").is_null(),
        is_settled=(col("age_years") < 16) & (col("period_start") <= settled),
    )
    rows = rows.with_columns(
        many_in_two=col("is_two_years") & (col("placements_24_months") >= 3).fill_null(False),
        is_same_carer=col("is_settled") & (col("carer_start") <= two_years),
    )
    figures = {
        "reach": "max vouched_months",
        "year_count": "count placements_12_months",
        "many_placements_count": "tally many",
        "two_years_count": "tally is_two_years",
        "two_years_many_count": "tally many_in_two",
        "settled_count": "tally is_settled",
        "same_carer_count": "tally is_same_carer",
    }
    found = grouped(rows, ("authority_code",), figures)
    reaches = {"two_years_count": 24, "two_years_many_count": 24, "settled_count": 30, "same_carer_count": 30}
    reaches |= {"year_count": 12, "many_placements_count": 12}
    known = {name: nw.when(col("reach") >= months).then(col(name)) for name, months in reaches.items()}
    shares = {
        "many_placements_pct": ("many_placements_count", "year_count"),
        "two_years_many_pct": ("two_years_many_count", "two_years_count"),
        "same_carer_pct": ("same_carer_count", "settled_count"),
    }
    return with_shares(found.with_columns(**known), shares).drop("reach")


def coverage(held: Held) -> Rows:
    """Of how many children in each authority each fact is known."""
    columns = [
        "distance_miles",
        "host_authority_code",
        "placement_code",
        "urn",
        "is_registered_match",
        "provider_sector",
        "weekly_cost_gbp",
        "has_outcomes",
        "age_years",
        "sdq_score",
    ]
    rows = held.children(*columns)
    rows = rows.with_columns(
        is_expected=col("placement_code").is_in(NUMBERED),
        is_recorded=col("provider_sector") != "Not recorded",
        has_return=col("has_outcomes") & col("age_years").is_between(5, 16),
    )
    rows = rows.with_columns(
        has_number=col("is_expected") & ~col("urn").is_null(),
        is_matched=col("is_expected") & col("is_registered_match"),
        has_score=col("has_return") & ~col("sdq_score").is_null(),
    )
    figures = {
        "distance_count": "count distance_miles",
        "host_count": "count host_authority_code",
        "urn_expected_count": "tally is_expected",
        "urn_count": "tally has_number",
        "matched_count": "tally is_matched",
        "provider_count": "tally is_recorded",
        "priced_count": "count weekly_cost_gbp",
        "outcomes_count": "tally has_return",
        "scored_count": "tally has_score",
    }
    shares = {f"{part}_pct": (f"{part}_count", "child_count") for part in ("distance", "host", "provider", "priced")}
    shares |= {f"{part}_pct": (f"{part}_count", "urn_expected_count") for part in ("urn", "matched")}
    return grouped(
        rows, ("authority_code",), figures, shares=shares | {"scored_pct": ("scored_count", "outcomes_count")}
    )


def quality(held: Held) -> Rows:
    """The ratings of the homes that children live in."""
    rows = held.children("placement_type", "urn", "is_registered_match", "overall_rating")
    rows = rows.join(held["placement_supply"].select("placement_type").unique(), on="placement_type")
    unlisted = nw.when(col("urn").is_null()).then(nw.lit("No Ofsted number")).otherwise(nw.lit("Not on the list"))
    rating = (
        nw.when(col("is_registered_match"))
        .then(col("overall_rating").fill_null("Not yet inspected"))
        .otherwise(unlisted)
    )
    found = grouped(rows.with_columns(overall_rating=rating), ("placement_type", "overall_rating"))
    is_good, is_weak = col("overall_rating").is_in(GOOD), col("overall_rating").str.starts_with("Requires improvement")
    is_weak = is_weak | (col("overall_rating") == "Inadequate")
    nought, by = nw.lit(0), ("placement_type",)
    found = found.with_columns(
        good=nw.when(is_good).then(col("child_count")).otherwise(nought),
        judged=nw.when(is_good | is_weak).then(col("child_count")).otherwise(nought),
    )
    found = found.with_columns(
        type_count=total("child_count", by), rated_count=total("judged", by), good_or_better_count=total("good", by)
    ).drop("good", "judged")
    found = found.with_columns(ruled_out_count=col("rated_count") - col("good_or_better_count"))
    shares = {f"{part}_pct": (f"{part}_count", "rated_count") for part in ("good_or_better", "ruled_out")}
    return with_shares(found, shares | {"rating_pct": ("child_count", "type_count")})


def listed(held: Held) -> Rows:
    """Every child, with names for codes."""
    columns = (
        "age_band need legal_status placement_type provider_sector host_authority_code distance_class distance_miles"
    )
    more = (
        "placements_12_months missing_12_months weekly_cost_gbp overall_rating provider_name owner_name distance_reason"
    )
    rows = held.children(*columns.split(), *more.split(), "is_unregistered", "placement_start")
    rows = rows.join(
        held["stg_authorities"].select("authority_code", "authority_name"), on="authority_code", how="left"
    )
    hosts = held["stg_hosts"].select(host_authority_code="authority_code", host_authority_name="authority_name")
    rows = rows.join(hosts, on="host_authority_code", how="left").join(
        held["distance_reasons"], on="distance_reason", how="left"
    )
    gaps = {
        "age_band": "Not known",
        "host_authority_name": "Not known",
        "reason": "Not recorded",
        "provider_name": "Not recorded",
        "owner_name": "Not matched",
        "overall_rating": "Not matched",
    }
    rows = rows.with_columns(
        placement_month=col("placement_start").dt.truncate("1mo"),
        **{name: col(name).fill_null(said) for name, said in gaps.items()},
    )
    said = {
        "reason": "distance_reason",
        "placements_12_months": "placement_count",
        "missing_12_months": "missing_count",
        "weekly_cost_gbp": "weekly_cost_gbp_week",
    }
    names = {"host_authority_code", "distance_reason"}
    kept = [name for name in (*columns.split(), *more.split()) if name not in names]
    return rows.select(
        *kept, "authority_name", "host_authority_name", "placement_month", "reason", "is_unregistered"
    ).rename(said)


MARTS = {"children": listed, "data_coverage": coverage, "provider_quality": quality, "stability": stability}
