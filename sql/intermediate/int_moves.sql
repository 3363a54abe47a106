/*
title:    Placements in the year and two years before each month end, and whether the child was looked after a year before
summary:  Placements open at the start of the year count; temporary ones do not, nor a change of status alone.
grain:    one row per authority_code, child_id, as_at
source:   DfE definition of placements during the year
*/
with placements as (
    select
        authority_code,
        child_id,
        placement_number,
        min(12 * year(episode_start) + month(episode_start)) as first_month,
        max(12 * year(coalesce(episode_end, date '9999-12-31')) + month(coalesce(episode_end, date '9999-12-31'))) as last_month
    from int_episodes
    where not is_temporary_placement and not is_short_break(legal_status_code)
    group by authority_code, child_id, placement_number
),

-- The last placement begun by the end of each month. A year starts at the end of a month, so whole months can be compared.
latest as (
    select
        *,
        lead(first_month, 1, 12 * 10000) over (
            partition by authority_code, child_id order by placement_number
        ) as until_month
    from placements
),

stays as (
    select
        *,
        12 * year(as_at) + month(as_at) as this_month
    from int_stays
)

select
    s.* exclude (this_month),
    s.placement_number - coalesce(a.placement_number, 0) + coalesce(a.last_month > s.this_month - 12, false)::integer
        as placements_12_months,
    s.placement_number - coalesce(b.placement_number, 0) + coalesce(b.last_month > s.this_month - 24, false)::integer
        as placements_24_months,
    y.child_id is not null as was_looked_after_year_before
from stays as s
left join latest as a
    on
        s.authority_code = a.authority_code and s.child_id = a.child_id
        and s.this_month - 12 >= a.first_month and s.this_month - 12 < a.until_month
left join latest as b
    on
        s.authority_code = b.authority_code and s.child_id = b.child_id
        and s.this_month - 24 >= b.first_month and s.this_month - 24 < b.until_month
left join int_stays as y
    on s.authority_code = y.authority_code and s.child_id = y.child_id and y.as_at = last_day(s.as_at - interval 12 month)
