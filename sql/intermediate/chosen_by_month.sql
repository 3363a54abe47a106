/*
title:    Children looked after at every month end that counts, of those chosen
summary:  The population with every choice but the date applied, of each authority on the month ends that its inputs vouch for.
grain:    one row per authority_code, child_id, as_at
source:   all_places_by_month, which has every choice but place
*/
select e.*
from all_places_by_month as e
where
    is_chosen('authority', e.authority_code)
    and (
        getvariable('area') is null
        or e.authority_code in (
            select a.authority_code
            from stg_areas as a
            where
                list_contains(getvariable('area'), a.area_name)
                and is_chosen('grouping', a.grouping)
        )
    )
