/*
title:    Authorities that the one looked at is compared with, where that is not {region}
summary:  Those of its area in the grouping in use, itself among them; or its ten statistical neighbours, which never include it.
grain:    one row per authority_code
source:   data/reference/area_groupings.csv; data/reference/statistical_neighbours.csv; choices of comparator and grouping
*/
select g.authority_code
from stg_areas as g
where
    is_compared_with('area')
    and is_chosen('grouping', g.grouping)
    and g.area_name in (
        select o.area_name
        from stg_areas as o
        where is_chosen('grouping', o.grouping) and list_contains(getvariable('beside'), o.authority_code)
    )
union distinct
select n.neighbour_code as authority_code
from ref.statistical_neighbours as n
where is_compared_with('neighbours') and list_contains(getvariable('beside'), n.authority_code)
