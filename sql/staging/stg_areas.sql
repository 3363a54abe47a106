/*
title:    Which authorities make up each area of each grouping that the region offers
grain:    one row per grouping, area_name, authority_code
source:   data/reference/area_groupings.csv and region_authorities.csv
*/
select
    g.display_order::integer as display_order,
    g.grouping,
    g.grouping_name,
    g.area_name,
    g.authority_code,
    a.authority_name
from ref.area_groupings as g
inner join ref.authorities as a on g.authority_code = a.authority_code
inner join ref.region_authorities as r on g.authority_code = r.authority_code and r.region_code = region_code()
where g.region_code is null or g.region_code = region_code()
