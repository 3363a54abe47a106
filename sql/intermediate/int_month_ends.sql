/*
title:    Month ends that at least one authority's inputs vouch for
summary:  How many authorities vouch for each, and which is shown first: the newest that more than half of those that have ever
          sent a return vouch for.
grain:    one row per as_at
source:   int_vouched; data/reference/authorities.csv
caveats:  Where no month end is vouched for by more than half, the newest of those that most vouch for is shown first.
stored:   yes
*/
with counted as (
    select
        as_at,
        month_number,
        count(*) filter (where is_vouched) as authority_count,
        count(*) as sender_count
    from int_vouched
    group by as_at, month_number
),

-- All of the region's authorities, and whoever else has sent a return.
expected as (
    select count(*) as authority_total
    from stg_authorities
    where is_in_region or authority_code in (select v.authority_code from int_vouched as v)
)

select
    c.as_at,
    c.month_number,
    c.authority_count,
    c.sender_count,
    e.authority_total,
    row_number() over (
        order by
            2 * c.authority_count > c.sender_count desc,
            case when 2 * c.authority_count > c.sender_count then 0 else c.authority_count end desc,
            c.as_at desc
    ) = 1 as is_shown_first
from counted as c
cross join expected as e
order by c.as_at
