/*
title:    Each child in a cohort is looked after at that month end, and is in it once
grain:    one row per membership that breaks it
*/
with counted as (
    select
        m.cohort,
        m.as_at,
        m.child_id,
        count(*) as times
    from cohort_members as m
    left join everyone as e on m.as_at = e.as_at and m.child_id = e.child_id
    group by m.cohort, m.as_at, m.child_id
    having count(*) > 1 or count(e.child_id) = 0
)

select cohort from counted
