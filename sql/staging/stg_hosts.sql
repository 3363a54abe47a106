/*
title:    Places a child can be placed in: English authorities, and the other nations and islands whole
grain:    one row per authority_code
source:   data/reference/authorities.csv and nations.csv
*/
select
    authority_code,
    authority_name,
    region_name
from ref.authorities
union all
select
    nation_code as authority_code,
    nation_name as authority_name,
    'Outside England' as region_name
from ref.nations
