/*
title:    Where children are placed, by postcode sector
summary:  How many of the children chosen live in each postcode sector, and how far that is from their homes.
grain:    one row per placement_sector, host_authority_code
section:  distance
source:   SSDA903 episodes; ONS Postcode Directory; DfE's formula for distance
caveats:  A sector is some 3,000 addresses; nothing finer is kept of a placement's postcode, and of the home's not even
          that. Placements whose sector is not known keep a row.
child_level: yes
chart:    bar x=child_count y=placement_sector sort=-x top=15
columns:
  placement_sector      | text  | Postcode sector the placement lies in
  host_authority_code   | code  | Authority the placement lies in, ONS code, or Not known
  host_authority_name   | text  | Authority the placement lies in
  child_count           | count | Children who live there
  distant_count         | count | Of these, placed over 20 miles from home
  known_count           | count | Of these, children whose distance is known
  median_distance_miles | miles | Median distance from home to placement | median of known_count
checks:   unique placement_sector host_authority_code; not_null placement_sector host_authority_code child_count
*/
select
    coalesce(p.placement_sector, 'Not known') as placement_sector,
    coalesce(p.host_authority_code, 'Not known') as host_authority_code,
    coalesce(h.authority_name, p.host_authority_code, 'Not known') as host_authority_name,
    count(*) as child_count,
    count(*) filter (where p.is_distant) as distant_count,
    count(p.distance_miles) as known_count,
    median(p.distance_miles) as median_distance_miles
from looked_after as p
left join stg_hosts as h on p.host_authority_code = h.authority_code
group by p.placement_sector, p.host_authority_code, h.authority_name
order by placement_sector, host_authority_code
