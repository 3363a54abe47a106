/*
title:    Placement distance in bands
summary:  How children in each kind of placement are spread over fixed bands of distance from home.
grain:    one row per placement_type, distance_band
section:  distance
source:   SSDA903 episodes; ONS Postcode Directory; DfE's formula for distance; bands of data/reference/distance_bands.csv
caveats:  Straight line, not road. Distance not known is a band of its own and is always shown.
chart:    stacked x=child_count y=placement_type colour=distance_band share=yes
columns:
  placement_type   | text  | Placement type
  distance_band    | text  | Miles from home to placement
  child_count      | count | Children looked after
  type_child_count | count | Children in placements of this type
  child_pct        | pct   | Share of the children in placements of this type | share of child_count in type_child_count
checks:   unique placement_type distance_band; not_null placement_type distance_band
*/
with counted as (
    select
        p.placement_type,
        b.distance_band,
        count(*) as child_count
    from looked_after as p
    inner join ref.distance_bands as b
        on
            (p.distance_miles > b.over_miles::double and p.distance_miles <= b.up_to_miles::double)
            or (p.distance_miles is null and b.over_miles is null)
    group by p.placement_type, b.distance_band
),

types as (
    select
        placement_type,
        count(*) as type_child_count
    from looked_after
    group by placement_type
)

select
    t.placement_type,
    b.distance_band,
    coalesce(c.child_count, 0) as child_count,
    t.type_child_count,
    pct(coalesce(c.child_count, 0), t.type_child_count) as child_pct
from types as t
cross join ref.distance_bands as b
left join counted as c on t.placement_type = c.placement_type and b.distance_band = c.distance_band
order by t.placement_type, b.display_order
