/*
title:    Children looked after at every month end, of those chosen
summary:  The population with every choice but the date applied: what trends are made from.
grain:    one row per authority_code, child_id, as_at
source:   everyone
*/
select e.*
from everyone as e
where
    is_chosen('authority', e.authority_code)
    and is_chosen('age_band', e.age_band)
    and is_chosen('sex', e.sex)
    and is_chosen('ethnic_group', e.ethnic_group)
    and is_chosen('need', e.need_code)
    and is_chosen('legal_status', e.legal_status)
    and is_chosen('placement_type', e.placement_type)
    and is_chosen('provider_sector', e.provider_sector)
    and is_chosen('unaccompanied', case when e.is_unaccompanied then 'yes' else 'no' end)
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
