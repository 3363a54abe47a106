/*
title:    Placement distance by placement type
summary:  How far from home children are placed in each kind of placement, and how many outside their authority.
grain:    one row per placement_type
section:  distance
source:   SSDA903 episodes; ONS Postcode Directory; DfE's formula for distance and its definition of over 20 miles
caveats:  Straight line, not road. Unknown distance stays in the total, as DfE keeps it; shares are shown both ways.
chart:    bar x=distant_pct y=placement_type sort=-x
columns:
  placement_type        | text  | Placement type
  child_count           | count | Children looked after
  known_count           | count | Children whose distance is known
  not_known_count       | count | Children whose distance is not known
  median_distance_miles | miles | Median distance from home to placement         | median of known_count
  median_distance_low_miles | miles | Median, low end of its 95 per cent interval | low of median_distance_miles
  median_distance_high_miles | miles | Median, high end of its 95 per cent interval | high of median_distance_miles
  distant_count         | count | Children placed over 20 miles from home
  distant_pct           | pct   | Placed over 20 miles from home, of all         | share of distant_count in child_count
  distant_of_known_pct  | pct   | Placed over 20 miles from home, of those known | share of distant_count in known_count
  out_of_area_count     | count | Children placed outside their authority
  out_of_area_pct       | pct   | Placed outside their authority                 | share of out_of_area_count in child_count
checks:   unique placement_type; not_null placement_type
*/
select
    placement_type,
    count(*) as child_count,
    count(distance_miles) as known_count,
    count(*) - count(distance_miles) as not_known_count,
    median(distance_miles) as median_distance_miles,
    median_low(distance_miles) as median_distance_low_miles,
    median_high(distance_miles) as median_distance_high_miles,
    count(*) filter (where is_distant) as distant_count,
    pct(count(*) filter (where is_distant), count(*)) as distant_pct,
    pct(count(*) filter (where is_distant), count(distance_miles)) as distant_of_known_pct,
    count(*) filter (where is_out_of_area) as out_of_area_count,
    pct(count(*) filter (where is_out_of_area), count(*)) as out_of_area_pct
from looked_after
group by placement_type
order by placement_type
