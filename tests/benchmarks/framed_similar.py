"""The frames' way of marts about prices beside those of children of similar need, and the dearest placements."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from tests.benchmarks.framed import capitalised, col, grouped, pct
from tests.benchmarks.held import Held, Rows

LIKE_NEED = ("ASD", "SLD", "PMLD", "PD", "HI", "VI")
SIGNS = [
    "placements_12_months",
    "behaviour_moves_12_months",
    "custody_moves_12_months",
    "missing_12_months",
    "is_convicted",
    "has_substance_misuse",
    "sdq_score",
    "legal_status_code",
    "need_code",
    "primary_need",
    "age_band",
]
WEEKS = 365.25 / 7


def profiled(held: Held, *columns: str) -> Rows:
    """Children with a price, their profile of need, and these columns of theirs."""
    rows = held.children(*SIGNS, "child_id", "placement_type", "weekly_cost_gbp", *columns)
    rows = rows.filter(~col("weekly_cost_gbp").is_null())

    def one(is_so: Any) -> Any:
        return is_so.fill_null(False).cast(nw.Int64)

    signs = one(col("placements_12_months") >= 3) + one(col("behaviour_moves_12_months") > 0)
    signs = signs + one(col("missing_12_months") >= 3) + one(col("is_convicted")) + one(col("has_substance_misuse"))
    signs = signs + one(col("sdq_score") >= 17) + one(col("need_code") == "N6")
    is_of_court = col("legal_status_code").str.starts_with("J").fill_null(False)
    signs = signs + one(is_of_court | (col("custody_moves_12_months") > 0).fill_null(False))
    is_disabled = (col("need_code") == "N2").fill_null(False) | col("primary_need").is_in(LIKE_NEED).fill_null(False)
    words = (
        nw.when(col("signs") == 1)
        .then(nw.lit(", one sign of complex need"))
        .otherwise(nw.lit(", no sign of complex need"))
    )
    words = nw.when(col("signs") >= 2).then(nw.lit(", several signs of complex need")).otherwise(words)
    words = nw.when(col("is_disabled")).then(nw.lit(", disabled or autistic")).otherwise(words)
    rows = rows.with_columns(signs=signs, is_disabled=is_disabled).with_columns(words=words)
    is_told = ~col("placements_12_months").is_null() & ~col("missing_12_months").is_null()
    profile = nw.when(is_told).then(col("age_band") + col("words"))
    return rows.with_columns(need_profile=profile)


def beside_others(rows: Rows, by: tuple[str, ...], median: str, others: str) -> Rows:
    """Rows with the median price of the others in their group, and how many they are; its own row left out of each."""
    price, place, size = col("weekly_cost_gbp"), col("place"), col("size")
    rows = rows.with_columns(place=price.rank("ordinal").over(*by), size=nw.len().over(*by))
    rows = rows.with_columns(half=size // 2)
    at = {"before": 0, "middle": 1, "after": 2}
    # Of an even number those at half and next to it, of an odd one the middle and those on both sides of it.
    rows = rows.with_columns(**{name: nw.when(place == col("half") + step).then(price) for name, step in at.items()})
    rows = rows.with_columns(**{name: col(name).max().over(*by) for name in at})
    before, middle, after = (col(name) for name in at)
    even = nw.when(place <= col("half")).then(middle).otherwise(before)
    sides = nw.when(place < col("half") + 1).then((middle + after) / 2).otherwise((before + middle) / 2)
    odd = nw.when(place == col("half") + 1).then((before + after) / 2).otherwise(sides)
    found = nw.when(size % 2 == 0).then(even).otherwise(odd)
    return rows.with_columns(**{median: nw.when(size > 1).then(found), others: size - 1}).drop(
        "place", "size", "half", *at
    )


def compared(held: Held) -> Rows:
    """Prices beside those of children of similar need in the same type of placement."""
    rows = profiled(held, "owner_name", "provider_name", "provider_sector").filter(~col("need_profile").is_null())
    rows = beside_others(rows, ("need_profile", "placement_type"), "expected", "others")
    rows = rows.filter(~col("expected").is_null())
    apart = col("weekly_cost_gbp") - col("expected")
    name = nw.coalesce("owner_name", "provider_name").fill_null("Not recorded")
    return rows.with_columns(provider_name=name, apart=apart, is_dearer=apart > 0)


def dearest(held: Held) -> Rows:
    """The ten dearest placements of each authority and as many again of all, beside those of similar need."""
    columns = ("provision_type", "sourcing_route", "overall_rating", "provider_name", "owner_name", "distance_class")
    rows = profiled(held, *columns)
    rows = beside_others(rows, ("need_profile", "placement_type"), "similar_median_gbp_week", "similar_count")
    same = col("weekly_cost_gbp").rank("min").over("need_profile") - 1
    rows = rows.with_columns(less=same, alike=nw.len().over("need_profile"))
    is_told, beyond = ~col("need_profile").is_null(), (20 * col("less")) // (col("alike") - 1) * 5
    percentile = nw.when(beyond < 95).then(beyond).otherwise(nw.lit(95))
    percentile = nw.when(is_told, col("alike") > 1).then(percentile)
    rows = rows.with_columns(percentile=percentile, down=-col("weekly_cost_gbp"), one=nw.lit(1))
    order = ("down", "child_id")
    rows = rows.with_columns(
        rank_in_authority=col("one").cum_count().over("authority_code", order_by=order),
        rank_in_region=col("one").cum_count().over("one", order_by=order),
    )
    everywhere = 10 * len(held.here.now)
    rows = rows.filter((col("rank_in_authority") <= 10) | (col("rank_in_region") <= everywhere))
    saving = (col("weekly_cost_gbp") - col("similar_median_gbp_week")) * WEEKS
    counted = nw.when(is_told).then(col("similar_count"))
    median = nw.when(is_told).then(col("similar_median_gbp_week"))
    return rows.with_columns(
        similar_count=counted, similar_median_gbp_week=median, saving_gbp=nw.when(is_told).then(saving)
    )


def top(held: Held) -> Rows:
    """The dearest placements, as they are listed."""
    gaps = {"overall_rating": "Not on the list", "provider_name": "Not recorded", "owner_name": "Not matched"}
    gaps["need_profile"] = "Not known"
    rows = dearest(held).with_columns(**{name: col(name).fill_null(said) for name, said in gaps.items()})
    names = held["stg_authorities"].select("authority_code", "authority_name")
    rows = rows.join(names, on="authority_code", how="left")
    label = col("authority_name") + ", placement " + col("rank_in_authority").cast(nw.Int64).cast(nw.String)
    figures = [
        "authority_code",
        "rank_in_authority",
        "rank_in_region",
        "placement_type",
        "provision_type",
        capitalised("sourcing_route"),
        "need_profile",
        "distance_class",
        "overall_rating",
        "provider_name",
        "owner_name",
        "percentile",
        "similar_count",
        "similar_median_gbp_week",
        "saving_gbp",
    ]
    return rows.select(*figures, placement_label=label, weekly_cost_gbp_week=col("weekly_cost_gbp"))


def savings(held: Held) -> Rows:
    """What the dearest ten of each authority could save: beside similar need, the provider's others, a fair margin."""
    rows = top(held).filter(col("rank_in_authority") <= 10)
    rows = rows.with_columns(similar_saving_gbp=not_under_nought("saving_gbp"))
    priced = held.children("child_id", "provider_name", "placement_type", "weekly_cost_gbp")
    priced = priced.filter(~col("weekly_cost_gbp").is_null(), ~col("provider_name").is_null())
    by = ("provider_name", "placement_type")
    others = beside_others(priced, by, "other_median_gbp_week", "other_count")
    # Two of one price have the same others.
    others = others.select(*by, "other_median_gbp_week", "other_count", weekly_cost_gbp_week="weekly_cost_gbp").unique()
    rows = rows.join(others, on=[*by, "weekly_cost_gbp_week"], how="left")
    homes = held.provision("owner_name", "urn", "place_count").group_by("owner_name")
    homes = homes.agg(
        owner_homes=col("urn").n_unique(), owner_places=col("place_count").sum(), told=col("place_count").count()
    )
    homes = homes.with_columns(owner_places=nw.when(col("told") > 0).then(col("owner_places"))).drop("told")
    rows = rows.join(homes, on="owner_name", how="left").join(held["provider_margins"], on="placement_type", how="left")
    is_matched = col("owner_name") != "Not matched"
    margin, aim = (nw.when(is_matched).then(col(name)) for name in ("margin_pct", "aim_pct"))
    rows = rows.with_columns(margin_pct=margin, aim_pct=aim, other_count=col("other_count").fill_null(0))
    price = col("weekly_cost_gbp_week")
    cut = 1 - (100 - col("margin_pct")) / (100 - col("aim_pct"))
    rows = rows.with_columns(
        other_saving_gbp=(price - col("other_median_gbp_week")) * WEEKS, margin_saving_gbp=price * cut * WEEKS
    )
    rows = rows.with_columns(other_saving_gbp=not_under_nought("other_saving_gbp"))
    ways = ("similar_saving_gbp", "other_saving_gbp", "margin_saving_gbp")
    rows = rows.with_columns(least_saving_gbp=nw.min_horizontal(*ways), largest_saving_gbp=nw.max_horizontal(*ways))
    dropped = ("need_profile", "distance_class", "overall_rating", "percentile", "similar_count", "saving_gbp")
    return rows.drop(*dropped, "rank_in_authority", "rank_in_region", "provision_type", "sourcing_route")


def not_under_nought(name: str) -> Any:
    """A saving, or none where there would be a loss or nothing is known."""
    return nw.when(col(name) > 0).then(col(name)).otherwise(nw.lit(0.0))


FIGURES = {
    "mean_gbp_week": "mean weekly_cost_gbp",
    "expected_gbp_week": "mean expected",
    "difference_gbp_week": "mean apart",
    "dearer_count": "tally is_dearer",
}


def _by(column: str) -> Any:
    def way(held: Held) -> Rows:
        shares = {"dearer_pct": ("dearer_count", "matched_count")}
        found = grouped(compared(held), ("placement_type", column), FIGURES, count="matched_count", shares=shares)
        return found.with_columns(difference_pct=pct("difference_gbp_week", "expected_gbp_week"))

    return way


MARTS = {
    "price_for_similar_need": _by("provider_name"),
    "price_for_similar_need_by_sector": _by("provider_sector"),
    "top_placements": top,
    "top_ten_savings": savings,
}
