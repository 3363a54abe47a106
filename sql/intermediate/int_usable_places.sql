/*
title:    The places of each home that are usable, low and high, by the placement type they serve
summary:  Registered places times the assumptions of rating, {region}'s share and availability; of a home that said how many
          places it staffs, those times rating and share. None of a home for short breaks alone.
grain:    one row per urn, provision_type, placement_type, authority_code
source:   Ofsted's lists; int_vacancies_at; data/reference/assumptions.csv and placement_supply.csv
caveats:  A provider of several settings is taken as it is registered, as which setting it speaks of is not known.
*/
with provision as (
    select
        *,
        count(*) over (partition by urn) = 1 as is_one_home
    from int_provision_at
    where as_at = chosen_date()
),

assumed as (
    select
        assumption,
        subject,
        value_low::double as value_low,
        value_high::double as value_high
    from ref.assumptions
)

select
    p.urn,
    p.authority_code,
    s.placement_type,
    p.overall_rating,
    p.place_count,
    -- Also of a home whose places are not listed.
    t.places_staffed is not null as is_told,
    case when p.is_short_break_only then 0 else coalesce(t.places_staffed, p.place_count) end
    * coalesce(r.value_low, 0) * coalesce(l.value_low, 0)
    * case when t.places_staffed is null then coalesce(v.value_low, 0) else 1 end as usable_low_places,
    case when p.is_short_break_only then 0 else coalesce(t.places_staffed, p.place_count) end
    * coalesce(r.value_high, 0) * coalesce(l.value_high, 0)
    * case when t.places_staffed is null then coalesce(v.value_high, 0) else 1 end as usable_high_places
from provision as p
left join int_vacancies_at as t on p.urn = t.urn and p.is_one_home
inner join ref.placement_supply as s on p.provision_type = s.provision_type and s.has_places = 'yes'
left join assumed as r on r.assumption = 'rating_usable' and p.overall_rating = r.subject
left join assumed as l on l.assumption = 'region_share' and s.placement_type = l.subject
left join assumed as v on v.assumption = 'availability' and s.placement_type = v.subject
