/*
title:    Children looked after at every month end that counts, of those chosen
summary:  The population with every choice but the date applied, of each authority on the month ends that its inputs vouch for.
grain:    one row per authority_code, child_id, as_at
source:   everyone
*/
select e.*
from everyone as e
where
    is_wanted(
        e.authority_code, e.age_band, e.sex, e.ethnic_group, e.need_code, e.legal_status,
        e.placement_type, e.provider_sector, e.is_unaccompanied, e.distance_class
    )
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
    and (
        getvariable('cohort') is null
        or (e.as_at, e.child_id) in (
            select (c.as_at, c.child_id)
            from cohort_members as c
            where list_contains(getvariable('cohort'), c.cohort)
        )
    )
