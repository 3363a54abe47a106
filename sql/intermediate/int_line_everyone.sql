/*
title:    Authorities and month ends that a line over time of all authorities is of
summary:  The line ends at the newest month end that more than half of those that sent returns vouch for, and begins as early as
          more than half of the authorities that count there reach back without a hole. It is of the authorities that vouch for
          every month of it. No choice changes it.
grain:    one row per authority_code, as_at
source:   int_vouched
stored:   yes
*/
with offered as (
    select v.*
    from int_vouched as v
),

ends as (
    select
        as_at as last_at,
        month_number as last_number,
        count(*) filter (where is_vouched) as counted_count,
        count(*) as sender_count
    from offered
    group by as_at, month_number
    qualify row_number() over (
        order by
            2 * counted_count > sender_count desc,
            case when 2 * counted_count > sender_count then 0 else counted_count end desc,
            as_at desc
    ) = 1
),

reaching as (
    select
        o.authority_code,
        o.vouched_months,
        e.last_number,
        row_number() over (order by o.vouched_months desc, o.authority_code) as place,
        count(*) over () as counted_count
    from offered as o
    inner join ends as e on o.as_at = e.last_at
    where o.is_vouched
),

-- The place just beyond half of them: with it, more than half reach back as far.
spans as (
    select
        last_number,
        last_number - vouched_months + 1 as first_number,
        vouched_months as month_count
    from reaching
    where place = floor(counted_count / 2.0) + 1
),

senders as (
    select count(distinct authority_code) as sender_count from offered
)

select
    o.authority_code,
    o.as_at,
    o.month_number
from offered as o
cross join senders as n
cross join spans as s
left join reaching as r on o.authority_code = r.authority_code
where
    o.is_vouched
    and (
        n.sender_count = 1
        or (r.vouched_months >= s.month_count and o.month_number between s.first_number and s.last_number)
    )
