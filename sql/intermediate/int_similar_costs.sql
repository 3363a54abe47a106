/*
title:    What {region}'s children of similar need cost in each placement type, at the chosen date
summary:  The same-need comparator, with every choice but place; and what is left of it without a child of its own.
grain:    one row per as_at, need_profile, placement_type
source:   Placement costs return; signs of need, this tool's own proxy
caveats:  A child is compared with others: take the column for a child that costs less than the median, more, or the same.
once:     yes
shared:   yes
columns:
  as_at | date | The chosen date
  need_profile | text | Age and signs of complex need
  placement_type | text | Placement type, or all together
  similar_count | count | Priced children in {region} of the same profile and type
  similar_median_gbp_week | gbp_week | Their median weekly cost | median of similar_count
  without_cheaper_gbp_week | gbp_week | Median of the others for a child that costs less than it | median of similar_count
  without_dearer_gbp_week | gbp_week | Median of the others for a child that costs more | median of similar_count
  without_middle_gbp_week | gbp_week | Median of the others for a child that costs as much | median of similar_count
*/
select
    as_at,
    need_profile,
    coalesce(placement_type, 'All placements') as placement_type,
    similar_count,
    list_median(sorted) as similar_median_gbp_week,
    list_median(without_place(sorted, 1)) as without_cheaper_gbp_week,
    list_median(without_place(sorted, similar_count)) as without_dearer_gbp_week,
    list_median(without_place(sorted, (similar_count + 1) // 2)) as without_middle_gbp_week
from int_similar_chosen
where as_at = chosen_date()
