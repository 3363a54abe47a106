/*
title:    London's distance and locality of placements, month by month
summary:  The comparator beside every authority's classes: London's children, with every choice applied but place.
grain:    one row per as_at, locality_class
section:  distance
source:   SSDA903 episodes; ONS Postcode Directory; classes of DfE, Children looked after in England
caveats:  Choices about children narrow it as they narrow those chosen; an authority or area does not.
chart:    line x=as_at y=child_pct colour=locality_class
shared:   yes
columns:
  as_at           | date  | Month end
  locality_class  | text  | Boundary and distance from home
  child_count     | count | London's children in this class
  all_child_count | count | All London's children
  child_pct       | pct   | Share of all children | share of child_count in all_child_count
checks:   unique as_at locality_class; not_null as_at locality_class
*/
with found as (
    select *
    from int_locality_everyone
    where is_every_child()
    union all
    select * exclude (population)
    from int_locality
    where population = 'comparators' and not is_every_child()
)

select
    as_at,
    locality_class,
    child_count,
    all_child_count,
    pct(child_count, all_child_count) as child_pct
from found
order by as_at, display_order
