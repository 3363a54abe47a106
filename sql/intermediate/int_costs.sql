/*
title:    The weekly cost of each placement at each month end
summary:  The price sent at the first collection on or after the month end, or else at the last one before it.
grain:    one row per authority_code, child_id, as_at with a price
source:   Placement costs return
caveats:  A placement that was not open at any collection has no price.
*/
with spans as (
    select
        *,
        coalesce(lag(costed_at) over placement, date '1900-01-01') as priced_after,
        case
            when lead(costed_at) over placement is null then date '9999-12-31'
            else costed_at
        end as priced_until
    from stg_costs
    window placement as (partition by authority_code, child_id, placement_start order by costed_at)
)

select
    s.as_at,
    c.* exclude (priced_after, priced_until)
from int_stays as s
inner join spans as c
    on
        s.authority_code = c.authority_code and s.child_id = c.child_id
        and s.placement_start = c.placement_start
        and s.as_at > c.priced_after and s.as_at <= c.priced_until
