"""The frames' way of the gaps: need of each area, supply that can be used, what is lacking here and next door."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import narwhals as nw

from tests.benchmarks.framed import col, grouped, grouped_sum
from tests.benchmarks.held import Held, Rows

KIND, COHORT = "Placement type", "Need cohort"
HOMES = "Children's homes and secure homes"
JUSTIFIED = ("preference", "safeguarding", "carer moved", "legal")
LACKING = ("local provision full", "no local provision")
NEEDED = ("area_name", "kind", "category_code")
SUPPLIED = ("registered_places", "reported_places", "usable_low_places", "usable_high_places")


def needed_type() -> Any:
    """What a child would be in were it in the right place: a home where it is unregistered, nothing where it is kin."""
    is_kin = col("placement_code").is_in(("U1", "U2", "U3"))
    own = nw.when(~is_kin | col("placement_code").is_null()).then(col("placement_type"))
    return nw.when(col("is_unregistered").fill_null(False)).then(nw.lit(HOMES)).otherwise(own)


def children_of_areas(held: Held) -> Rows:
    """Children of each area who need a place of a kind that is listed."""
    columns = "placement_type placement_code is_unregistered host_authority_code is_distant distance_reason child_id"
    rows = held.children(*columns.split(), "are_prices_known", "are_outcomes_known", "are_searches_known")
    host = held["areas"].rename({"authority_code": "host_authority_code", "area_name": "host_area_name"})
    rows = rows.join(held["areas"], on="authority_code").join(host, on="host_authority_code", how="left")
    reason = col("distance_reason")
    is_here = (col("host_area_name") == col("area_name")).fill_null(False)
    rows = rows.with_columns(
        placement_type=needed_type(),
        is_place_unknown=col("host_authority_code").is_null(),
        is_outside=~col("host_authority_code").is_null() & ~is_here,
        is_lacking=reason.is_in(LACKING).fill_null(False),
        is_justified=reason.is_in(JUSTIFIED).fill_null(False),
        is_unregistered=col("is_unregistered").fill_null(False),
        is_kind_unknown=col("is_unregistered").is_null(),
    )
    return rows.join(listed(held), on="placement_type")


def listed(held: Held) -> Rows:
    """Each type that is listed, and whether it has places."""
    return held["placement_supply"].group_by("placement_type").agg(col("has_places").any())


def _needs(held: Held) -> Rows:
    rows = children_of_areas(held)
    is_away = col("is_outside") | col("is_distant")
    rows = rows.with_columns(
        low=col("is_unregistered") | (is_away & col("is_lacking")),
        high=col("is_unregistered") | (is_away & ~col("is_justified")),
    )
    figures = {
        "need_for_places_count": "tally has_places",
        "placed_outside_count": "tally is_outside",
        "distant_count": "tally is_distant",
        "unregistered_count": "tally is_unregistered",
        "place_unknown_count": "tally is_place_unknown",
        "demand_gap_low_count": "tally low",
        "demand_gap_high_count": "tally high",
    }
    by_type = grouped(rows, ("area_name", "placement_type"), figures, count="need_count")
    by_type = by_type.rename({"placement_type": "category_code"}).with_columns(kind=nw.lit(KIND))
    cohorts = held["cohorts"].filter(col("collected") != "searches").select("cohort", "collected")
    members = held["cohort_members"].filter(col("as_at") == held.day(held.here.as_at)).select("cohort", "child_id")
    rows = rows.join(members, on="child_id").join(cohorts, on="cohort")
    known = ((col("collected") == "prices") & col("are_prices_known")) | (col("collected") == "")
    rows = rows.filter(known | ((col("collected") == "outcomes") & col("are_outcomes_known")))
    by_cohort = grouped(rows, ("area_name", "cohort"), figures, count="need_count")
    by_cohort = by_cohort.rename({"cohort": "category_code"}).with_columns(kind=nw.lit(COHORT))
    return nw.concat([by_type, by_cohort.select(by_type.collect_schema().names())])


def told_of(held: Held, column: str) -> Rows:
    """What each home last told within a month of its places, by its number."""
    here = held.here
    since, until = held.day(here.as_at - timedelta(days=31)), held.day(here.as_at)
    rows = held["stg_vacancies"].filter(col("as_at") <= until, col("as_at") > since, ~col(column).is_null())
    rows = rows.filter(col("as_at") == col("as_at").max().over("urn"))
    return rows.group_by("urn").agg(col(column).min())


def assumed(held: Held, assumption: str, subject: str, low: str, high: str) -> Rows:
    """The low and the high end of an assumption about each subject."""
    rows = held["assumptions"].filter(col("assumption") == assumption)
    return rows.select(**{subject: col("subject"), low: col("value_low"), high: col("value_high")})


def supply(held: Held) -> Rows:
    """Places of each area and type: registered, reported, and that can be used, at least and at most."""
    rows = held.provision(
        "urn", "provision_type", "authority_code", "place_count", "overall_rating", "is_short_break_only"
    )
    rows = rows.with_columns(settings=nw.len().over("urn")).join(told_of(held, "places_staffed"), on="urn", how="left")
    staffed = nw.when(col("settings") == 1).then(col("places_staffed"))
    rows = rows.with_columns(places_staffed=staffed)
    of = held["areas"].filter(col("authority_code").is_in(tuple(held.here.now)))
    served = held["placement_supply"].filter(col("has_places")).select("placement_type", "provision_type")
    rows = rows.join(of, on="authority_code").join(served, on="provision_type")
    rows = rows.join(
        assumed(held, "rating_usable", "overall_rating", "rated_low", "rated_high"), on="overall_rating", how="left"
    )
    rows = rows.join(
        assumed(held, "availability", "placement_type", "free_low", "free_high"), on="placement_type", how="left"
    )
    rows = rows.join(
        assumed(held, "region_share", "placement_type", "ours_low", "ours_high"), on="placement_type", how="left"
    )
    is_told = ~col("places_staffed").is_null()
    places = nw.when(is_told).then(col("places_staffed")).otherwise(col("place_count"))
    places = nw.when(~col("is_short_break_only")).then(places).otherwise(nw.lit(0))
    usable: dict[str, Any] = {}
    for end in ("low", "high"):
        # Who told how many are staffed has said what can be used; of others it is assumed.
        free = nw.when(is_told).then(nw.lit(1.0)).otherwise(col(f"free_{end}").fill_null(0))
        rate, ours = col(f"rated_{end}").fill_null(0), col(f"ours_{end}").fill_null(0)
        usable[f"usable_{end}_places"] = places * rate * free * ours
    reported = nw.when(is_told).then(col("place_count"))
    rows = rows.with_columns(registered_places=col("place_count"), reported_places=reported, **usable)
    found = grouped_sum(rows, ("area_name", "placement_type"), *SUPPLIED)
    every = of.select("area_name").unique().join(served.select("placement_type").unique(), how="cross")
    found = every.join(found, on=["area_name", "placement_type"], how="left")
    return found.with_columns(col(*SUPPLIED).cast(nw.Float64).fill_null(0))


def _shares(held: Held) -> Rows:
    """Of the places of each type the share that a category may count on: the share of a cohort's children in it."""
    types = listed(held).select("placement_type")
    own = types.select("placement_type", kind=nw.lit(KIND), category_code=col("placement_type"), share=nw.lit(1.0))
    sizes = held["int_need_sizes"].filter(col("as_at") == held.day(held.here.as_at)).drop("as_at")
    wholes = sizes.filter(col("cohort") == "").select("placement_type", whole="child_count")
    parts = (
        sizes.filter(col("cohort") != "", col("child_count") > 7)
        .join(wholes, on="placement_type")
        .join(types, on="placement_type")
    )
    share = (col("child_count") / 5).round() / (col("whole") / 5).round()
    share = nw.when(share < 1).then(share).otherwise(nw.lit(1.0))
    every = held["cohorts"].filter(col("collected") != "searches").select("cohort").join(types, how="cross")
    parts = every.join(parts.with_columns(share=share), on=["cohort", "placement_type"], how="left")
    parts = parts.select("placement_type", kind=nw.lit(COHORT), category_code="cohort", share=col("share").fill_null(0))
    return nw.concat([own, parts])


