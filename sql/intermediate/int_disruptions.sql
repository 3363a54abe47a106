/*
title:    Times missing, moves asked for because of behaviour and moves to custody, in the year before each month end
grain:    one row per authority_code, child_id, as_at with at least one
source:   SSDA903 missing table (M and A), of later days the case system's feed, and reasons for placement change CREQB
          and CUSTOD
*/
with events as (
    select
        authority_code,
        child_id,
        missing_start as day,
        1 as missing_count,
        0 as behaviour_count,
        0 as custody_count
    from (
        select distinct
            authority_code,
            child_id,
            missing_start
        from stg_missing
        union
        select
            m.authority_code,
            m.child_id,
            m.missing_start
        from stg_feed_missing as m
        inner join int_feeds as f on m.authority_code = f.authority_code
        where m.missing_start >= f.vouches_from or not f.is_joined
    ) as times
    union all
    select
        authority_code,
        child_id,
        episode_end as day,
        0 as missing_count,
        (not is_custody_arrangement(change_reason_code))::integer as behaviour_count,
        is_custody_arrangement(change_reason_code)::integer as custody_count
    from int_episodes
    where change_reason_code in ('CREQB', 'CUSTOD') and episode_end is not null
),

month_rows as (
    select
        e.*,
        12 * year(day) + month(day) + step as month_number
    from events as e, unnest(range(12)) as t (step)
)

select
    r.authority_code,
    r.child_id,
    m.as_at,
    sum(r.missing_count) as missing_12_months,
    sum(r.behaviour_count) as behaviour_moves_12_months,
    sum(r.custody_count) as custody_moves_12_months
from month_rows as r
inner join int_month_ends as m on r.month_number = m.month_number
group by r.authority_code, r.child_id, m.as_at
