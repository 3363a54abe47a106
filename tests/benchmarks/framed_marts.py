"""Which marts are asked of frames too, and what each of them asks: groups, and figures of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

NOT_KNOWN = "Not known"
# Of each table what these marts need.
TABLES = {
    "int_child_months": "as_at, authority_code, stay_id, price_id, age_years, is_unaccompanied",
    "int_stay_details": "stay_id, host_authority_code, placement_type, provider_sector, placement_sector, "
    "distance_miles, distance_class, locality, is_distant, is_out_of_area",
    "int_prices": "price_id, weekly_cost_gbp, provision_type, sourcing_route, framework, primary_need, provider_name",
}
MILES: Mapping[str, tuple[str, str]] = {"known": ("distance_miles", "count"), "median": ("distance_miles", "median")}
FAR: Mapping[str, tuple[str, str]] = {**MILES, "distant": ("is_distant", "sum"), "out": ("is_out_of_area", "sum")}
COSTS: Mapping[str, tuple[str, str]] = {
    "priced": ("weekly_cost_gbp", "count"),
    "median": ("weekly_cost_gbp", "median"),
    "mean": ("weekly_cost_gbp", "mean"),
}
FLOWS: Mapping[str, tuple[str, str]] = {**MILES, "mean": ("weekly_cost_gbp", "mean")}
QUARTILES = (0.25, 0.5, 0.75)
MEDIAN_MILES = {"median_distance_miles": "median"}
MEDIAN_COST = {"median_gbp_week": "median"}
MEAN_COST = {"mean_cost_gbp_week": "mean"}


@dataclass(frozen=True)
class Mart:
    """Groups by each of ``groupings``; ``figures`` of them by name as (column, statistic), ``shares`` of these in all.

    ``whole`` are the columns within which a group is a share, () of all; ``count`` is the mart's own column of
    children, ``compared`` its columns that must be the frames' figures; ``named`` are columns whose gaps have a name.
    """

    groupings: tuple[tuple[str, ...], ...]
    figures: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    shares: tuple[str, ...] = ()
    whole: tuple[str, ...] | None = None
    quantiles: tuple[float, ...] = ()
    count: str = "child_count"
    compared: Mapping[str, str] = field(default_factory=dict)
    named: tuple[str, ...] = ()
    bands: str = ""
    is_by_month: bool = False
    is_priced: bool = False
    is_sixteen_plus: bool = False
    has_kinds: bool = False


FAR_SHARES = ("distant", "out")
MARTS = {
    "placement_distance": Mart((("authority_code",),), FAR, FAR_SHARES, compared=MEDIAN_MILES),
    "placement_distance_by_type": Mart((("placement_type",),), FAR, FAR_SHARES, compared=MEDIAN_MILES),
    "placement_mix": Mart((("placement_type", "provider_sector"),), whole=("placement_type",)),
    "placement_mix_by_authority": Mart(
        (("authority_code", "placement_type", "provider_sector"),), whole=("authority_code",)
    ),
    "placement_hosts": Mart((("host_authority_code",),), FAR, FAR_SHARES),
    "placement_trend": Mart((("as_at", "placement_type"),), whole=("as_at",), is_by_month=True),
    "placement_kinds": Mart((("placement_type",),), whole=()),
    "placement_sectors": Mart(
        (("placement_sector", "host_authority_code"),),
        {**MILES, "distant": ("is_distant", "sum")},
        compared=MEDIAN_MILES,
    ),
    "placement_flows": Mart(
        (("authority_code", "host_authority_code"),), FLOWS, compared={**MEDIAN_MILES, **MEAN_COST}
    ),
    "placement_flows_by_type": Mart(
        (("authority_code", "host_authority_code", "placement_type", "provider_sector"),),
        FLOWS,
        compared={**MEDIAN_MILES, **MEAN_COST},
    ),
    "placement_distance_bands": Mart((("placement_type", "band"),), whole=("placement_type",), bands="distance_bands"),
    "placement_miles": Mart((("band",),), whole=(), bands="distance_steps"),
    "cost_and_distance": Mart(
        (("placement_type", "band"), ("band",)),
        COSTS,
        quantiles=QUARTILES,
        compared=MEDIAN_COST,
        bands="distance_bands",
    ),
    "costs_by_provision": Mart(
        (("provision_type", "sourcing_route"), ("provision_type",)),
        quantiles=(*QUARTILES, 0.9),
        count="priced_count",
        named=("provision_type", "sourcing_route"),
        is_priced=True,
    ),
    "costs_by_type": Mart((("placement_type",), ()), COSTS, quantiles=(*QUARTILES, 0.9), compared=MEDIAN_COST),
    "costs_by_kind": Mart((("placement_kind",), ()), COSTS, quantiles=QUARTILES, compared=MEDIAN_COST, has_kinds=True),
    "cost_within_twenty_miles": Mart(
        (("placement_kind", "distance_class"), ("distance_class",)), COSTS, compared=MEDIAN_COST, has_kinds=True
    ),
    "costs_by_area": Mart((("authority_code",), ("host_authority_code",)), COSTS, compared=MEDIAN_COST),
    "sixteen_plus": Mart(
        (("placement_type", "provision_type"),),
        {**COSTS, "out": ("is_out_of_area", "sum"), "unaccompanied": ("is_unaccompanied", "sum")},
        ("out", "unaccompanied"),
        whole=(),
        compared=MEDIAN_COST,
        is_sixteen_plus=True,
    ),
    "unaccompanied_children": Mart(
        (("authority_code",),),
        {"unaccompanied": ("is_unaccompanied", "sum")},
        ("unaccompanied",),
        count="looked_after_count",
    ),
}
