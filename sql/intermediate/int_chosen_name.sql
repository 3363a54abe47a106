/*
title:    The place that is chosen, by name
summary:  One authority's or one area's name, two of either joined, or words where more are chosen, or none is.
grain:    one row
source:   data/reference/authorities.csv; the choices of authority and area
*/
with places as (
    select a.authority_name as place_name
    from stg_authorities as a
    where list_contains(coalesce(getvariable('beside'), getvariable('authority')), a.authority_code)
    union all
    select unnest(getvariable('area')) as place_name
    where getvariable('beside') is null and getvariable('authority') is null
)

select
    case
        when count(*) = 0 then 'Those chosen'
        when count(*) <= 2 then string_agg(place_name, ' and ' order by place_name)
        else 'The ' || count(*) || ' places chosen'
    end as chosen_name
from places
