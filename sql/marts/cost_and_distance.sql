/*
title:    Cost and distance
summary:  What placements cost by how far they are from home, for each placement type.
grain:    one row per placement_type, distance_band
source:   Placement costs return; DfE's distance between postcodes, with not known kept
caveats:  Dearer far away does not mean dearer because far away: children placed far often need more.
section:  cost
chart:    bar x=distance_band y=median_gbp_week colour=placement_type
coarser:  cost_within_twenty_miles
columns:
  placement_type          | text     | Placement type, or all together
  distance_band           | text     | Distance from home
  child_count             | count    | Children looked after
  priced_count            | count    | Children whose placement cost was sent
  lower_quartile_gbp_week | gbp_week | A quarter cost less than this a week | quartile of priced_count
  median_gbp_week         | gbp_week | Median weekly cost | median of priced_count
  median_low_gbp_week | gbp_week | Median, low end of its 95 per cent interval | low of median_gbp_week
  median_high_gbp_week | gbp_week | Median, high end of its 95 per cent interval | high of median_gbp_week
  upper_quartile_gbp_week | gbp_week | A quarter cost more than this a week | quartile of priced_count
  mean_gbp_week           | gbp_week | Mean weekly cost | mean of priced_count largest largest_pct top_two top_two_pct
  mean_low_gbp_week | gbp_week | Mean, low end of its 95 per cent interval | low of mean_gbp_week
  mean_high_gbp_week | gbp_week | Mean, high end of its 95 per cent interval | high of mean_gbp_week
  largest_pct | pct | Share of the cost on the dearest child | exact eyes only
  top_two_pct | pct | Share of the cost on the two dearest children | exact eyes only
collected: priced_count prices; lower_quartile_gbp_week prices; median_gbp_week prices; median_low_gbp_week prices;
          median_high_gbp_week prices; upper_quartile_gbp_week prices; mean_gbp_week prices; mean_low_gbp_week prices;
          mean_high_gbp_week prices; largest_pct prices; top_two_pct prices
checks:   unique placement_type distance_band; not_null placement_type distance_band child_count
*/
with banded as (
    select
        p.placement_type,
        p.weekly_cost_gbp,
        coalesce(b.distance_band, 'Not known') as distance_band,
        coalesce(b.display_order::integer, 99) as display_order
    from looked_after as p
    left join ref.distance_bands as b
        on p.distance_miles > b.over_miles::double and p.distance_miles <= b.up_to_miles::double
)

select
    coalesce(placement_type, 'All placements') as placement_type,
    distance_band,
    count(*) as child_count,
    count(weekly_cost_gbp) as priced_count,
    quantile_cont(weekly_cost_gbp, 0.25) as lower_quartile_gbp_week,
    median(weekly_cost_gbp) as median_gbp_week,
    median_low(weekly_cost_gbp) as median_low_gbp_week,
    median_high(weekly_cost_gbp) as median_high_gbp_week,
    quantile_cont(weekly_cost_gbp, 0.75) as upper_quartile_gbp_week,
    avg(weekly_cost_gbp) as mean_gbp_week,
    mean_low(weekly_cost_gbp) as mean_low_gbp_week,
    mean_high(weekly_cost_gbp) as mean_high_gbp_week,
    largest_pct(weekly_cost_gbp) as largest_pct,
    top_two_pct(weekly_cost_gbp) as top_two_pct
from banded
group by grouping sets ((placement_type, distance_band, display_order), (distance_band, display_order))
order by coalesce(placement_type, 'All placements'), display_order
