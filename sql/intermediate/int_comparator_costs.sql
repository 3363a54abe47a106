/*
title:    Weekly cost of each placement type of those compared with, at each month end
summary:  {Region}'s, the sub-region's or the neighbours', with every choice applied but place.
grain:    one row per as_at, placement_type
source:   Placement costs return
shared:   yes
columns:
  as_at                  | date     | Month end
  placement_type         | text     | Placement type, or all together
  comparator_priced_count | count | Children of the comparator whose placement cost was sent
  comparator_median_gbp_week | gbp_week | Median weekly cost of the comparator | median of comparator_priced_count
  comparator_median_low_gbp_week | gbp_week | Median of the comparator, low end | low of comparator_median_gbp_week
  comparator_median_high_gbp_week | gbp_week | Median of the comparator, high end | high of comparator_median_gbp_week
*/
select
    as_at,
    coalesce(placement_type, 'All placements') as placement_type,
    count(*) as comparator_priced_count,
    median(weekly_cost_gbp) as comparator_median_gbp_week,
    median_low(weekly_cost_gbp) as comparator_median_low_gbp_week,
    median_high(weekly_cost_gbp) as comparator_median_high_gbp_week
from comparators_by_month
where weekly_cost_gbp is not null
group by grouping sets ((as_at, placement_type), (as_at))
