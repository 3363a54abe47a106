/*
title:    Starts and ends of care, and placements begun, of the children chosen
summary:  Events with every choice but the date applied, as looked_after_by_month is for children looked after.
grain:    one row per event, authority_code, child_id, event_date
source:   int_events
*/
select v.*
from int_events as v
where
    v.authority_code in (select a.authority_code from chosen_authorities as a)
    and is_wanted(
        v.authority_code, v.age_band, v.sex, v.ethnic_group, v.need_code, v.legal_status, v.placement_type,
        v.provider_sector, v.is_unaccompanied, v.distance_class
    )
    and (
        getvariable('cohort') is null
        or (v.member_at, v.child_id) in (
            select (c.as_at, c.child_id)
            from cohort_members as c
            where list_contains(getvariable('cohort'), c.cohort)
        )
    )
