/*
title:    Price for similar need, by kind of provider
summary:  What each kind of provider charges beside what {region} pays in the middle for other children of similar need in
          the same placement type.
grain:    one row per placement_type, provider_sector
source:   Placement costs return; signs of need, this tool's own proxy
caveats:  Need is seen only as far as the returns show it, so a dear kind of provider may serve children whose need they do
          not show.
section:  cost
chart:    heat x=provider_sector y=placement_type colour=difference_gbp_week
columns:
  placement_type      | text     | Placement type
  provider_sector     | text     | Provider
  matched_count       | count    | Priced children with others of similar need to compare with
  mean_gbp_week | gbp_week | Mean weekly cost | mean of matched_count largest largest_pct top_two top_two_pct
  mean_low_gbp_week | gbp_week | Mean, low end of its 95 per cent interval | low of mean_gbp_week
  mean_high_gbp_week | gbp_week | Mean, high end of its 95 per cent interval | high of mean_gbp_week
  expected_gbp_week | gbp_week | {Region}'s price for similar need | mean of matched_count largest largest_pct top_two top_two_pct
  expected_low_gbp_week | gbp_week | {Region}'s price for similar need, low end | low of expected_gbp_week
  expected_high_gbp_week | gbp_week | {Region}'s price for similar need, high end | high of expected_gbp_week
  difference_gbp_week | gbp_week | How much more it costs | mean of matched_count largest largest_pct top_two top_two_pct
  difference_low_gbp_week | gbp_week | Difference, low end of its 95 per cent interval | low of difference_gbp_week
  difference_high_gbp_week | gbp_week | Difference, high end of its 95 per cent interval | high of difference_gbp_week
  difference_pct      | pct      | The same, per cent | mean of matched_count largest largest_pct top_two top_two_pct
  difference_low_pct | pct | The same, per cent, low end of its 95 per cent interval | low of difference_pct
  difference_high_pct | pct | The same, per cent, high end | high of difference_pct
  dearer_count        | count    | Children who cost more than {region}'s median for others of similar need
  dearer_pct          | pct      | Share who do | share of dearer_count in matched_count
  largest_pct         | pct      | Share of the cost on the dearest child | exact eyes only
  top_two_pct         | pct      | Share of the cost on the two dearest children | exact eyes only
look_back: matched_count 12 months; mean_gbp_week 12 months; expected_gbp_week 12 months; difference_gbp_week 12 months;
          difference_pct 12 months; dearer_count 12 months; dearer_pct 12 months
checks:   unique placement_type provider_sector; not_null placement_type provider_sector matched_count
*/
select
    placement_type,
    provider_sector,
    count(*) as matched_count,
    avg(weekly_cost_gbp) as mean_gbp_week,
    mean_low(weekly_cost_gbp) as mean_low_gbp_week,
    mean_high(weekly_cost_gbp) as mean_high_gbp_week,
    avg(similar_median_gbp_week) as expected_gbp_week,
    mean_low(similar_median_gbp_week) as expected_low_gbp_week,
    mean_high(similar_median_gbp_week) as expected_high_gbp_week,
    avg(weekly_cost_gbp - similar_median_gbp_week) as difference_gbp_week,
    mean_low(weekly_cost_gbp - similar_median_gbp_week) as difference_low_gbp_week,
    mean_high(weekly_cost_gbp - similar_median_gbp_week) as difference_high_gbp_week,
    pct(sum(weekly_cost_gbp - similar_median_gbp_week), sum(similar_median_gbp_week)) as difference_pct,
    100 * ratio_low(weekly_cost_gbp - similar_median_gbp_week, similar_median_gbp_week) as difference_low_pct,
    100 * ratio_high(weekly_cost_gbp - similar_median_gbp_week, similar_median_gbp_week) as difference_high_pct,
    count(*) filter (where weekly_cost_gbp > similar_median_gbp_week) as dearer_count,
    pct(count(*) filter (where weekly_cost_gbp > similar_median_gbp_week), count(*)) as dearer_pct,
    largest_pct(weekly_cost_gbp) as largest_pct,
    top_two_pct(weekly_cost_gbp) as top_two_pct
from int_similar_prices
group by placement_type, provider_sector
order by placement_type, provider_sector
