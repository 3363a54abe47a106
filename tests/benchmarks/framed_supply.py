"""The frames' way of marts about homes and providers: where, whose, how good, how full."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from tests.benchmarks.framed import col, grouped, grouped_sum, pct, total, with_shares
from tests.benchmarks.framed_gaps import children_of_areas
from tests.benchmarks.framed_people import GOOD
from tests.benchmarks.held import Held, Rows

HOMES = ("urn", "setting_number", "provision_type", "authority_code", "postcode_sector", "owner_type", "owner_name")
PLACES = {"place_count": "sum place_count"}
TOLD = {"told_count": "count place_count"}
SHARED = ("placement_type", "owner_name")


def ours(held: Held) -> Rows:
    """Every setting of the list that can be used, in an authority of ours."""
    rows = held.provision(*HOMES, "place_count", "overall_rating", "is_short_break_only")
    names = held["chosen_authorities"].select("authority_code", "authority_name")
    return rows.join(names, on="authority_code").with_columns(owner_name=col("owner_name").fill_null("Not recorded"))


def homes(held: Held) -> Rows:
    """Those that serve a type of placement, once for each."""
    return ours(held).join(held["placement_supply"], on="provision_type")


def with_places(held: Held) -> Rows:
    """Those with places of their own, their ratings judged."""
    rows, rating = homes(held).filter(col("has_places")), col("overall_rating")
    is_weak = (rating == "Inadequate") | rating.str.starts_with("Requires improvement")
    return rows.with_columns(is_good=rating.is_in(GOOD), is_weak=is_weak)


def owners(held: Held) -> Rows:
    """Homes of each owner in each authority."""
    return _owned(with_places(held), ("authority_code", "placement_type", "owner_name"))


def owners_together(held: Held) -> Rows:
    """Homes of each owner in the region, of all authorities together."""
    of_region = held["chosen_authorities"].filter(col("is_in_region")).select("authority_code")
    return _owned(with_places(held).join(of_region, on="authority_code"), ("placement_type", "owner_name"))


def _owned(rows: Rows, by: tuple[str, ...]) -> Rows:
    figures = {**PLACES, **TOLD, "good_home_count": "tally is_good", "weak_home_count": "tally is_weak"}
    found = grouped(rows, by, {**figures, "owner_type": "max owner_type"}, count="home_count")
    return listed(found).with_columns(owner_type=col("owner_type").fill_null("Not recorded"))


def listed(found: Rows) -> Rows:
    """Where no home of a group is listed with its places, how many there are is not known."""
    known = nw.when(col("told_count") > 0).then(col("place_count"))
    return found.with_columns(place_count=known).drop("told_count")


def market(held: Held) -> Rows:
    """Homes, places, children and spend of each owner that is not an authority."""
    is_in_market = (col("owner_type") != "Local Authority").fill_null(False)
    rows = homes(held).filter(is_in_market, col("authority_code").is_in(tuple(held.here.now)))
    places = grouped(rows, SHARED, PLACES, count="home_count")
    rows = held.children("placement_type", "owner_name", "owner_type", "is_registered_match", "weekly_cost_gbp")
    rows = rows.filter(is_in_market, col("is_registered_match"), ~col("owner_name").is_null())
    children = grouped(rows, SHARED, {"priced_count": "count weekly_cost_gbp", "spend_gbp_week": "sum weekly_cost_gbp"})
    whole = ("home_count", "place_count", "child_count", "priced_count", "spend_gbp_week")
    parts = [_filled(places, whole), _filled(children, whole)]
    return grouped_sum(nw.concat(parts), SHARED, *whole)


def _filled(rows: Rows, whole: tuple[str, ...]) -> Rows:
    there = rows.collect_schema().names()
    cells: dict[str, Any] = {name: col(name).fill_null(0) if name in there else nw.lit(0) for name in whole}
    return rows.select(*SHARED, **{name: cell.cast(nw.Float64) for name, cell in cells.items()})


def shares(held: Held) -> Rows:
    """Each owner's share of the children of a type."""
    found = market(held).with_columns(type_count=total("child_count", ("placement_type",)))
    is_known = (col("home_count") == 0) | (col("place_count") > 0)
    found = found.with_columns(place_count=nw.when(is_known).then(col("place_count")))
    spent = nw.when(col("priced_count") > 0).then(col("spend_gbp_week"))
    return with_shares(found.with_columns(spend_gbp_week=spent), {"child_pct": ("child_count", "type_count")})


