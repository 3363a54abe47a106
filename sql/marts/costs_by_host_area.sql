/*
title:    Weekly cost by the area of the placement
summary:  What placements cost a week in the child's own authority, elsewhere in each part of {region}, in each region of
          England and further away.
grain:    one row per host_area_name
source:   Placement costs return; placement postcode
caveats:  Parts of {region} are the areas of its {parts}, each without the child's own authority.
          Differences between areas reflect the children and the kinds of placement as well as the price.
section:  cost
chart:    bar x=mean_gbp_week y=host_area_name sort=-x
columns:
  host_area_name  | text     | Area the placement lies in
  child_count     | count    | Children looked after
  priced_count    | count    | Children whose placement cost was sent
  priced_pct      | pct      | Share of children whose placement cost was sent | share of priced_count in child_count
  median_gbp_week | gbp_week | Median weekly cost | median of priced_count
  median_low_gbp_week | gbp_week | Median, low end of its 95 per cent interval | low of median_gbp_week
  median_high_gbp_week | gbp_week | Median, high end of its 95 per cent interval | high of median_gbp_week
  mean_gbp_week   | gbp_week | Mean weekly cost | mean of priced_count largest largest_pct top_two top_two_pct
  mean_low_gbp_week | gbp_week | Mean, low end of its 95 per cent interval | low of mean_gbp_week
  mean_high_gbp_week | gbp_week | Mean, high end of its 95 per cent interval | high of mean_gbp_week
  largest_pct     | pct      | Share of the cost on the dearest child | exact eyes only
  top_two_pct     | pct      | Share of the cost on the two dearest children | exact eyes only
collected: priced_count prices; priced_pct prices; median_gbp_week prices; median_low_gbp_week prices;
          median_high_gbp_week prices; mean_gbp_week prices; mean_low_gbp_week prices; mean_high_gbp_week prices;
          largest_pct prices; top_two_pct prices
checks:   unique host_area_name; not_null host_area_name child_count priced_count
*/
select
    host_area_name,
    count(*) as child_count,
    count(weekly_cost_gbp) as priced_count,
    pct(count(weekly_cost_gbp), count(*)) as priced_pct,
    median(weekly_cost_gbp) as median_gbp_week,
    median_low(weekly_cost_gbp) as median_low_gbp_week,
    median_high(weekly_cost_gbp) as median_high_gbp_week,
    avg(weekly_cost_gbp) as mean_gbp_week,
    mean_low(weekly_cost_gbp) as mean_low_gbp_week,
    mean_high(weekly_cost_gbp) as mean_high_gbp_week,
    largest_pct(weekly_cost_gbp) as largest_pct,
    top_two_pct(weekly_cost_gbp) as top_two_pct
from int_placed
group by host_area_name
order by host_area_name
