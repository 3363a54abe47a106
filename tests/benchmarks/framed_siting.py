"""The frames' way of marts about where homes would be needed."""

from __future__ import annotations

import math
from typing import Any

import narwhals as nw

from tests.benchmarks.framed import Mart, col, grouped, grouped_sum
from tests.benchmarks.framed_gaps import JUSTIFIED, LACKING, assumed, needed_type, told_of
from tests.benchmarks.framed_people import GOOD
from tests.benchmarks.framed_supply import listed
from tests.benchmarks.held import Held, Rows

METRES = 1609.344  # of a mile
YOUNG_ONLY = ("K3", "H5", "P2")


def site_miles(held: Held) -> Rows:
    """From the middle of each authority to that of each other; within one, half its breadth or so."""
    places = held["areas_listed"].join(held["stg_authority_centres"], on="authority_code")
    home = places.select("authority_code", "longitude", "latitude", "square_km")
    site = places.select(
        site_authority_code="authority_code",
        site_authority_name="authority_name",
        site_longitude="longitude",
        site_latitude="latitude",
    )
    rows = home.join(site, how="cross")
    middle = (col("latitude") + col("site_latitude")) / 2 * (math.pi / 180)
    east, north = (col("longitude") - col("site_longitude")) * middle.cos(), col("latitude") - col("site_latitude")
    apart = (east**2 + north**2).sqrt() * 111320 / METRES
    within = (col("square_km") / math.pi).sqrt() * (128 / (45 * math.pi) * 1000 / METRES)
    is_own = col("authority_code") == col("site_authority_code")
    rows = rows.with_columns(miles=nw.when(is_own).then(within).otherwise(apart))
    return rows.select("authority_code", "site_authority_code", "site_authority_name", "miles")


def distances(held: Held) -> Rows:
    """From each area to each authority."""
    rows = held["areas"].join(site_miles(held), on="authority_code")
    return rows.group_by("area_name", "site_authority_code").agg(site_miles=col("miles").mean())


def children(held: Held) -> Rows:
    """Children of each area who need a place in a home, and whether they wait for a nearer or a better one."""
    columns = (
        "placement_type placement_code is_unregistered distance_miles weekly_cost_gbp solo is_distant distance_reason"
    )
    rows = held.children(*columns.split(), "overall_rating", "age_years")
    served = held["placement_supply"].filter(col("has_places")).select("placement_type").unique()
    rows = rows.with_columns(needed=needed_type()).drop("placement_type").rename({"needed": "placement_type"})
    rows = rows.join(served, on="placement_type").join(held["areas"], on="authority_code")
    reason, is_unregistered = col("distance_reason"), col("is_unregistered").fill_null(False)
    is_young = ~(col("age_years") >= 16).fill_null(False)
    is_wrong = (col("overall_rating") == "Inadequate").fill_null(False) | (
        col("placement_code").is_in(YOUNG_ONLY).fill_null(False) & is_young
    )
    is_too_far = col("is_distant") & ~reason.is_in(JUSTIFIED).fill_null(False)
    is_unmatched = reason.is_in(LACKING).fill_null(False) | is_wrong
    is_waiting = is_too_far | is_unregistered | is_unmatched
    return rows.with_columns(
        is_too_far=is_too_far,
        is_unregistered=is_unregistered,
        is_unmatched=is_unmatched,
        is_waiting=is_waiting,
        is_solo_needed=col("solo").is_in(("needs and has", "needs, has not")).fill_null(False),
        is_solo_placed=col("solo").is_in(("needs and has", "has, no need")).fill_null(False),
        miles=nw.when(is_waiting).then(col("distance_miles")),
        price=nw.when(is_waiting).then(col("weekly_cost_gbp")),
    )


def nearer(held: Held) -> Rows:
    """How many who wait would live nearer home in each authority."""
    rows = children(held).filter(col("is_waiting"), ~col("distance_miles").is_null())
    rows = rows.select("authority_code", "area_name", "placement_type", "distance_miles")
    rows = rows.join(site_miles(held).rename({"miles": "site"}), on="authority_code")
    rows = rows.with_columns(is_nearer=col("site") < col("distance_miles"))
    shares = {"nearer_pct": ("nearer_count", "miles_known_count")}
    by = ("area_name", "placement_type", "site_authority_code")
    return grouped(rows, by, {"nearer_count": "tally is_nearer"}, count="miles_known_count", shares=shares)


