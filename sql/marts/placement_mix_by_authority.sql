/*
title:    Placements by authority, type and provider
summary:  How many of each authority's children are in each kind of placement with each kind of provider.
grain:    one row per authority_code, placement_type, provider_sector
section:  supply
source:   SSDA903 episodes; DfE's groups of placements and providers
caveats:  Many rows are of few children, so protected figures show little: choose an authority.
chart:    stacked x=child_count y=authority_name colour=placement_type
columns:
  authority_code        | code  | Responsible local authority, ONS code
  authority_name        | text  | Responsible local authority
  placement_type        | text  | Placement type
  provider_sector       | text  | Provider
  child_count           | count | Children looked after
  authority_child_count | count | All the authority's children looked after
  child_pct             | pct   | Share of the authority's children | share of child_count in authority_child_count
checks:   unique authority_code placement_type provider_sector; not_null authority_code placement_type provider_sector
*/
with counted as (
    select
        authority_code,
        placement_type,
        provider_sector,
        count(*) as child_count
    from looked_after
    group by authority_code, placement_type, provider_sector
)

select
    c.authority_code,
    a.authority_name,
    c.placement_type,
    c.provider_sector,
    c.child_count,
    (sum(c.child_count) over (partition by c.authority_code))::bigint as authority_child_count,
    pct(c.child_count, sum(c.child_count) over (partition by c.authority_code)) as child_pct
from counted as c
inner join stg_authorities as a on c.authority_code = a.authority_code
order by a.authority_name, c.placement_type, c.provider_sector
