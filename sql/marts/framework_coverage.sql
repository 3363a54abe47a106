/*
title:    How placements are bought
summary:  Children by the way their placement was bought (in house, framework, block or spot) and what each way
          costs.
grain:    one row per placement_type, sourcing_route
source:   Placement costs return (sourcing route); framework registers of commissioning partnerships, matched by
          Ofsted's number at the date
caveats:  Routes are as each authority records them. On an approved list means that the provider was on one at the
          date, however this placement was bought.
section:  supply
chart:    stacked x=child_count y=placement_type colour=sourcing_route share=yes
columns:
  placement_type  | text     | Placement type
  sourcing_route  | text     | Way of buying
  child_count     | count    | Children
  type_count      | count    | Children of the type whose route was sent
  route_pct       | pct      | Share of the type's children | share of child_count in type_count
  median_gbp_week | gbp_week | Median weekly cost | median of child_count
  median_low_gbp_week | gbp_week | Median weekly cost, low end of its 95 per cent interval | low of median_gbp_week
  median_high_gbp_week | gbp_week | Median weekly cost, high end | high of median_gbp_week
  listed_count    | count    | Children whose provider was on an approved list
  listed_pct      | pct      | Share whose provider was on an approved list | share of listed_count in child_count
checks:   unique placement_type sourcing_route; not_null placement_type sourcing_route child_count
*/
with listed as (
    select distinct urn
    from stg_frameworks
    where joined_date <= chosen_date() and (left_date is null or left_date > chosen_date())
),

bought as (
    select
        p.placement_type,
        capitalised(p.sourcing_route) as sourcing_route,
        count(*) as child_count,
        median(p.weekly_cost_gbp) as median_gbp_week,
        median_low(p.weekly_cost_gbp) as median_low_gbp_week,
        median_high(p.weekly_cost_gbp) as median_high_gbp_week,
        count(l.urn) as listed_count
    from looked_after as p
    left join listed as l on p.urn = l.urn
    where p.sourcing_route is not null
    group by p.placement_type, p.sourcing_route
)

select
    placement_type,
    sourcing_route,
    child_count,
    (sum(child_count) over (partition by placement_type))::bigint as type_count,
    pct(child_count, sum(child_count) over (partition by placement_type)) as route_pct,
    median_gbp_week,
    median_low_gbp_week,
    median_high_gbp_week,
    listed_count,
    pct(listed_count, child_count) as listed_pct
from bought
order by placement_type, sourcing_route
