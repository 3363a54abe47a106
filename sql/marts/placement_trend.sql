/*
title:    Placements by type, month by month
summary:  How many children were in each kind of placement at every month end.
grain:    one row per as_at, placement_type
section:  supply
source:   SSDA903 episodes; DfE's groups of placements
caveats:  Supported accommodation was semi-independent and independent living before its registration began in 2023.
          A line is of the authorities that vouch for every month of it.
chart:    line x=as_at y=child_count colour=placement_type
columns:
  as_at           | date  | Month end
  placement_type  | text  | Placement type
  child_count     | count | Children looked after
  all_child_count | count | All children looked after
  child_pct       | pct   | Share of all children looked after | share of child_count in all_child_count
checks:   unique as_at placement_type; not_null as_at placement_type
*/
select
    as_at,
    placement_type,
    child_count,
    (sum(child_count) over (partition by as_at))::bigint as all_child_count,
    pct(child_count, sum(child_count) over (partition by as_at)) as child_pct
from int_line_counts
order by as_at, placement_type
