/*
title:    Children who need a place, in each area of each grouping
summary:  What kind of place each chosen child needs, and whether the present one is outside the area, far away or
          unregistered.
grain:    one row per grouping, area_name, child_id
source:   looked_after; data/reference/area_groupings.csv and placement_supply.csv
*/
select
    a.grouping,
    a.area_name,
    p.child_id,
    p.as_at,
    p.are_prices_known,
    p.are_outcomes_known,
    needed_type(p.placement_type, p.placement_code, p.is_unregistered) as placement_type,
    p.host_authority_code is null as is_place_unknown,
    p.host_authority_code is not null and h.authority_code is null as is_outside,
    p.is_distant,
    p.is_unregistered,
    p.is_unregistered is null as is_kind_unknown,
    is_justified_distance(p.distance_reason) as is_justified,
    is_lack_of_supply(p.distance_reason) as is_lacking
from looked_after as p
inner join stg_areas as a on p.authority_code = a.authority_code
left join stg_areas as h
    on a.grouping = h.grouping and a.area_name = h.area_name and p.host_authority_code = h.authority_code
where
    is_chosen('grouping', a.grouping)
    and is_chosen('area', a.area_name)
    and needed_type(p.placement_type, p.placement_code, p.is_unregistered) in (
        select s.placement_type from ref.placement_supply as s
    )
