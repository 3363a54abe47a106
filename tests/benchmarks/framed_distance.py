"""The frames' way of marts about where children live: distance, hosts, kinds of placement, flows."""

from __future__ import annotations

import narwhals as nw

from tests.benchmarks.framed import Mart, banded, col, grouped, grouped_sum, pct, total, with_shares
from tests.benchmarks.held import Held, Rows

UNKNOWN = "Not known"
MILES = {"known_count": "count distance_miles", "median_distance_miles": "median distance_miles"}
FAR = {**MILES, "distant_count": "tally is_distant", "out_of_area_count": "tally is_out_of_area"}
FAR_SHARES = {
    "distant_pct": ("distant_count", "child_count"),
    "distant_of_known_pct": ("distant_count", "known_count"),
    "out_of_area_pct": ("out_of_area_count", "child_count"),
}
FLOWS = {**MILES, "priced_count": "count weekly_cost_gbp", "mean_cost_gbp_week": "mean weekly_cost_gbp"}
HOST = {"host_authority_code": UNKNOWN}


def locality_of(held: Held) -> Rows:
    """Where children live beside their home: inside or outside, near or far."""
    counted = grouped(held.children("locality", "distance_class"), ("locality", "distance_class"))
    classes = held["locality_classes"].select("locality_class", "locality", "distance_class")
    known = classes.filter(~nw.col("distance_class").is_null())
    near = counted.filter(col("locality") != UNKNOWN).join(known, on=["locality", "distance_class"])
    lost = counted.filter(col("locality") == UNKNOWN)
    lost = lost.join(classes.filter(col("locality") == UNKNOWN).drop("distance_class"), on="locality")
    columns = ("locality_class", "child_count")
    found = grouped_sum(nw.concat([near.select(columns), lost.select(columns)]), ("locality_class",), "child_count")
    shares = {"child_pct": ("child_count", "all_child_count")}
    return with_shares(found.with_columns(all_child_count=total("child_count")), shares)


def comparators_at_home(held: Held) -> Rows:
    """The region's children beside whom others stand, in classes of locality."""
    return with_shares(held["int_locality_everyone"], {"child_pct": ("child_count", "all_child_count")}).drop(
        "display_order"
    )


def placed(held: Held) -> Rows:
    """Children of now with the area or ring that hosts them."""
    columns = ("placement_type", "host_authority_code", "is_host_in_region", "distance_miles", "weekly_cost_gbp")
    rows = held.children(*columns)
    areas = held["hosts_of_areas"]
    is_own = col("host_authority_code") == col("authority_code")
    region = held.here.region_name
    ring = (
        nw.when(col("is_host_in_region")).then(nw.lit(f"Elsewhere in {region}")).otherwise(nw.lit(f"Outside {region}"))
    )
    ring = nw.when(is_own).then(nw.lit("Own authority")).otherwise(ring)
    rows = rows.join(areas, on="host_authority_code", how="left")
    return rows.with_columns(
        host_area_name=nw.when(is_own)
        .then(nw.lit("Own authority"))
        .otherwise(col("host_area_name").fill_null(UNKNOWN)),
        host_ring=nw.when(col("host_authority_code").is_null()).then(nw.lit(UNKNOWN)).otherwise(ring),
    )


def distance_bands(held: Held) -> Rows:
    """Children of each type in each band of miles."""
    rows = held.children("placement_type", "distance_miles")
    found = grouped(
        rows.with_columns(distance_band=banded(held, "distance_bands", "distance_miles")),
        ("placement_type", "distance_band"),
    )
    found = found.with_columns(type_child_count=total("child_count", ("placement_type",)))
    return with_shares(found, {"child_pct": ("child_count", "type_child_count")})


def miles(held: Held) -> Rows:
    """Children in each step of miles."""
    rows = held.children("distance_miles")
    found = grouped(
        rows.with_columns(distance_band=banded(held, "distance_steps", "distance_miles")), ("distance_band",)
    )
    found = found.with_columns(all_child_count=total("child_count"))
    return with_shares(found, {"child_pct": ("child_count", "all_child_count")})


def used_by(held: Held) -> Rows:
    """Children of each type living in an area, by the area that placed them."""
    rows = grouped(
        held.children("placement_type", "host_authority_code"),
        ("authority_code", "host_authority_code", "placement_type"),
    )
    placing = held["areas"].rename({"area_name": "placing_area_name"})
    rows = rows.join(placing, on="authority_code").join(
        held["areas"].rename({"authority_code": "host_authority_code"}), on="host_authority_code"
    )
    found = grouped_sum(rows, ("area_name", "placement_type", "placing_area_name"), "child_count")
    found = found.with_columns(living_here_count=total("child_count", ("area_name", "placement_type")))
    return with_shares(found, {"placing_pct": ("child_count", "living_here_count")})


