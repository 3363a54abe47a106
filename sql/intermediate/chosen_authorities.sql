/*
title:    Authorities that the choices of authority and area keep
summary:  Join to it in views whose rows are about an authority, not about children looked after.
grain:    one row per authority_code
source:   data/reference/authorities.csv and area_groupings.csv
*/
select
    a.authority_code,
    a.authority_name,
    a.is_in_region
from stg_authorities as a
where
    is_chosen('authority', a.authority_code)
    and (
        getvariable('area') is null
        or a.authority_code in (
            select g.authority_code
            from stg_areas as g
            where list_contains(getvariable('area'), g.area_name) and is_chosen('grouping', g.grouping)
        )
    )
