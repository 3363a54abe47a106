/*
title:    Where children are placed, by type and provider
summary:  From each responsible authority to the authority the placement lies in, for each kind of placement and provider.
grain:    one row per authority_code, host_authority_code, placement_type, provider_sector
section:  distance
source:   SSDA903 episodes; ONS Postcode Directory; placement costs return; DfE's definition of locality
caveats:  Most rows are of very few children, so protected figures show little here: choose a type, or read the flows of all
          types together.
chart:    bar x=child_count y=host_authority_name colour=placement_type top=20
coarser:  flows_by_ring_and_type
columns:
  authority_code        | code     | Responsible local authority, ONS code
  authority_name        | text     | Responsible local authority
  host_authority_code   | code     | Authority the placement lies in, ONS code, or Not known
  host_authority_name   | text     | Authority the placement lies in
  placement_type        | text     | Placement type
  provider_sector       | text     | Provider
  child_count           | count    | Children looked after
  known_count           | count    | Children whose distance is known
  median_distance_miles | miles    | Median distance from home to placement | median of known_count
  median_distance_low_miles | miles | Median distance from home to placement, low end | low of median_distance_miles
  median_distance_high_miles | miles | Median distance from home to placement, high end | high of median_distance_miles
  priced_count          | count    | Children whose price was sent
  mean_cost_gbp_week    | gbp_week | Mean price a week | mean of priced_count largest largest_pct top_two top_two_pct
  mean_cost_low_gbp_week | gbp_week | Mean price a week, low end of its 95 per cent interval | low of mean_cost_gbp_week
  mean_cost_high_gbp_week | gbp_week | Mean price a week, high end | high of mean_cost_gbp_week
  largest_pct | pct | Share of the cost on the dearest child | exact eyes only
  top_two_pct | pct | Share of the cost on the two dearest children | exact eyes only
collected: priced_count prices; mean_cost_gbp_week prices; largest_pct prices; top_two_pct prices
checks:   unique authority_code host_authority_code placement_type provider_sector
*/
select
    p.authority_code,
    a.authority_name,
    coalesce(p.host_authority_code, 'Not known') as host_authority_code,
    coalesce(h.authority_name, p.host_authority_code, 'Not known') as host_authority_name,
    p.placement_type,
    p.provider_sector,
    count(*) as child_count,
    count(p.distance_miles) as known_count,
    median(p.distance_miles) as median_distance_miles,
    median_low(p.distance_miles) as median_distance_low_miles,
    median_high(p.distance_miles) as median_distance_high_miles,
    count(p.weekly_cost_gbp) as priced_count,
    avg(p.weekly_cost_gbp) as mean_cost_gbp_week,
    mean_low(p.weekly_cost_gbp) as mean_cost_low_gbp_week,
    mean_high(p.weekly_cost_gbp) as mean_cost_high_gbp_week,
    largest_pct(p.weekly_cost_gbp) as largest_pct,
    top_two_pct(p.weekly_cost_gbp) as top_two_pct
from looked_after as p
inner join stg_authorities as a on p.authority_code = a.authority_code
left join stg_hosts as h on p.host_authority_code = h.authority_code
group by
    p.authority_code, a.authority_name, p.host_authority_code, h.authority_name, p.placement_type, p.provider_sector
order by a.authority_name, host_authority_name, p.placement_type, p.provider_sector