def homes(held: Held) -> Rows:
    """Homes of each authority and type, the places that can be used, and those told to be empty."""
    by = ("authority_code", "placement_type")
    columns = ("urn", "provision_type", "authority_code", "place_count", "overall_rating", "is_short_break_only")
    served = held["placement_supply"].filter(col("has_places")).select("placement_type", "provision_type")
    rows = held.provision(*columns).with_columns(settings=nw.len().over("urn")).join(served, on="provision_type")
    rows = rows.join(told_of(held, "places_staffed"), on="urn", how="left")
    rows = rows.with_columns(places_staffed=nw.when(col("settings") == 1).then(col("places_staffed")))
    is_told = ~col("places_staffed").is_null()
    can_be_used = nw.coalesce(col("places_staffed"), col("place_count"))
    places: Any = nw.when(~col("is_short_break_only")).then(can_be_used).otherwise(nw.lit(0))
    ends = {"low": places, "high": places}
    assumptions = {
        "rating_usable": "overall_rating",
        "region_share": "placement_type",
        "availability": "placement_type",
    }
    for assumption, subject in assumptions.items():
        low, high = f"{assumption}_low", f"{assumption}_high"
        rows = rows.join(assumed(held, assumption, subject, low, high), on=subject, how="left")
        rates: Any = {end: col(f"{assumption}_{end}").fill_null(0) for end in ends}
        if assumption == "availability":  # who told how many are staffed has said what can be used
            rates = {end: nw.when(is_told).then(nw.lit(1.0)).otherwise(rate) for end, rate in rates.items()}
        ends = {end: value * rates[end] for end, value in ends.items()}
    is_good, rating = col("overall_rating").is_in(GOOD), col("overall_rating")
    rows = rows.with_columns(
        usable_low_places=ends["low"], usable_high_places=ends["high"], good=nw.when(is_good).then(col("urn"))
    )
    numbers = rows.group_by(*by).agg(
        home_count=col("urn").n_unique(),
        place_count=col("place_count").sum(),
        told_count=col("place_count").count(),
        **{name: col(name).sum() for name in ("usable_low_places", "usable_high_places")},
    )
    good = rows.filter(~col("good").is_null()).group_by(*by).agg(good_home_count=col("good").n_unique())
    is_fit = ~rating.is_in(("Inadequate", "Not met")).fill_null(False)
    is_strong = is_fit & ~rating.is_in(("Requires improvement to be good", "Requires improvement")).fill_null(False)
    once = rows.select(*by, "urn", is_fit=is_fit, is_strong=is_strong).unique()
    empty = once.join(told_of(held, "places_vacant"), on="urn").with_columns(
        vacant_count=col("places_vacant"),
        vacant_fit_count=nw.when(col("is_fit")).then(col("places_vacant")).otherwise(nw.lit(0)),
        vacant_good_count=nw.when(col("is_strong")).then(col("places_vacant")).otherwise(nw.lit(0)),
    )
    empty = grouped_sum(empty, by, "vacant_count", "vacant_fit_count", "vacant_good_count")
    found = numbers.join(good, on=list(by), how="left").join(empty, on=list(by), how="left")
    found = found.join(held["areas_listed"].select("authority_code"), on="authority_code")
    return listed(found).with_columns(good_home_count=col("good_home_count").fill_null(0))


NEED = {
    "waiting_count": "tally is_waiting",
    "too_far_count": "tally is_too_far",
    "unregistered_count": "tally is_unregistered",
    "unmatched_count": "tally is_unmatched",
    "solo_need_count": "tally is_solo_needed",
    "solo_placed_count": "tally is_solo_placed",
    "miles_known_count": "count miles",
    "mean_miles": "mean miles",
    "priced_count": "count price",
    "mean_gbp_week": "mean price",
}
MARTS = {
    "siting_distances": distances,
    "siting_homes": homes,
    "siting_nearer": nearer,
    "siting_need": Mart(
        (("area_name", "placement_type"),),
        NEED,
        {"waiting_pct": ("waiting_count", "need_count")},
        count="need_count",
        rows=children,
    ),
}
