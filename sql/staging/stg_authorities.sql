/*
title:    English authorities
grain:    one row per authority_code
source:   data/reference/authorities.csv
*/
select
    authority_code,
    authority_name,
    region_name,
    region_name in ('Inner London', 'Outer London') as is_london
from ref.authorities
