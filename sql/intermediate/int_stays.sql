/*
title:    Where each child was at each month end
summary:  Episodes open at the end of the day, children in a series of short breaks left out, as DfE counts them, on the month
          ends that the authority's inputs vouch for.
grain:    one row per authority_code, child_id, as_at
source:   SSDA903 episodes; DfE definition of looked after on 31 March
caveats:  An episode whose end the tool supplied (E99) counts on that day, because the return said it was open.
stored:   yes
*/
with followed as (
    select
        *,
        lead(episode_start) over (partition by authority_code, child_id order by episode_start) as next_start
    from int_episodes
    where not is_short_break(legal_status_code)
),

-- Where two episodes overlap the child is where the later one says: one place at a time.
counted as (
    select
        * exclude (next_start),
        case when episode_end < next_start then episode_end else coalesce(next_start, episode_end) end as last_day
    from followed
),

spread as (
    select
        * exclude (last_day),
        12 * year(episode_start) + month(episode_start) as first_month,
        case
            when last_day is null then 12 * 9999
            when last_day = last_day(last_day) and last_day = episode_end and ceased_code = 'E99'
                then 12 * year(last_day) + month(last_day)
            else 12 * year(last_day) + month(last_day) - 1
        end as last_month
    from counted
),

bounds as (
    select
        min(month_number) as first_number,
        max(month_number) as last_number
    from int_vouched
),

month_rows as (
    select
        s.*,
        month_number
    from spread as s, bounds as b,
        unnest(range(greatest(s.first_month, b.first_number), least(s.last_month, b.last_number) + 1)) as t (month_number)
)

select
    m.as_at,
    m.vouched_months,
    r.* exclude (first_month, last_month, month_number)
from month_rows as r
inner join int_vouched as m on r.authority_code = m.authority_code and r.month_number = m.month_number
where m.is_vouched
order by m.as_at, r.authority_code, r.child_id
