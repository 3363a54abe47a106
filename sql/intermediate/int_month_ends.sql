/*
title:    Month ends that at least one authority's inputs vouch for
summary:  How many authorities vouch for each, and which is shown first: the newest that more than half of them vouch for.
grain:    one row per as_at
source:   int_vouched
caveats:  Where no month end is vouched for by more than half, the newest of those that most vouch for is shown first.
stored:   yes
*/
with counted as (
    select
        as_at,
        month_number,
        count(*) filter (where is_vouched) as authority_count,
        count(*) as authority_total
    from int_vouched
    group by as_at, month_number
)

select
    as_at,
    month_number,
    authority_count,
    authority_total,
    row_number() over (
        order by
            2 * authority_count > authority_total desc,
            case when 2 * authority_count > authority_total then 0 else authority_count end desc,
            as_at desc
    ) = 1 as is_shown_first
from counted
order by as_at
