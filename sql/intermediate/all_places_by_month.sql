/*
title:    Children looked after at every month end that counts, with every choice but place
summary:  What those chosen, and those they are compared with, are taken from.
grain:    one row per authority_code, child_id, as_at
source:   everyone
*/
select e.*
from everyone as e
where
    is_wanted_child(
        e.age_band, e.sex, e.ethnic_group, e.need_code, e.legal_status, e.placement_type, e.provider_sector,
        e.is_unaccompanied, e.distance_class
    )
    and (
        getvariable('cohort') is null
        or (e.as_at, e.child_id) in (
            select (c.as_at, c.child_id)
            from cohort_members as c
            where list_contains(getvariable('cohort'), c.cohort)
        )
    )
