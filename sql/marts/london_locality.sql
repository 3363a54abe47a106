/*
title:    London's distance and locality of placements, month by month
summary:  The comparator beside every authority's classes: all London's children, whatever is chosen.
grain:    one row per as_at, locality_class
section:  distance
source:   SSDA903 episodes; ONS Postcode Directory; classes of DfE, Children looked after in England
caveats:  Choices do not change it: it is what the chosen children are compared with.
chart:    line x=as_at y=child_pct colour=locality_class
shared:   yes
stored:   yes
columns:
  as_at           | date  | Month end
  locality_class  | text  | Boundary and distance from home
  child_count     | count | London's children in this class
  all_child_count | count | All London's children
  child_pct       | pct   | Share of all children | share of child_count in all_child_count
checks:   unique as_at locality_class; not_null as_at locality_class
*/
with totals as (
    select
        as_at,
        count(*) as all_child_count
    from everyone
    group by as_at
),

counted as (
    select
        e.as_at,
        c.locality_class,
        count(*) as child_count
    from everyone as e
    inner join ref.locality_classes as c
        on e.locality = c.locality and (e.locality = 'Not known' or e.distance_class = c.distance_class)
    group by e.as_at, c.locality_class
)

select
    t.as_at,
    r.locality_class,
    coalesce(c.child_count, 0) as child_count,
    t.all_child_count,
    pct(coalesce(c.child_count, 0), t.all_child_count) as child_pct
from totals as t
cross join ref.locality_classes as r
left join counted as c on t.as_at = c.as_at and r.locality_class = c.locality_class
order by t.as_at, r.display_order
