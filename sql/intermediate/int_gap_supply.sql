/*
title:    Registered and usable places in each area of each grouping, by the placement type they serve
summary:  Usable places are registered ones times the assumptions of rating, {region}'s share and availability, low and high; of a
          home that said how many places it staffs, those times rating and share.
grain:    one row per grouping, area_name, placement_type
source:   Ofsted's lists; vacancies sent in the month to the date; data/reference/assumptions.csv and placement_supply.csv
caveats:  A provider of several settings is taken as it is registered, as which setting it speaks of is not known.
*/
with assumed as (
    select
        assumption,
        subject,
        value_low::double as value_low,
        value_high::double as value_high
    from ref.assumptions
),

served as (
    select
        placement_type,
        provision_type
    from ref.placement_supply
    where has_places = 'yes'
),

told as (
    select
        urn,
        places_staffed
    from stg_vacancies
    where as_at <= chosen_date() and as_at > chosen_date() - interval 31 day and places_staffed is not null
    qualify row_number() over (partition by urn order by as_at desc, places_staffed) = 1
),

provision as (
    select
        *,
        count(*) over (partition by urn) = 1 as is_one_home
    from int_provision_at
    where as_at = chosen_date()
),

homes as (
    select
        a.grouping,
        a.area_name,
        s.placement_type,
        p.place_count,
        -- Also of a home whose places are not listed.
        t.urn is not null as is_told,
        case when p.is_short_break_only then 0 else coalesce(t.places_staffed, p.place_count) * coalesce(r.value_low, 0) end
            as rated_low,
        case when p.is_short_break_only then 0 else coalesce(t.places_staffed, p.place_count) * coalesce(r.value_high, 0) end
            as rated_high
    from provision as p
    left join told as t on p.urn = t.urn and p.is_one_home
    inner join chosen_areas as a on p.authority_code = a.authority_code
    inner join served as s on p.provision_type = s.provision_type
    left join assumed as r on r.assumption = 'rating_usable' and p.overall_rating = r.subject
),

places as (
    select
        grouping,
        area_name,
        placement_type,
        sum(place_count) as registered_places,
        sum(place_count) filter (where is_told) as reported_places,
        sum(rated_low) filter (where not is_told) as rated_low,
        sum(rated_high) filter (where not is_told) as rated_high,
        sum(rated_low) filter (where is_told) as staffed_low,
        sum(rated_high) filter (where is_told) as staffed_high
    from homes
    group by grouping, area_name, placement_type
),

area_names as (
    select distinct
        grouping,
        area_name
    from chosen_areas
),

types as (
    select distinct placement_type from served
)

select
    a.grouping,
    a.area_name,
    t.placement_type,
    coalesce(p.registered_places, 0)::double as registered_places,
    coalesce(p.reported_places, 0)::double as reported_places,
    (coalesce(p.rated_low, 0) * coalesce(v.value_low, 0) + coalesce(p.staffed_low, 0)) * coalesce(l.value_low, 0)
        as usable_low_places,
    (coalesce(p.rated_high, 0) * coalesce(v.value_high, 0) + coalesce(p.staffed_high, 0)) * coalesce(l.value_high, 0)
        as usable_high_places
from area_names as a
cross join types as t
left join places as p
    on a.grouping = p.grouping and a.area_name = p.area_name and t.placement_type = p.placement_type
left join assumed as l on l.assumption = 'region_share' and t.placement_type = l.subject
left join assumed as v on v.assumption = 'availability' and t.placement_type = v.subject
