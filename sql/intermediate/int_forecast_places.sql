/*
title:    Places that the forecast is shown of: the authorities or areas chosen, else all that this database holds
grain:    one row per level, grouping, area_name
source:   stg_forecast; the choices of area and authority
*/
with places as (
    select distinct
        level,
        coalesce(grouping, '') as grouping,
        area_name,
        authority_code
    from stg_forecast
),

wholes as (
    -- One authority's database holds no region; the authority is then the whole.
    select case when bool_or(level = 'london') then 'london' else 'authority' end as level
    from places
)

select
    p.level,
    p.grouping,
    p.area_name,
    p.authority_code
from places as p, wholes as w
where
    case
        when getvariable('authority') is not null then p.level = 'authority' and is_chosen('authority', p.authority_code)
        when getvariable('area') is null then p.level = w.level
        when p.level = 'area' then is_chosen('area', p.area_name) and is_chosen('grouping', p.grouping)
        else p.level = 'authority' and is_chosen('area', p.area_name) and is_chosen('grouping', 'borough')
    end
