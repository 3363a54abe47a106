"""The frames' way of marts about prices."""

from __future__ import annotations

from datetime import date
from typing import Any

import narwhals as nw

from tests.benchmarks.framed import Mart, banded, capitalised, col, grouped, pct, total, with_shares
from tests.benchmarks.framed_distance import placed
from tests.benchmarks.held import Held, Rows

MEDIAN = {"priced_count": "count weekly_cost_gbp", "median_gbp_week": "median weekly_cost_gbp"}
COSTS = {**MEDIAN, "mean_gbp_week": "mean weekly_cost_gbp"}
QUARTILES = {"lower_quartile_gbp_week": "q25 weekly_cost_gbp", "upper_quartile_gbp_week": "q75 weekly_cost_gbp"}
NINETIETH = {"ninetieth_gbp_week": "q90 weekly_cost_gbp"}
PRICED = {"priced_pct": ("priced_count", "child_count")}
KINDS = {"placement_kinds": "placement_type"}
ALL = "All placements"
PARTS = ("social_care_gbp", "education_gbp", "health_gbp")


def by_distance(held: Held) -> Rows:
    """Children with the band of miles they live within."""
    rows = held.children("placement_type", "weekly_cost_gbp", "distance_miles")
    return rows.with_columns(distance_band=banded(held, "distance_bands", "distance_miles"))


def by_area(held: Held) -> Rows:
    """Prices of who places and of who hosts."""
    rows = held.children("host_authority_code", "weekly_cost_gbp")
    placing = grouped(rows, ("authority_code",), COSTS).with_columns(basis=nw.lit("Placing authority"))
    host = grouped(rows, ("host_authority_code",), COSTS).rename({"host_authority_code": "authority_code"})
    host = host.with_columns(
        basis=nw.lit("Host authority"), authority_code=col("authority_code").fill_null("Not known")
    )
    return with_shares(nw.concat([placing, host]), PRICED)


def joint(held: Held) -> Rows:
    """Who pays, of children whose price has parts, by kind, need and authority."""
    rows = held.children("placement_type", "primary_need", "weekly_cost_gbp", *PARTS)
    has_parts = ~col("social_care_gbp").is_null() | ~col("education_gbp").is_null() | ~col("health_gbp").is_null()
    rows = rows.filter(~col("weekly_cost_gbp").is_null(), has_parts)
    needs = held["input_values"].filter(col("value_list") == "primary_need")
    rows = rows.join(needs.select(primary_need="value", need="meaning"), on="primary_need", how="left")
    of_others = col("education_gbp").fill_null(0) + col("health_gbp").fill_null(0)
    rows = rows.with_columns(
        social_care_gbp=nw.coalesce(col("social_care_gbp"), col("weekly_cost_gbp") - of_others),
        education_gbp=col("education_gbp").fill_null(0),
        health_gbp=col("health_gbp").fill_null(0),
        primary_need=col("need").fill_null("None recorded"),
    )
    left_over = col("weekly_cost_gbp") - nw.sum_horizontal(*PARTS)
    rows = rows.filter(col("social_care_gbp") >= 0, left_over.abs() <= 1)
    rows = rows.with_columns(has_education=col("education_gbp") > 0, has_health=col("health_gbp") > 0)
    rows = rows.with_columns(is_joint=col("has_education") | col("has_health"), all=nw.lit("All"))
    rows = rows.join(held["stg_authorities"].select("authority_code", "authority_name"), on="authority_code")
    figures = {
        "joint_count": "tally is_joint",
        "education_count": "tally has_education",
        "health_count": "tally has_health",
        "mean_cost_gbp_week": "mean weekly_cost_gbp",
        "mean_social_care_gbp_week": "mean social_care_gbp",
        "mean_education_gbp_week": "mean education_gbp",
        "mean_health_gbp_week": "mean health_gbp",
    }
    dimensions = {
        "All": "all",
        "Placement type": "placement_type",
        "Primary need": "primary_need",
        "Responsible authority": "authority_name",
    }
    groups = [
        grouped(rows, (by,), figures, count="priced_count", shares={"joint_pct": ("joint_count", "priced_count")})
        .rename({by: "category"})
        .with_columns(dimension=nw.lit(dimension))
        for dimension, by in dimensions.items()
    ]
    found = nw.concat(groups)
    shares = {
        f"{part}_pct": (f"mean_{part}_gbp_week", "mean_cost_gbp_week")
        for part in ("social_care", "education", "health")
    }
    return with_shares(found, shares)


