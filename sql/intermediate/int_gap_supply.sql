/*
title:    Registered and usable places in each area of each grouping, by the placement type they serve
grain:    one row per grouping, area_name, placement_type
source:   int_usable_places, which says which places are usable; data/reference/placement_supply.csv
*/
with places as (
    select
        a.grouping,
        a.area_name,
        u.placement_type,
        sum(u.place_count) as registered_places,
        sum(u.place_count) filter (where u.is_told) as reported_places,
        sum(u.usable_low_places) as usable_low_places,
        sum(u.usable_high_places) as usable_high_places
    from int_usable_places as u
    inner join chosen_areas as a on u.authority_code = a.authority_code
    group by a.grouping, a.area_name, u.placement_type
),

area_names as (
    select distinct
        grouping,
        area_name
    from chosen_areas
),

types as (
    select distinct placement_type
    from ref.placement_supply
    where has_places = 'yes'
)

select
    a.grouping,
    a.area_name,
    t.placement_type,
    coalesce(p.registered_places, 0)::double as registered_places,
    coalesce(p.reported_places, 0)::double as reported_places,
    coalesce(p.usable_low_places, 0) as usable_low_places,
    coalesce(p.usable_high_places, 0) as usable_high_places
from area_names as a
cross join types as t
left join places as p
    on a.grouping = p.grouping and a.area_name = p.area_name and t.placement_type = p.placement_type
