/*
title:    Children who started and ceased to be looked after
summary:  Starts and ends of care in each month and in the twelve months to it, beside the number looked after.
grain:    one row per as_at
section:  need
source:   SSDA903 episodes; DfE's definitions: in twelve months each child counts once; series of short breaks are left out
caveats:  A child who was open in one return and is absent from the next is looked after on 31 March, as the return said, and
          counts as ended the day after.
          A line is of the authorities that vouch for every month of it; what is counted over twelve months begins with its
          twelfth.
chart:    line x=as_at y=start_12_months_count
columns:
  as_at                 | date  | Month end
  looked_after_count    | count | Children looked after at the month end
  start_count           | count | Starts of care in the month | exact eyes only
  end_count             | count | Ends of care in the month | exact eyes only
  start_12_months_count | count | Children who started in the twelve months
  end_12_months_count   | count | Children who ceased in the twelve months
  net_12_months_count   | count | Started less ceased | difference of start_12_months_count less end_12_months_count
look_back: start_12_months_count 12 months; end_12_months_count 12 months; net_12_months_count 12 months
checks:   unique as_at; not_null as_at
*/
with months as (
    select distinct
        l.as_at,
        l.month_number,
        v.vouched_months >= 12
        and l.month_number >= min(l.month_number) over () + 11 as is_whole_year
    from int_line as l
    inner join int_vouched as v on l.authority_code = v.authority_code and l.as_at = v.as_at
),

-- Events of the line's authorities in its months.
events as (
    select e.*
    from chosen_events as e
    inner join int_line as l on e.authority_code = l.authority_code and e.month_number = l.month_number
),

monthly as (
    select
        month_number,
        count(*) filter (where event = 'start') as start_count,
        count(*) filter (where event = 'end') as end_count
    from events
    where event in ('start', 'end')
    group by month_number
),

covers as (
    -- A child counts from an event until a year later, or until the child's next event of the same kind.
    select
        event,
        month_number,
        month_number + 12 as past_month
    from events
    where event in ('start', 'end') and is_alone
    union all
    select
        event,
        month_number,
        least(month_number + 12, lead(month_number) over (partition by event, child_id order by event_date)) as past_month
    from events
    where event in ('start', 'end') and not is_alone
),

steps as (
    select
        month_number,
        count(*) filter (where event = 'start') as started,
        count(*) filter (where event = 'end') as ended
    from covers
    group by month_number
    union all
    select
        past_month as month_number,
        -count(*) filter (where event = 'start') as started,
        -count(*) filter (where event = 'end') as ended
    from covers
    group by past_month
),

yearly as (
    select
        m.month_number,
        sum(s.started)::bigint as start_12_months_count,
        sum(s.ended)::bigint as end_12_months_count
    from months as m
    inner join steps as s on m.month_number >= s.month_number
    group by m.month_number
),

stock as (
    select
        as_at,
        sum(child_count)::bigint as looked_after_count
    from int_line_counts
    group by as_at
)

select
    m.as_at,
    coalesce(s.looked_after_count, 0) as looked_after_count,
    coalesce(n.start_count, 0) as start_count,
    coalesce(n.end_count, 0) as end_count,
    case when m.is_whole_year then coalesce(y.start_12_months_count, 0) end as start_12_months_count,
    case when m.is_whole_year then coalesce(y.end_12_months_count, 0) end as end_12_months_count,
    case
        when m.is_whole_year then coalesce(y.start_12_months_count, 0) - coalesce(y.end_12_months_count, 0)
    end as net_12_months_count
from months as m
left join monthly as n on m.month_number = n.month_number
left join yearly as y on m.month_number = y.month_number
left join stock as s on m.as_at = s.as_at
order by m.as_at
