/*
title:    Days on which facts seen once a year were collected
summary:  Prices and orders of the costs return at its as-at date; health and behaviour at 31 March of the return.
grain:    one row per fact, authority_code, collected_at
source:   Placement costs return; SSDA903 OC2 table
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
