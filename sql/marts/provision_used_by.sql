/*
title:    Whose children fill each area's provision
summary:  {Region}'s children who live in each area, by the area whose authority placed them.
grain:    one row per area_name, placement_type, placing_area_name
source:   SSDA903 placement postcode and type; data/reference/area_groupings.csv
caveats:  Children placed here by authorities that sent no return are not seen, so these are not occupancy figures.
          Choosing an area or authority keeps the children that it placed.
section:  supply
chart:    heat x=placing_area_name y=area_name colour=child_count
columns:
  area_name         | text  | Area the children live in
  placement_type    | text  | Placement type
  placing_area_name | text  | Area that placed them
  is_own            | flag  | Whether the area placed them itself
  child_count       | count | Children
  living_here_count | count | All {region}'s children in this type of placement who live in the area
  placing_pct       | pct   | Share of them that this area placed | share of child_count in living_here_count
checks:   unique area_name placement_type placing_area_name; not_null area_name placing_area_name child_count
*/
with placed as (
    select
        h.grouping,
        h.area_name,
        p.placement_type,
        a.area_name as placing_area_name,
        count(*) as child_count
    from looked_after as p
    inner join stg_areas as a on p.authority_code = a.authority_code
    inner join stg_areas as h on p.host_authority_code = h.authority_code and a.grouping = h.grouping
    where is_chosen('grouping', h.grouping)
    group by h.grouping, h.area_name, p.placement_type, a.area_name
)

select
    area_name,
    placement_type,
    placing_area_name,
    area_name = placing_area_name as is_own,
    child_count,
    (sum(child_count) over here)::bigint as living_here_count,
    pct(child_count, sum(child_count) over here) as placing_pct
from placed
window here as (partition by grouping, area_name, placement_type)
order by area_name, placement_type, placing_area_name