def gaps(held: Held) -> Rows:
    """Need, supply and what is lacking in each area, of each type and cohort."""
    needs = _needs(held)
    found = supply(held).join(_shares(held), on="placement_type")
    found = found.with_columns(col(*SUPPLIED) * col("share"))
    found = needs.join(grouped_sum(found, NEEDED, *SUPPLIED), on=list(NEEDED), how="left")
    here = held["areas"].rename({"authority_code": "neighbour_code", "area_name": "neighbour_name"})
    touching = held["neighbours"].join(held["areas"], on="authority_code").join(here, on="neighbour_code")
    touching = touching.filter(col("area_name") != col("neighbour_name")).select("area_name", "neighbour_name").unique()
    beside = needs.select(
        "kind", "category_code", neighbour_name="area_name", neighbour_gap_count="demand_gap_high_count"
    )
    beside = grouped_sum(touching.join(beside, on="neighbour_name"), NEEDED, "neighbour_gap_count")
    found = found.join(beside, on=list(NEEDED), how="left").with_columns(col("neighbour_gap_count").fill_null(0))
    need = nw.when(~col("registered_places").is_null()).then(col("need_for_places_count"))
    home = float(next(high for name, _, _, high in held.listed("assumptions") if name == "shared_home_places"))
    shared = col("demand_gap_high_count") + col("neighbour_gap_count")
    return found.with_columns(
        need_for_places_count=need,
        supply_gap_low_count=need - col("usable_high_places"),
        supply_gap_high_count=need - col("usable_low_places"),
        shared_gap_count=shared,
        homes_filled_ratio=shared / home,
    )


MARTS = {"gaps": gaps, "region_gaps": gaps}
