"""The frames' way of marts about some children: of a need, fostered, unaccompanied, with children of their own."""

from __future__ import annotations

import narwhals as nw

from tests.benchmarks.framed import col, grouped, with_shares
from tests.benchmarks.framed_costs import MEDIAN
from tests.benchmarks.held import Held, Rows

RESIDENTIAL = ("Children's homes and secure homes", "Residential schools")


def autistic(held: Held) -> Rows:
    """Children with autism or social and emotional needs in each authority."""
    columns = (
        "primary_need",
        "has_ehcp",
        "placement_type",
        "is_distant",
        "education_gbp",
        "health_gbp",
        "weekly_cost_gbp",
    )
    rows = held.children(*columns)
    rows = rows.filter(col("primary_need").is_in(("ASD", "SEMH")))
    is_joint = (col("education_gbp") > 0).fill_null(False) | (col("health_gbp") > 0).fill_null(False)
    rows = rows.with_columns(is_residential=col("placement_type").is_in(RESIDENTIAL), is_joint=is_joint)
    figures = {
        "plan_count": "tally has_ehcp",
        "residential_count": "tally is_residential",
        "distant_count": "tally is_distant",
        "joint_count": "tally is_joint",
        "median_gbp_week": "median weekly_cost_gbp",
    }
    shares = {f"{part}_pct": (f"{part}_count", "child_count") for part in ("plan", "residential", "distant", "joint")}
    found = grouped(rows, ("authority_code", "primary_need"), figures, shares=shares)
    names = (
        held["input_values"].filter(col("value_list") == "primary_need").select(primary_need="value", need="meaning")
    )
    return found.join(names, on="primary_need").drop("primary_need")


def fostered(held: Held) -> Rows:
    """Who fosters: relatives, the authority's own carers, independent agencies."""
    rows = held.children("placement_type", "placement_code", "provider_sector")
    rows = rows.filter(col("placement_type") == "Foster placements")
    is_relative, sector = col("placement_code").is_in(("U1", "U2", "U3")), col("provider_sector")
    rows = rows.with_columns(
        is_relative=is_relative,
        is_other=~is_relative,
        is_own=~is_relative & (sector == "Own provision"),
        is_independent=~is_relative & sector.is_in(("Private", "Voluntary or third sector")),
    )
    figures = {
        "relative_count": "tally is_relative",
        "other_carer_count": "tally is_other",
        "in_house_count": "tally is_own",
        "independent_count": "tally is_independent",
    }
    shares = {
        "relative_pct": ("relative_count", "foster_count"),
        "in_house_pct": ("in_house_count", "other_carer_count"),
        "independent_pct": ("independent_count", "other_carer_count"),
    }
    found = grouped(rows, ("authority_code",), figures, count="foster_count", shares=shares)
    return found.with_columns(
        elsewhere_count=col("other_carer_count") - col("in_house_count") - col("independent_count")
    )


def alone(held: Held) -> Rows:
    """Unaccompanied children in each authority."""
    columns = ("is_unaccompanied", "age_years", "placement_type", "is_out_of_area", "weekly_cost_gbp")
    rows, is_alone = held.children(*columns), col("is_unaccompanied")
    rows = rows.with_columns(
        is_older=is_alone & (col("age_years") >= 16).fill_null(False),
        is_fostered=is_alone & (col("placement_type") == "Foster placements"),
        is_supported=is_alone & (col("placement_type") == "Supported accommodation"),
        is_out=is_alone & col("is_out_of_area"),
        weekly_cost_gbp=nw.when(is_alone).then(col("weekly_cost_gbp")),
    )
    figures = {
        "child_count": "tally is_unaccompanied",
        "sixteen_plus_count": "tally is_older",
        "foster_count": "tally is_fostered",
        "supported_count": "tally is_supported",
        "out_of_area_count": "tally is_out",
        **MEDIAN,
    }
    shares = {
        f"{part}_pct": (f"{part}_count", "child_count")
        for part in ("sixteen_plus", "foster", "supported", "out_of_area")
    }
    shares["unaccompanied_pct"] = ("child_count", "looked_after_count")
    found = grouped(rows, ("authority_code",), figures, count="looked_after_count", shares=shares)
    people = held["int_population_at"].filter(col("as_at") == held.day(held.here.as_at)).drop("as_at")
    found = found.join(people, on="authority_code", how="left")
    return found.with_columns(per_10000_rate=10000 * col("child_count") / col("population_0_17"))


def parents(held: Held) -> Rows:
    """Parents with their children: mothers, family centres, places priced as such."""
    columns = ("placement_type", "is_out_of_area", "placement_start", "weekly_cost_gbp", "is_parent", "placement_code")
    rows = held.children(*columns, "provision_type")
    days = (nw.lit(held.day(held.here.as_at)) - col("placement_start")).dt.total_minutes() / 1440
    rows = rows.with_columns(days=days).with_columns(is_long=(col("days") > 84).fill_null(False))
    situations = {
        "Looked-after mother": col("is_parent"),
        "Family centre or mother and baby unit": col("placement_code") == "R3",
        "Priced as parent and child": col("provision_type").str.contains("parent and child", literal=True),
    }
    rows = nw.concat([rows.filter(is_in).with_columns(situation=nw.lit(name)) for name, is_in in situations.items()])
    figures = {
        "out_of_area_count": "tally is_out_of_area",
        "median_days": "median days",
        "over_twelve_weeks_count": "tally is_long",
        **MEDIAN,
        "timed": "count days",
    }
    found = grouped(rows, ("situation", "placement_type"), figures)
    is_whole = col("timed") == col("child_count")
    found = found.with_columns(
        median_days=nw.when(is_whole).then(col("median_days")),
        over_twelve_weeks_count=nw.when(is_whole).then(col("over_twelve_weeks_count")),
    )
    shares = {f"{part}_pct": (f"{part}_count", "child_count") for part in ("out_of_area", "over_twelve_weeks")}
    return with_shares(found, shares).drop("timed")


MARTS = {"asd_semh": autistic, "fostering_mix": fostered, "parent_and_child": parents, "unaccompanied_children": alone}
