/*
title:    What kinds of home children live in
summary:  How many of the children chosen live in each type of placement, and what share of all that is.
grain:    one row per placement_type
section:  supply
source:   SSDA903 episodes; DfE's groups of placements
caveats:  A type without any of these children has a row of 0.
chart:    bar x=child_pct y=placement_type sort=-x
columns:
  placement_type  | text  | Placement type
  child_count     | count | Children looked after
  all_child_count | count | All children looked after, of those chosen
  child_pct       | pct   | Share of all children looked after | share of child_count in all_child_count
checks:   unique placement_type; not_null placement_type child_count
*/
with everybody as (select count(*) as all_child_count from looked_after)

select
    t.placement_type,
    count(p.child_id) as child_count,
    e.all_child_count,
    pct(count(p.child_id), e.all_child_count) as child_pct
from int_placement_types as t
cross join everybody as e
left join looked_after as p on t.placement_type = p.placement_type
group by t.placement_type, e.all_child_count
order by t.placement_type
