/*
title:    London's weekly cost of each placement type, at each month end
summary:  The comparator: London's children with every choice applied but place.
grain:    one row per as_at, placement_type
source:   Placement costs return
shared:   yes
columns:
  as_at                  | date     | Month end
  placement_type         | text     | Placement type, or all together
  london_priced_count    | count    | Children in London whose placement cost was sent
  london_median_gbp_week | gbp_week | London's median weekly cost | median of london_priced_count
*/
select
    as_at,
    coalesce(placement_type, 'All placements') as placement_type,
    count(*) as london_priced_count,
    median(weekly_cost_gbp) as london_median_gbp_week
from comparators_by_month
where weekly_cost_gbp is not null
group by grouping sets ((as_at, placement_type), (as_at))
