/*
title:    Days on which facts that are not seen every month were collected
summary:  Prices and orders of the costs return at its as-at date; health and behaviour at 31 March of the return, or of the March
          before a feed that stands in its place; needs and risks of found placements at the end of their quarter.
grain:    one row per fact, authority_code, collected_at
source:   Placement costs return; SSDA903 OC2 table; case system's feed; National Placements Standard
stored:   yes
*/
select distinct
    'prices' as fact,
    authority_code,
    costed_at as collected_at
from stg_costs
union all
select distinct
    'outcomes' as fact,
    authority_code,
    make_date(return_year, 3, 31) as collected_at
from stg_outcomes
union all
select distinct
    'outcomes' as fact,
    authority_code,
    make_date(return_year, 3, 31) as collected_at
from int_feed_outcomes
union all
select distinct
    'searches' as fact,
    authority_code,
    quarter_end as collected_at
from stg_found