def concentration(held: Held) -> Rows:
    """How much of places, children and spend the largest owners hold."""
    held_by, by = market(held), ("placement_type", "basis")
    bases = {
        "Registered places": ("place_count", "place_count"),
        "Children placed": ("child_count", "child_count"),
        "Weekly spend": ("spend_gbp_week", "priced_count"),
    }
    parts = [
        held_by.select("placement_type", amount=col(amount), behind_count=col(behind), basis=nw.lit(name))
        for name, (amount, behind) in bases.items()
    ]
    rows = nw.concat(parts).filter(col("amount") > 0)
    rows = rows.with_columns(share=100 * col("amount") / total("amount", by))
    order = col("share").rank("ordinal", descending=True).over(*by)
    rows = rows.with_columns(squared=col("share") ** 2, of_three=nw.when(order <= 3).then(col("share")))
    figures = {
        "behind_count": "sum behind_count",
        "largest_pct": "max share",
        "top_three_pct": "sum of_three",
        "concentration_score": "sum squared",
    }
    return grouped(rows, by, figures, count="owner_count")


def filled(held: Held) -> Rows:
    """Of places, how many children of the region fill."""
    rows = homes(held).filter(col("has_places"), col("authority_code").is_in(tuple(held.here.now)))
    places = grouped(rows, ("placement_type",), {**PLACES, "listed": "count place_count"}, count="homes")
    places = places.select("placement_type", registered_places=nw.when(col("listed") > 0).then(col("place_count")))
    children = held.everyone("urn").join(rows.select("placement_type", "urn").unique(), on="urn")
    found = places.join(grouped(children, ("placement_type",), count="filled_count"), on="placement_type", how="left")
    assumed = held["assumptions"].filter(col("assumption") == "region_share")
    assumed = assumed.select(placement_type="subject", assumed_low="value_low", assumed_high="value_high")
    found = found.with_columns(filled_count=col("filled_count").fill_null(0))
    found = found.join(assumed, on="placement_type", how="left")
    return found.with_columns(filled_pct=pct("filled_count", "registered_places"))


def by_authority(held: Held) -> Rows:
    """Homes and places of each authority."""
    by = ("authority_code", "placement_type")
    return listed(grouped(with_places(held), by, {**PLACES, **TOLD}, count="home_count"))


def by_sector(held: Held) -> Rows:
    """Homes and places of each postcode sector."""
    by = ("placement_type", "authority_code", "postcode_sector")
    rows = with_places(held).with_columns(postcode_sector=col("postcode_sector").fill_null("Not known"))
    return listed(grouped(rows, by, {**PLACES, **TOLD}, count="home_count"))


def by_area(held: Held) -> Rows:
    """Homes and places of each area by rating, owner and size, beside the children who need them."""
    rows = with_places(held).filter(col("authority_code").is_in(tuple(held.here.now)))
    rows = rows.join(held["areas"], on="authority_code")
    size = nw.lit("Places not listed")
    for home_size, fewest in sorted(held.listed("home_sizes"), key=lambda row: row[1]):
        size = nw.when(col("place_count") >= fewest).then(nw.lit(home_size)).otherwise(size)
    categories = {
        "All": nw.lit("All"),
        "Rating": col("overall_rating"),
        "Owner": col("owner_type").fill_null("Not recorded"),
        "Size": size,
    }
    by = ("area_name", "placement_type", "category")
    parts = [
        grouped(rows.with_columns(category=category), by, {**PLACES, **TOLD}, count="home_count").with_columns(
            dimension=nw.lit(name)
        )
        for name, category in categories.items()
    ]
    needs = grouped(children_of_areas(held), ("area_name", "placement_type"))
    found = nw.concat(parts).join(needs, on=["area_name", "placement_type"], how="left")
    found = listed(found).with_columns(child_count=col("child_count").fill_null(0))
    ratio = nw.when(col("place_count") != 0).then(col("child_count") / col("place_count"))
    return found.with_columns(children_per_place_ratio=ratio)


def not_counted(held: Held) -> Rows:
    """Homes of the list that are no supply, and why."""
    here, by = held.here, ("provision_type", "reason")
    day = held.day(here.as_at)
    rows = held["stg_provision"].filter(col("list_date") == held.day(here.list_date or here.as_at))
    is_closed = (col("closed_date") <= day).fill_null(False)
    rows = rows.filter(is_closed | ~col("is_supply")).with_columns(
        is_closed=is_closed, status=col("registration_status").str.to_lowercase().str.strip_chars()
    )
    rows = rows.join(held["chosen_authorities"].select("authority_code"), on="authority_code")
    rows = rows.join(held["registration_statuses"], on="status", how="left")
    reason = nw.when(col("is_closed")).then(nw.lit("Closed")).otherwise(col("meaning").fill_null("Closed"))
    return listed(grouped(rows.with_columns(reason=reason), by, {**PLACES, **TOLD}, count="home_count"))


def register(held: Held) -> Rows:
    """The list in force."""
    number = col("setting_number").cast(nw.Int64).cast(nw.String)
    return ours(held).drop("postcode_sector").with_columns(setting_number=number)


MARTS = {
    "home_owners": owners,
    "home_owners_together": owners_together,
    "market_concentration": concentration,
    "market_shares": shares,
    "places_filled": filled,
    "provision_by_area": by_area,
    "provision_by_authority": by_authority,
    "provision_not_counted": not_counted,
    "provision_register": register,
    "provision_sites": by_sector,
}
