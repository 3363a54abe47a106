/*
title:    Weekly cost by kind of provision
summary:  What each kind of provision costs a week, as the costs return names it, by how it was bought.
grain:    one row per provision_type, sourcing_route
source:   Placement costs return
caveats:  Kinds and routes are as each authority records them.
section:  cost
chart:    range x=provision_type low=lower_quartile_gbp_week mid=median_gbp_week high=upper_quartile_gbp_week
columns:
  provision_type          | text     | Kind of provision
  sourcing_route          | text     | Way of buying, or all ways together
  priced_count            | count    | Children whose placement cost was sent
  lower_quartile_gbp_week | gbp_week | A quarter cost less than this a week | quartile of priced_count
  median_gbp_week         | gbp_week | Half cost less than this a week | median of priced_count
  median_low_gbp_week | gbp_week | Median, low end of its 95 per cent interval | low of median_gbp_week
  median_high_gbp_week | gbp_week | Median, high end of its 95 per cent interval | high of median_gbp_week
  upper_quartile_gbp_week | gbp_week | A quarter cost more than this a week | quartile of priced_count
  ninetieth_gbp_week      | gbp_week | One in ten cost more than this a week | decile of priced_count
checks:   unique provision_type sourcing_route; not_null provision_type sourcing_route priced_count
*/
with priced as (
    select
        coalesce(provision_type, 'Not recorded') as provision_type,
        coalesce(capitalised(sourcing_route), 'Not recorded') as sourcing_route,
        weekly_cost_gbp
    from looked_after
    where weekly_cost_gbp is not null
)

select
    provision_type,
    coalesce(sourcing_route, 'All ways together') as sourcing_route,
    count(*) as priced_count,
    quantile_cont(weekly_cost_gbp, 0.25) as lower_quartile_gbp_week,
    median(weekly_cost_gbp) as median_gbp_week,
    median_low(weekly_cost_gbp) as median_low_gbp_week,
    median_high(weekly_cost_gbp) as median_high_gbp_week,
    quantile_cont(weekly_cost_gbp, 0.75) as upper_quartile_gbp_week,
    quantile_cont(weekly_cost_gbp, 0.9) as ninetieth_gbp_week
from priced
group by grouping sets ((provision_type, sourcing_route), (provision_type))
order by provision_type, coalesce(sourcing_route, 'All ways together')
