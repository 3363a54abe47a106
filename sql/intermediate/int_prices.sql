/*
title:    Prices of placements, and the time for which each stands
summary:  The price sent at the latest collection on or before a month end, a year old at most.
grain:    one row per price_id; the first of each authority is empty and stands for placements without a price
source:   Placement costs return
caveats:  A placement that has begun since the latest collection has no price, and none has before the first.
belongs_to: authority
stored:   yes
*/
with collections as (
    select
        authority_code,
        return_year_of(costed_at) as return_year,
        lead(min(costed_at)) over (partition by authority_code order by return_year_of(costed_at)) as next_at
    from int_cost_matches
    where placement_start is not null
    group by authority_code, return_year_of(costed_at)
),

spans as (
    select
        c.*,
        c.costed_at as priced_from,
        -- Up to the next price, the next year's collection or a year at most, whichever is first.
        least(
            coalesce(lead(c.costed_at) over placement, date '9999-12-31'),
            coalesce(k.next_at, date '9999-12-31'),
            (c.costed_at + interval 12 month)::date
        ) - 1 as priced_until
    from int_cost_matches as c
    inner join collections as k
        on c.authority_code = k.authority_code and return_year_of(c.costed_at) = k.return_year
    where c.placement_start is not null
    window placement as (
        partition by c.authority_code, c.child_id, c.placement_start order by c.costed_at
    )
),

authorities as (
    select distinct authority_code
    from int_episodes
),

-- Every price, and a row without one for each authority: no price is without a start, so none is joined to such a row.
listed as (
    select
        s.* exclude (authority_code),
        coalesce(s.authority_code, a.authority_code) as authority_code
    from spans as s
    full join authorities as a on s.authority_code = a.authority_code and s.placement_start is null
)

select
    row_number() over (order by authority_code, child_id nulls first, placement_start, costed_at)::integer as price_id,
    * exclude (urn, has_additional_packages, return_year, sent_start, outcome)
from listed
order by price_id
