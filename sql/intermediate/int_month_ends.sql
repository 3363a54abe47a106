/*
title:    Month ends that the returns cover
grain:    one row per as_at
source:   First and last return year in the snapshot
stored:   yes
*/
with span as (
    select
        make_date(min(return_year) - 1, 4, 1) as first_day,
        make_date(max(return_year), 3, 31) as last_day
    from stg_episodes
)

select
    last_day(month_start)::date as as_at,
    12 * year(month_start) + month(month_start) as month_number,
    (last_day(month_start)::date = s.last_day) as is_latest
from span as s, unnest(range(s.first_day::timestamp, s.last_day::timestamp, interval 1 month)) as t (month_start)
order by as_at
