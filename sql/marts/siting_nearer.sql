/*
title:    Children who would live nearer their family
summary:  Of the children waiting whose distance is known, how many live further away now than a home in each authority would be.
grain:    one row per area_name, placement_type, site_authority_code
source:   SSDA903; centres and areas of authorities, from ONS boundaries
caveats:  It follows how far single children live, step by step, so only people entitled to exact figures see it.
section:  supply
child_level: yes
columns:
  grouping            | text  | Grouping of areas
  area_name           | text  | Area
  placement_type      | text  | Kind of place needed
  site_authority_code | code  | Authority of the home, ONS code
  site_authority_name | text  | Authority of the home
  miles_known_count   | count | Waiting children whose distance is known
  nearer_count        | count | Of these, children who would live nearer home
  nearer_pct          | pct   | Share of them | share of nearer_count in miles_known_count
collected: miles_known_count prices; nearer_count prices; nearer_pct prices
checks:   unique area_name placement_type site_authority_code; not_null area_name placement_type site_authority_code
*/
select
    c.grouping,
    c.area_name,
    c.placement_type,
    m.site_authority_code,
    m.site_authority_name,
    count(*) as miles_known_count,
    count(*) filter (where m.miles < c.distance_miles) as nearer_count,
    pct(count(*) filter (where m.miles < c.distance_miles), count(*)) as nearer_pct
from int_siting_children as c
inner join int_site_miles as m on c.authority_code = m.authority_code
where c.is_waiting and c.distance_miles is not null and is_chosen('area', c.area_name)
group by c.grouping, c.area_name, c.placement_type, m.site_authority_code, m.site_authority_name
order by c.area_name, c.placement_type, m.site_authority_name