def on_frameworks(held: Held) -> Rows:
    """How children's placements were bought, and how many of their homes are on a framework."""
    rows = held.children("placement_type", "sourcing_route", "weekly_cost_gbp", "urn")
    rows = rows.filter(~col("sourcing_route").is_null()).with_columns(capitalised("sourcing_route"))
    listed = members(held).select("urn").unique().with_columns(is_listed=nw.lit(1))
    rows = rows.join(listed, on="urn", how="left")
    figures = {"median_gbp_week": "median weekly_cost_gbp", "listed_count": "count is_listed"}
    found = grouped(rows, ("placement_type", "sourcing_route"), figures)
    found = found.with_columns(type_count=total("child_count", ("placement_type",)))
    return with_shares(
        found, {"route_pct": ("child_count", "type_count"), "listed_pct": ("listed_count", "child_count")}
    )


def members(held: Held) -> Rows:
    """Who is on which lot of which framework at the date."""
    day = held.day(held.here.as_at)
    left = col("left_date")
    rows = held["stg_frameworks"].filter(col("joined_date") <= day, left.is_null() | (left > day))
    return rows.select("framework", "lot", col("sub_lot").fill_null("All"), "urn").unique()


def lots(held: Held) -> Rows:
    """Providers on each lot, and children who live with them."""
    by = ("framework", "lot", "sub_lot")
    rows = members(held)
    rated = held.registered("urn", "setting_number", "overall_rating")
    first = rated.sort("setting_number").group_by("urn").agg(col("overall_rating").first(order_by="setting_number"))
    rows = rows.join(first, on="urn", how="left").with_columns(
        is_good=col("overall_rating").is_in(("Good", "Outstanding")), is_unlisted=col("overall_rating").is_null()
    )
    figures = {"good_or_better_provider_count": "tally is_good", "not_listed_count": "tally is_unlisted"}
    providers = grouped(rows, by, figures, count="provider_count")
    children = grouped(held.children("urn", "weekly_cost_gbp").join(members(held), on="urn"), by, MEDIAN)
    found = providers.join(children, on=list(by), how="left")
    return found.with_columns(col("child_count", "priced_count").fill_null(0))


def region_beside(held: Held) -> Rows:
    """Prices of each type, and those of the region beside them."""
    rows = held.children("placement_type", "weekly_cost_gbp")
    figures = {**COSTS, **QUARTILES, **NINETIETH}
    types = grouped(rows, ("placement_type",), figures)
    whole = grouped(rows, (), figures).with_columns(placement_type=nw.lit(ALL))
    found = nw.concat([types, whole.select(types.collect_schema().names())])
    beside = held["int_child_months"].filter(col("as_at") == held.day(held.here.as_at)).select("stay_id", "price_id")
    beside = beside.join(held["int_prices"].select("price_id", "weekly_cost_gbp"), on="price_id")
    beside = beside.filter(~col("weekly_cost_gbp").is_null())
    beside = beside.join(held["int_stay_details"].select("stay_id", "placement_type"), on="stay_id")
    middle = {"comparator_median_gbp_week": "median weekly_cost_gbp"}
    others = grouped(beside, ("placement_type",), middle, count="comparator_priced_count")
    all_others = grouped(beside, (), middle, count="comparator_priced_count").with_columns(placement_type=nw.lit(ALL))
    others = nw.concat([others, all_others.select(others.collect_schema().names())])
    found = found.join(others, on="placement_type", how="left").with_columns(
        col("comparator_priced_count").fill_null(0)
    )
    return found.with_columns(priced_pct=pct("priced_count", "child_count"))


def spend(held: Held) -> Rows:
    """What prices come to in a financial year, a line of the outturn, beside what was spent."""
    outturn = held["expenditure"].filter(col("authority_code").is_in(tuple(held.here.now)))
    facts = held["int_known_facts"].join(held["int_vouched"], on=["authority_code", "as_at"])
    facts = facts.filter(col("is_vouched"), col("are_prices_known"))
    years = {year: int(year[:4]) + 1 for _, year, *_ in held.listed("expenditure")}
    parts = [_of_year(held, year, ends, facts) for year, ends in sorted(years.items())]
    found = outturn.join(nw.concat(parts), on=["authority_code", "financial_year", "service"])
    return found.with_columns(spend_ratio=nw.when(col("outturn_gbp") != 0).then(col("spend_gbp") / col("outturn_gbp")))


