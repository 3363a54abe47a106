/*
title:    Weekly costs below which each twentieth of London's children of similar need lies
summary:  What says how dear a placement is among children of similar need.
grain:    one row per as_at, need_profile, percentile
source:   Placement costs return; need profile as in int_need_signs, this tool's own proxy
shared:   yes
columns:
  as_at | date | Month end
  need_profile | text | Age and signs of complex need
  percentile | number | Per cent of these children whose placement costs less
  similar_count | count | Priced children in London of the same profile
  step_gbp_week | gbp_week | Weekly cost at this percentile | twentieth of similar_count
*/
with quantiles as (
    select
        p.as_at,
        n.need_profile,
        count(*) as similar_count,
        quantile_cont(p.weekly_cost_gbp, list_transform(range(5, 100, 5), lambda x: x / 100.0)) as steps
    from comparators_by_month as p
    inner join int_need_signs as n on p.as_at = n.as_at and p.child_id = n.child_id
    where p.weekly_cost_gbp is not null and n.need_profile is not null
    group by p.as_at, n.need_profile
)

select
    as_at,
    need_profile,
    unnest(range(5, 100, 5))::double as percentile,
    similar_count,
    unnest(steps) as step_gbp_week
from quantiles
