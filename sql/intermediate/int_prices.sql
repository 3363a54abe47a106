/*
title:    Prices of placements, and the time for which each stands
summary:  The price sent at the first collection on or after a month end, or else at the last one before it.
grain:    one row per price_id; the first of each authority is empty and stands for placements without a price
source:   Placement costs return
caveats:  A placement that was not open at any collection has no price.
belongs_to: authority
stored:   yes
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
),

listed as (
    select * from spans
    union all by name
    select distinct authority_code from int_episodes
)

select
    row_number() over (order by authority_code, child_id nulls first, placement_start, costed_at)::integer as price_id,
    * exclude (urn, has_additional_packages)
from listed
order by price_id
