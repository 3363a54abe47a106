/*
title:    Where each of the children chosen is placed, in larger groups than authorities
grain:    one row per child_id
source:   SSDA903; placement costs return; ONS Postcode Directory; data/reference/area_groupings.csv
caveats:  Parts of {region} are the areas of its {parts}, each without the child's own authority.
*/
select
    p.child_id,
    p.placement_type,
    case
        when p.host_authority_code = p.authority_code then 'Own authority'
        else coalesce(h.host_area_name, 'Not known')
    end as host_area_name,
    case
        when p.host_authority_code is null then 'Not known'
        when p.host_authority_code = p.authority_code then 'Own authority'
        when p.is_host_in_region then 'Elsewhere in ' || region_name()
        else 'Outside ' || region_name()
    end as host_ring,
    p.distance_miles,
    p.weekly_cost_gbp
from looked_after as p
left join int_host_areas as h on p.host_authority_code = h.host_authority_code
