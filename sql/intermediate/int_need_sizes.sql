/*
title:    Children who need each placement type at each month end, all of them and of each cohort
summary:  Kept ready: no choice but the date changes what share of a type a cohort is.
grain:    one row per as_at, cohort, placement_type; cohort is empty for all children
source:   everyone; headers of sql/cohorts
stored:   yes
*/
with needing as (
    select
        child_id,
        as_at,
        are_prices_known,
        are_outcomes_known,
        needed_type(placement_type, placement_code, is_unregistered) as placement_type
    from everyone
)

select
    as_at,
    '' as cohort,
    placement_type,
    count(*) as child_count
from needing
group by as_at, placement_type
union all
select
    p.as_at,
    m.cohort,
    p.placement_type,
    count(*) as child_count
from needing as p
inner join cohort_members as m on p.child_id = m.child_id and p.as_at = m.as_at
inner join ref.cohorts as c on m.cohort = c.cohort
where is_fact_known(c.collected, p.are_prices_known, p.are_outcomes_known, false)
group by p.as_at, m.cohort, p.placement_type
order by as_at
