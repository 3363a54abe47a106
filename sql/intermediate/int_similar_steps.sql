/*
title:    Weekly costs below which each twentieth of {region}'s other children of similar need lies
summary:  What says how dear a child's placement is among other children of similar need.
grain:    one row per as_at, need_profile, percentile
source:   Placement costs return; signs of need, this tool's own proxy
caveats:  A child is compared with others. Of n children n - 1 are another's others, and a child that costs more than a step is
          not among the cheaper ones that make it: so one set of steps serves every child.
once:     yes
shared:   yes
columns:
  as_at | date | The chosen date
  need_profile | text | Age and signs of complex need
  percentile | number | Per cent of the others whose placement costs less than that of a child dearer than the step
  similar_count | count | Priced children in {region} of the same profile
  step_gbp_week | gbp_week | Weekly cost that such a child's is above | twentieth of similar_count
*/
select
    s.as_at,
    s.need_profile,
    t.percentile::double as percentile,
    s.similar_count,
    s.sorted[twentieth_of_others(t.percentile, s.similar_count)] as step_gbp_week
from int_similar_chosen as s
cross join unnest(range(5, 100, 5)) as t (percentile)
where s.as_at = chosen_date() and s.is_all_types and s.similar_count > 1
