/*
title:    Whether facts that are not seen every month are known of an authority at each month end, and since when
summary:  A collection stands for twelve months: that of prices from its own day, that of health and behaviour from 31 March,
          that of found placements from the end of their quarter.
grain:    one row per authority_code, as_at
source:   Placement costs return; SSDA903 OC2 table; National Placements Standard
caveats:  The costs return is this tool's own: of an authority that has never sent one, what rests on placement codes and prices
          rests on the codes alone, at every date alike. One that sends it has a hole where a year of it is missing.
stored:   yes
*/
with spans as (
    select
        v.authority_code,
        v.as_at,
        max(f.collected_at) filter (where f.fact = 'prices') as priced_at,
        max(f.collected_at) filter (where f.fact = 'outcomes') as scored_at,
        max(f.collected_at) filter (where f.fact = 'searches') as searched_at
    from int_vouched as v
    left join int_collections as f
        on
            v.authority_code = f.authority_code
            and f.collected_at <= v.as_at and (f.collected_at + interval 12 month)::date > v.as_at
    group by v.authority_code, v.as_at
),

priced as (
    select distinct authority_code
    from int_collections
    where fact = 'prices'
)

select
    s.authority_code,
    s.as_at,
    s.priced_at,
    s.scored_at,
    s.searched_at,
    s.priced_at is not null or p.authority_code is null as are_prices_known,
    s.scored_at is not null as are_outcomes_known,
    s.searched_at is not null as are_searches_known
from spans as s
left join priced as p on s.authority_code = p.authority_code
