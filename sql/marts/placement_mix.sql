/*
title:    Placements by type and provider
summary:  How many children are in each kind of placement with each kind of provider.
grain:    one row per placement_type, provider_sector
section:  supply
source:   SSDA903 episodes; DfE's groups of placements and providers
caveats:  A provider that was not recorded is a category and is always shown.
chart:    stacked x=child_count y=placement_type colour=provider_sector
columns:
  placement_type   | text  | Placement type
  provider_sector  | text  | Provider
  child_count      | count | Children looked after
  type_child_count | count | Children in placements of this type
  provider_pct     | pct   | Share of the children in placements of this type | share of child_count in type_child_count
  all_child_count  | count | All children looked after
  child_pct        | pct   | Share of all children looked after               | share of child_count in all_child_count
checks:   unique placement_type provider_sector; not_null placement_type provider_sector
*/
with counted as (
    select
        placement_type,
        provider_sector,
        count(*) as child_count
    from looked_after
    group by placement_type, provider_sector
),

summed as (
    select
        *,
        (sum(child_count) over (partition by placement_type))::bigint as type_child_count,
        (sum(child_count) over ())::bigint as all_child_count
    from counted
)

select
    placement_type,
    provider_sector,
    child_count,
    type_child_count,
    pct(child_count, type_child_count) as provider_pct,
    all_child_count,
    pct(child_count, all_child_count) as child_pct
from summed
order by placement_type, provider_sector
