/*
title:    Placements in the year and two years before each month end
summary:  Placements open at the start of the year count, temporary ones do not.
grain:    one row per authority_code, child_id, as_at
source:   DfE definition of placements during the year
*/
with placements as (
    select
        authority_code,
        child_id,
        placement_number,
        min(episode_start) as first_day,
        max(coalesce(episode_end, date '9999-12-31')) as last_day
    from int_episodes
    where not is_temporary_placement and not is_short_break(legal_status_code)
    group by authority_code, child_id, placement_number
),

windows as (
    select
        authority_code,
        child_id,
        as_at,
        placement_number,
        last_day((as_at - interval 12 month)::date)::date as year_start,
        last_day((as_at - interval 24 month)::date)::date as two_years_start
    from int_stays
)

select
    w.authority_code,
    w.child_id,
    w.as_at,
    w.placement_number - coalesce(a.placement_number, 0) + coalesce(a.last_day > w.year_start, false)::integer
        as placements_12_months,
    w.placement_number - coalesce(b.placement_number, 0) + coalesce(b.last_day > w.two_years_start, false)::integer
        as placements_24_months
from windows as w
asof left join placements as a
    on w.authority_code = a.authority_code and w.child_id = a.child_id and w.year_start >= a.first_day
asof left join placements as b
    on w.authority_code = b.authority_code and w.child_id = b.child_id and w.two_years_start >= b.first_day