def arrivals(held: Held) -> Rows:
    """Children of other authorities who live in each."""
    rows = grouped(held.children("host_authority_code"), ("authority_code", "host_authority_code"))
    others = nw.when(col("authority_code") != col("host_authority_code")).then(col("child_count")).otherwise(nw.lit(0))
    rows = grouped_sum(rows.with_columns(others_in_count=others), ("host_authority_code",), "others_in_count")
    here = held["stg_authorities"].filter(col("is_in_region")).select("authority_code")
    return rows.rename({"host_authority_code": "authority_code"}).join(here, on="authority_code")


def flows(held: Held) -> Rows:
    """Children by who placed them and who hosts them, where that is known."""
    rows = held.children("host_authority_code").filter(~col("host_authority_code").is_null())
    return grouped(rows, ("authority_code", "host_authority_code"))


def movement(held: Held) -> Rows:
    """What each authority places outside, and what others place in it."""
    pairs = grouped(held.children("host_authority_code"), ("authority_code", "host_authority_code"))
    host, own = col("host_authority_code"), col("authority_code")
    is_unknown = host.is_null()
    pairs = pairs.with_columns(
        own_inside_count=nw.when(host == own).then(col("child_count")).otherwise(nw.lit(0)),
        own_outside_count=nw.when(host != own, ~is_unknown).then(col("child_count")).otherwise(nw.lit(0)),
        own_unknown_count=nw.when(is_unknown).then(col("child_count")).otherwise(nw.lit(0)),
    )
    sides = ("own_inside_count", "own_outside_count", "own_unknown_count")
    found = grouped_sum(pairs, ("authority_code",), "child_count", *sides).rename({"child_count": "own_count"})
    arriving = grouped_sum(
        pairs.rename({"own_outside_count": "others_in_count"}), ("host_authority_code",), "others_in_count"
    )
    found = found.join(arriving.rename({"host_authority_code": "authority_code"}), on="authority_code", how="left")
    inside, outside, others = (col(n) for n in ("own_inside_count", "own_outside_count", "others_in_count"))
    found = found.with_columns(others_in_count=others.fill_null(0))
    found = found.with_columns(living_in_count=inside + others, net_count=others - outside)
    return found.with_columns(import_pct=pct("others_in_count", "living_in_count"))


MARTS = {
    "chosen_children": Mart(((),)),
    "comparator_locality": comparators_at_home,
    "distance_reasons": Mart(
        (("reason",),),
        where=col("is_distant"),
        facts=("is_distant",),
        also={"distance_reasons": "distance_reason"},
        count="distant_count",
        named={"reason": "Not recorded"},
        wholes={"all_distant_count": ("distant_count", ())},
        shares={"distant_pct": ("distant_count", "all_distant_count")},
    ),
    "flows_by_area": Mart((("host_area_name",),), FLOWS, rows=placed),
    "flows_by_ring_and_type": Mart((("placement_type", "host_ring"),), FLOWS, rows=placed),
    "net_movement": movement,
    "placement_distance": Mart((("authority_code",),), FAR, FAR_SHARES),
    "placement_distance_bands": distance_bands,
    "placement_distance_by_type": Mart((("placement_type",),), FAR, FAR_SHARES),
    "placement_flows": Mart((("authority_code", "host_authority_code"),), FLOWS, named=HOST),
    "placement_flows_by_type": Mart(
        (("authority_code", "host_authority_code", "placement_type", "provider_sector"),), FLOWS, named=HOST
    ),
    "placement_hosts": Mart(
        (("host_authority_code",),),
        {**MILES, "distant_count": "tally is_distant"},
        {"distant_pct": ("distant_count", "child_count")},
        named=HOST,
    ),
    "placement_kinds": Mart(
        (("placement_type",),),
        wholes={"all_child_count": ("child_count", ())},
        shares={"child_pct": ("child_count", "all_child_count")},
    ),
    "placement_locality": locality_of,
    "placement_miles": miles,
    "placement_mix": Mart(
        (("placement_type", "provider_sector"),),
        wholes={"type_child_count": ("child_count", ("placement_type",)), "all_child_count": ("child_count", ())},
        shares={"provider_pct": ("child_count", "type_child_count"), "child_pct": ("child_count", "all_child_count")},
    ),
    "placement_mix_by_authority": Mart(
        (("authority_code", "placement_type", "provider_sector"),),
        wholes={"authority_child_count": ("child_count", ("authority_code",))},
        shares={"child_pct": ("child_count", "authority_child_count")},
    ),
    "placement_sectors": Mart(
        (("placement_sector", "host_authority_code"),),
        {**MILES, "distant_count": "tally is_distant"},
        named={"placement_sector": UNKNOWN, **HOST},
    ),
    "placement_trend": Mart(
        (("as_at", "placement_type"),),
        wholes={"all_child_count": ("child_count", ("as_at",))},
        shares={"child_pct": ("child_count", "all_child_count")},
        is_by_month=True,
    ),
    "provision_used_by": used_by,
    "region_arrivals": arrivals,
    "region_flows": flows,
}
