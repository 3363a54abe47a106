/*
title:    Areas chosen, and the authorities of each that count at the date
summary:  The areas of the chosen grouping, with those of their authorities whose inputs vouch for the date.
grain:    one row per grouping, area_name, authority_code
source:   data/reference/area_groupings.csv; returns received; the choices of date, grouping and area
*/
select
    a.grouping,
    a.area_name,
    a.authority_code,
    c.vouched_months
from stg_areas as a
inner join int_chosen_authorities as c on a.authority_code = c.authority_code
where is_chosen('grouping', a.grouping) and is_chosen('area', a.area_name)
