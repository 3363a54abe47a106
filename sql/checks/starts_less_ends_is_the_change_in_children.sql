/*
title:    Month by month, starts of care less ends of care is the change in the number looked after
grain:    one row per month that breaks it
*/
with months as (
    select
        as_at,
        start_count - end_count as flow,
        looked_after_count - lag(looked_after_count) over (order by as_at) as change
    from entries_and_exits
)

select as_at
from months
where flow <> change