def _of_year(held: Held, year: str, ends: int, facts: Rows) -> Rows:
    """Of authorities whose twelve months all vouch and have prices: a year of fewer is no year's spend."""
    facts = facts.filter(col("as_at") > held.day(date(ends - 1, 3, 31)), col("as_at") <= held.day(date(ends, 3, 31)))
    whole = grouped(facts, ("authority_code",), count="months").filter(col("months") == 12).select("authority_code")
    rows = held.children_of_year(ends, "child_id", "placement_type", "is_unaccompanied", "weekly_cost_gbp")
    rows = rows.join(whole, on="authority_code")
    rows = rows.join(held["service_placements"], on="placement_type", how="left")
    asylum = nw.when(col("is_unaccompanied")).then(nw.lit("Asylum-seeking children looked after"))
    rows = rows.with_columns(service=asylum.otherwise(col("service")))
    by = ("authority_code", "service", "child_id")
    figures = {"spend_gbp": "sum weekly_cost_gbp", "months": "count weekly_cost_gbp"}
    children = grouped(rows, by, figures)
    whole = children.group_by("authority_code", "child_id").agg(col("spend_gbp").sum(), col("months").sum())
    whole = whole.with_columns(service=nw.lit("Children looked after, total"))
    lines = nw.concat(
        [
            children.filter(~col("service").is_null()).select(*by, "spend_gbp", "months"),
            whole.select(*by, "spend_gbp", "months"),
        ]
    )
    lines = lines.with_columns(is_priced=col("months") > 0, spend_gbp=col("spend_gbp") * (365.25 / 7) / 12)
    found = grouped(
        lines, ("authority_code", "service"), {"priced_count": "tally is_priced", "spend_gbp": "sum spend_gbp"}
    )
    return found.with_columns(financial_year=nw.lit(year))


def of_ten_dearest(held: Held) -> Rows:
    """What each authority's ten dearest placements take of its weekly spend, where it has more of them."""
    rows = held.children("weekly_cost_gbp")
    place = col("weekly_cost_gbp").rank("ordinal", descending=True).over("authority_code")
    rows = rows.with_columns(dearest_gbp=nw.when(place <= 10).then(col("weekly_cost_gbp")))
    figures = {
        "priced_count": "count weekly_cost_gbp",
        "spend_gbp_week": "sum weekly_cost_gbp",
        "dearest_gbp": "sum dearest_gbp",
    }
    found = grouped(rows, ("authority_code",), figures)
    share = nw.when(col("priced_count") > 10).then(100 * col("dearest_gbp") / col("spend_gbp_week"))
    return found.with_columns(ten_dearest_pct=share)


def _of_both(kind: str) -> Any:
    return ((kind, "distance_class"), ("distance_class",))


MARTS = {
    "cost_and_distance": Mart(
        (("placement_type", "distance_band"), ("distance_band",)),
        {**COSTS, **QUARTILES},
        rows=by_distance,
        rolled={"placement_type": ALL},
    ),
    "cost_within_twenty_miles": Mart(
        _of_both("placement_kind"), COSTS, facts=("placement_type",), joined=KINDS, rolled={"placement_kind": ALL}
    ),
    "costs_by_area": by_area,
    "costs_by_host_area": Mart((("host_area_name",),), COSTS, PRICED, rows=placed),
    "costs_by_kind": Mart(
        (("placement_kind",), ()), {**COSTS, **QUARTILES}, PRICED, joined=KINDS, rolled={"placement_kind": ALL}
    ),
    "costs_by_provision": Mart(
        (("provision_type", "sourcing_route"), ("provision_type",)),
        {"median_gbp_week": "median weekly_cost_gbp", **QUARTILES, **NINETIETH},
        count="priced_count",
        where=~col("weekly_cost_gbp").is_null(),
        worked_out={
            "provision_type": col("provision_type").fill_null("Not recorded"),
            "sourcing_route": capitalised("sourcing_route").fill_null("Not recorded"),
        },
        facts=("provision_type", "sourcing_route"),
        rolled={"sourcing_route": "All ways together"},
    ),
    "costs_by_type": region_beside,
    "framework_coverage": on_frameworks,
    "framework_lots": lots,
    "joint_funding": joint,
    "sixteen_plus": Mart(
        (("placement_type", "provision_type"),),
        {**MEDIAN, "unaccompanied_count": "tally is_unaccompanied", "out_of_area_count": "tally is_out_of_area"},
        {
            "child_pct": ("child_count", "sixteen_plus_count"),
            "unaccompanied_pct": ("unaccompanied_count", "child_count"),
            "out_of_area_pct": ("out_of_area_count", "child_count"),
        },
        {"sixteen_plus_count": ("child_count", ())},
        facts=("age_years",),
        where=col("age_years") >= 16,
        named={"provision_type": "Not in the costs return"},
        kept_as={"provision_type": "accommodation"},
    ),
    "spend_on_ten_dearest": of_ten_dearest,
    "spend_reconciled": spend,
}
