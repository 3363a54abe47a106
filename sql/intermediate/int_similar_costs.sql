/*
title:    What London's children of similar need cost in each placement type, at each month end
summary:  The same-need comparator that no choice changes.
grain:    one row per as_at, need_profile, placement_type
source:   Placement costs return; need profile as in int_need_signs, this tool's own proxy
shared:   yes
columns:
  as_at | date | Month end
  need_profile | text | Age and signs of complex need
  placement_type | text | Placement type, or all together
  similar_count | count | Priced children in London of the same profile and type
  similar_median_gbp_week | gbp_week | Their median weekly cost | median of similar_count
*/
select
    p.as_at,
    n.need_profile,
    coalesce(p.placement_type, 'All placements') as placement_type,
    count(*) as similar_count,
    median(p.weekly_cost_gbp) as similar_median_gbp_week
from everyone as p
inner join int_need_signs as n on p.as_at = n.as_at and p.child_id = n.child_id
where p.weekly_cost_gbp is not null and n.need_profile is not null
group by grouping sets ((p.as_at, n.need_profile, p.placement_type), (p.as_at, n.need_profile))
