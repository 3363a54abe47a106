/*
title:    Where children are placed, by the authority they live in
summary:  How many children live in each authority, wherever they come from, and how far that is from their homes.
grain:    one row per host_authority_code
section:  distance
source:   SSDA903 episodes; ONS Postcode Directory; DfE's formula for distance and its definition of over 20 miles
caveats:  Straight line, not road. Placements whose authority is not known keep a row.
chart:    bar x=child_count y=host_authority_name sort=-x top=15
columns:
  host_authority_code   | code  | Authority the placement lies in, ONS code, or Not known
  host_authority_name   | text  | Authority the placement lies in
  host_region_name      | text  | Region the placement lies in
  child_count           | count | Children who live there
  distant_count         | count | Of these, placed over 20 miles from home
  distant_pct           | pct   | Share of them placed over 20 miles from home | share of distant_count in child_count
  known_count           | count | Of these, children whose distance is known
  median_distance_miles | miles | Median distance from home to placement | median of known_count
  median_distance_low_miles | miles | Median distance from home to placement, low end | low of median_distance_miles
  median_distance_high_miles | miles | Median distance from home to placement, high end | high of median_distance_miles
checks:   unique host_authority_code; not_null host_authority_code child_count
*/
select
    coalesce(p.host_authority_code, 'Not known') as host_authority_code,
    coalesce(h.authority_name, p.host_authority_code, 'Not known') as host_authority_name,
    coalesce(h.region_name, 'Not known') as host_region_name,
    count(*) as child_count,
    count(*) filter (where p.is_distant) as distant_count,
    pct(count(*) filter (where p.is_distant), count(*)) as distant_pct,
    count(p.distance_miles) as known_count,
    median(p.distance_miles) as median_distance_miles,
    median_low(p.distance_miles) as median_distance_low_miles,
    median_high(p.distance_miles) as median_distance_high_miles
from looked_after as p
left join stg_hosts as h on p.host_authority_code = h.authority_code
group by p.host_authority_code, h.authority_name, h.region_name
order by host_authority_name
