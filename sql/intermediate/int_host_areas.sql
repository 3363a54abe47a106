/*
title:    Areas that places lie in: {region}'s {parts}, regions of England, other countries together
grain:    one row per host_authority_code
source:   data/reference/area_groupings.csv, authorities.csv and nations.csv
*/
select
    h.authority_code as host_authority_code,
    coalesce(a.area_name, h.region_name) as host_area_name
from stg_hosts as h
left join stg_areas as a on h.authority_code = a.authority_code and a.grouping = usual_grouping()
