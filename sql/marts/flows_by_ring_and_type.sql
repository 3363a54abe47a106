/*
title:    Where children are placed, by type: own authority, {region} or further
summary:  For each kind of placement, how many of the children chosen live in their own authority, elsewhere in {region} or
          outside it; how far from home, and at what price.
grain:    one row per placement_type, host_ring
section:  distance
source:   SSDA903 episodes; ONS Postcode Directory; placement costs return; DfE's definition of locality
caveats:  Placements whose authority is not known keep a row.
chart:    stacked x=child_count y=placement_type colour=host_ring
columns:
  placement_type        | text     | Placement type
  host_ring             | text     | Ring the placement lies in: own authority, elsewhere in {region}, outside {region}
  child_count           | count    | Children looked after
  known_count           | count    | Children whose distance is known
  median_distance_miles | miles    | Median distance from home to placement | median of known_count
  median_distance_low_miles | miles | Median distance from home to placement, low end | low of median_distance_miles
  median_distance_high_miles | miles | Median distance from home to placement, high end | high of median_distance_miles
  priced_count          | count    | Children whose price was sent
  mean_cost_gbp_week    | gbp_week | Mean price a week | mean of priced_count largest largest_pct top_two top_two_pct
  mean_cost_low_gbp_week | gbp_week | Mean price a week, low end of its 95 per cent interval | low of mean_cost_gbp_week
  mean_cost_high_gbp_week | gbp_week | Mean price a week, high end | high of mean_cost_gbp_week
  largest_pct           | pct      | Share of the cost on the dearest child | exact eyes only
  top_two_pct           | pct      | Share of the cost on the two dearest children | exact eyes only
collected: priced_count prices; mean_cost_gbp_week prices; largest_pct prices; top_two_pct prices
checks:   unique placement_type host_ring; not_null placement_type host_ring child_count
*/
select
    placement_type,
    host_ring,
    count(*) as child_count,
    count(distance_miles) as known_count,
    median(distance_miles) as median_distance_miles,
    median_low(distance_miles) as median_distance_low_miles,
    median_high(distance_miles) as median_distance_high_miles,
    count(weekly_cost_gbp) as priced_count,
    avg(weekly_cost_gbp) as mean_cost_gbp_week,
    mean_low(weekly_cost_gbp) as mean_cost_low_gbp_week,
    mean_high(weekly_cost_gbp) as mean_cost_high_gbp_week,
    largest_pct(weekly_cost_gbp) as largest_pct,
    top_two_pct(weekly_cost_gbp) as top_two_pct
from int_placed
group by placement_type, host_ring
order by placement_type, host_ring
