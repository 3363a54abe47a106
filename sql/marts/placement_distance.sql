/*
title:    Placement distance by local authority
summary:  How far from home each authority's children are placed, and how many are outside its boundary.
grain:    one row per authority_code
section:  distance
source:   SSDA903 episodes; ONS Postcode Directory; DfE's formula for distance and its definition of over 20 miles
caveats:  Straight line, not road. Unknown distance stays in the total, as DfE keeps it; shares are shown both ways.
chart:    dot x=distant_pct y=authority_name sort=-x
funnel:   distant_pct; out_of_area_pct
columns:
  authority_code        | code  | Responsible local authority, ONS code
  authority_name        | text  | Responsible local authority
  child_count           | count | Children looked after
  known_count           | count | Children whose distance is known
  not_known_count       | count | Children whose distance is not known
  median_distance_miles | miles | Median distance from home to placement         | median of known_count
  median_distance_low_miles | miles | Median, low end of its 95 per cent interval | low of median_distance_miles
  median_distance_high_miles | miles | Median, high end of its 95 per cent interval | high of median_distance_miles
  distant_count         | count | Children placed over 20 miles from home
  distant_pct           | pct   | Placed over 20 miles from home, of all         | share of distant_count in child_count
  distant_of_known_pct  | pct   | Placed over 20 miles from home, of those known | share of distant_count in known_count
  out_of_area_count     | count | Children placed outside the authority
  out_of_area_pct       | pct   | Placed outside the authority                   | share of out_of_area_count in child_count
checks:   unique authority_code; not_null authority_code
*/
select
    p.authority_code,
    a.authority_name,
    count(*) as child_count,
    count(p.distance_miles) as known_count,
    count(*) - count(p.distance_miles) as not_known_count,
    median(p.distance_miles) as median_distance_miles,
    median_low(p.distance_miles) as median_distance_low_miles,
    median_high(p.distance_miles) as median_distance_high_miles,
    count(*) filter (where p.is_distant) as distant_count,
    pct(count(*) filter (where p.is_distant), count(*)) as distant_pct,
    pct(count(*) filter (where p.is_distant), count(p.distance_miles)) as distant_of_known_pct,
    count(*) filter (where p.is_out_of_area) as out_of_area_count,
    pct(count(*) filter (where p.is_out_of_area), count(*)) as out_of_area_pct
from looked_after as p
inner join stg_authorities as a on p.authority_code = a.authority_code
group by p.authority_code, a.authority_name
order by a.authority_name
