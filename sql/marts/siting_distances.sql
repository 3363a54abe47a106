/*
title:    Miles from each area to where a home may be opened
summary:  How far a home in each authority would be from the children's own homes, of each area.
grain:    one row per area_name, site_authority_code
source:   Centres and areas of authorities, from ONS boundaries
caveats:  From centre to centre, and of an area the mean of its authorities; in an authority itself the mean distance of two
          points of a disc of its area. Not about any child.
section:  supply
chart:    none
columns:
  grouping            | text   | Grouping of areas
  area_name           | text   | Area
  site_authority_code | code   | Authority of the home, ONS code
  site_authority_name | text   | Authority of the home
  site_miles          | number | Miles in a straight line
checks:   unique area_name site_authority_code; not_null area_name site_authority_code site_miles
*/
select
    a.grouping,
    a.area_name,
    m.site_authority_code,
    m.site_authority_name,
    avg(m.miles) as site_miles
from stg_areas as a
inner join int_site_miles as m on a.authority_code = m.authority_code
where is_chosen('grouping', a.grouping)
group by a.grouping, a.area_name, m.site_authority_code, m.site_authority_name
order by a.area_name, m.site_authority_name
