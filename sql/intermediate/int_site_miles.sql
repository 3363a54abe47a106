/*
title:    Miles from each authority to each authority in which a home may be opened
summary:  From centre to centre; in an authority itself the mean distance of two points of a disc of its area.
grain:    one row per authority_code, site_authority_code
source:   stg_authority_centres
*/
with places as (
    select distinct
        a.authority_code,
        a.authority_name,
        c.longitude,
        c.latitude,
        c.square_km
    from stg_areas as a
    inner join stg_authority_centres as c on a.authority_code = c.authority_code
)

select
    h.authority_code,
    s.authority_code as site_authority_code,
    s.authority_name as site_authority_name,
    case
        when h.authority_code = s.authority_code then miles_within(h.square_km)
        else miles_between(h.longitude, h.latitude, s.longitude, s.latitude)
    end as miles
from places as h
cross join places as s
