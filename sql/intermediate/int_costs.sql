/*
title:    The weekly cost of each placement at each month end
summary:  The price sent at the first collection on or after the month end, or else at the last one before it.
grain:    one row per authority_code, child_id, as_at with a price
source:   Placement costs return
caveats:  A placement that was not open at any collection has no price.
*/
with stays as (
    select
        authority_code,
        child_id,
        as_at,
        placement_start
    from int_stays
),

after as (
    select
        s.authority_code,
        s.child_id,
        s.as_at,
        c.* exclude (authority_code, child_id),
        1 as preference
    from stays as s
    asof join stg_costs as c
        on
            s.authority_code = c.authority_code and s.child_id = c.child_id
            and s.placement_start = c.placement_start and s.as_at <= c.costed_at
),

before as (
    select
        s.authority_code,
        s.child_id,
        s.as_at,
        c.* exclude (authority_code, child_id),
        2 as preference
    from stays as s
    asof join stg_costs as c
        on
            s.authority_code = c.authority_code and s.child_id = c.child_id
            and s.placement_start = c.placement_start and s.as_at > c.costed_at
)

select * exclude (preference)
from (
    select * from after
    union all
    select * from before
) as priced
qualify row_number() over (partition by authority_code, child_id, as_at order by preference) = 1
