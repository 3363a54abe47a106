/*
title:    English authorities
grain:    one row per authority_code
source:   data/reference/authorities.csv and region_authorities.csv
*/
select
    a.authority_code,
    a.authority_name,
    a.region_name,
    r.authority_code is not null as is_in_region
from ref.authorities as a
left join ref.region_authorities as r on a.authority_code = r.authority_code and r.region_code = region_code()
