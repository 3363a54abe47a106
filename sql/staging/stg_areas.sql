/*
title:    Which authorities make up each area of each grouping
grain:    one row per grouping, area_name, authority_code
source:   data/reference/area_groupings.csv
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
