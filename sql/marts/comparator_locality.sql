/*
title:    Distance and locality of placements of those compared with, month by month
summary:  What stands beside an authority's classes: {region}'s children, its sub-region's or its statistical neighbours'.
grain:    one row per as_at, locality_class
section:  distance
source:   SSDA903 episodes; ONS Postcode Directory; classes of DfE, Children looked after in England
caveats:  Choices about children narrow it as they narrow those chosen; a place only says which sub-region or neighbours.
chart:    line x=as_at y=child_pct colour=locality_class
shared:   yes
columns:
  as_at           | date  | Month end
  locality_class  | text  | Boundary and distance from home
  child_count     | count | Children in this class
  all_child_count | count | All of these children
  child_pct       | pct   | Share of all children | share of child_count in all_child_count
checks:   unique as_at locality_class; not_null as_at locality_class
*/
with found as (
    select *
    from int_locality_everyone
    where is_compared_with_everyone()
    union all
    select * exclude (population)
    from int_locality
    where population = 'comparators' and not is_compared_with_everyone()
)

select
    as_at,
    locality_class,
    child_count,
    all_child_count,
    pct(child_count, all_child_count) as child_pct
from found
where as_at <= chosen_date()
order by as_at, display_order
