/*
title:    Authorities that a line over time of all authorities is of, by the date that a page is about
summary:  As int_lines has it of those chosen, for every date that may be chosen: from when to when the line runs, and of whom it
          is. Dates whose lines are of the same authorities share a number, for their figures are the same.
grain:    one row per shown_at, authority_code
source:   int_vouched
stored:   yes
*/
with ends as (
    select
        s.as_at as shown_at,
        e.as_at as last_at,
        e.month_number as last_number,
        e.sender_count
    from int_month_ends as s
    inner join int_month_ends as e on s.as_at >= e.as_at
    qualify row_number() over (
        partition by s.as_at
        order by
            2 * e.authority_count > e.sender_count desc,
            case when 2 * e.authority_count > e.sender_count then 0 else e.authority_count end desc,
            e.as_at desc
    ) = 1
),

reaching as (
    select
        e.shown_at,
        e.last_at,
        e.last_number,
        e.sender_count,
        v.authority_code,
        v.vouched_months,
        row_number() over (partition by e.shown_at order by v.vouched_months desc, v.authority_code) as place,
        count(*) over (partition by e.shown_at) as counted_count
    from ends as e
    inner join int_vouched as v on e.last_at = v.as_at
    where v.is_vouched
),

spans as (
    select
        shown_at,
        vouched_months as month_count
    from reaching
    where place = floor(counted_count / 2.0) + 1
),

members as (
    select
        r.shown_at,
        r.authority_code,
        -- Of one authority it is every month end it vouches for, with gaps between.
        case when r.sender_count = 1 then 0 else r.last_number - s.month_count + 1 end as first_number,
        r.last_at
    from reaching as r
    inner join spans as s on r.shown_at = s.shown_at
    where r.vouched_months >= s.month_count
),

named as (
    select
        shown_at,
        string_agg(authority_code, ' ' order by authority_code) as authorities
    from members
    group by shown_at
),

numbered as (
    select
        shown_at,
        dense_rank() over (order by authorities) as line_number
    from named
)

select
    m.shown_at,
    m.authority_code,
    n.line_number::integer as line_number,
    m.first_number::integer as first_number,
    m.last_at
from members as m
inner join numbered as n on m.shown_at = n.shown_at
order by m.shown_at, m.authority_code
