/*
title:    Children in a situation that few are in, month by month, of those chosen, for the same authorities throughout
summary:  Those of looked_after_by_month who are in int_situations.
grain:    one row per authority_code, child_id, as_at
source:   int_situations; int_line, which is of the place chosen; every other choice but the date
*/
select s.*
from int_situations as s
inner join int_line as l on s.authority_code = l.authority_code and s.as_at = l.as_at
where
    is_wanted_child(
        s.age_band, s.sex, s.ethnic_group, s.need_code, s.legal_status, s.placement_type, s.provider_sector,
        s.is_unaccompanied, s.distance_class
    )
    and (
        getvariable('cohort') is null
        or (s.as_at, s.child_id) in (
            select (c.as_at, c.child_id)
            from cohort_members as c
            where list_contains(getvariable('cohort'), c.cohort)
        )
    )
