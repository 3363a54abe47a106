/*
title:    Cost within and over 20 miles
summary:  What placements of each broad kind cost within 20 miles of home and further away.
grain:    one row per placement_kind, distance_class
source:   Placement costs return; DfE's distance between postcodes, with not known kept
caveats:  Dearer far away does not mean dearer because far away: children placed far often need more. Residential placements
          are children's homes, secure homes, residential schools and other residential settings together.
section:  cost
chart:    heat x=distance_class y=placement_kind colour=mean_gbp_week
columns:
  placement_kind          | text     | Broad kind of placement, or all together
  distance_class          | text     | Distance from home: within 20 miles, or over
  child_count             | count    | Children looked after
  priced_count            | count    | Children whose placement cost was sent
  median_gbp_week         | gbp_week | Median weekly cost | median of priced_count
  median_low_gbp_week | gbp_week | Median, low end of its 95 per cent interval | low of median_gbp_week
  median_high_gbp_week | gbp_week | Median, high end of its 95 per cent interval | high of median_gbp_week
  mean_gbp_week           | gbp_week | Mean weekly cost | mean of priced_count largest largest_pct top_two top_two_pct
  mean_low_gbp_week | gbp_week | Mean, low end of its 95 per cent interval | low of mean_gbp_week
  mean_high_gbp_week | gbp_week | Mean, high end of its 95 per cent interval | high of mean_gbp_week
  largest_pct             | pct      | Share of the cost on the dearest child | exact eyes only
  top_two_pct             | pct      | Share of the cost on the two dearest children | exact eyes only
collected: priced_count prices; median_gbp_week prices; median_low_gbp_week prices; median_high_gbp_week prices;
          mean_gbp_week prices; mean_low_gbp_week prices; mean_high_gbp_week prices; largest_pct prices; top_two_pct prices
checks:   unique placement_kind distance_class; not_null placement_kind distance_class child_count
*/
with classed as (
    select
        k.placement_kind,
        p.distance_class,
        p.weekly_cost_gbp
    from looked_after as p
    inner join ref.placement_kinds as k on p.placement_type = k.placement_type
)

select
    coalesce(placement_kind, 'All placements') as placement_kind,
    distance_class,
    count(*) as child_count,
    count(weekly_cost_gbp) as priced_count,
    median(weekly_cost_gbp) as median_gbp_week,
    median_low(weekly_cost_gbp) as median_low_gbp_week,
    median_high(weekly_cost_gbp) as median_high_gbp_week,
    avg(weekly_cost_gbp) as mean_gbp_week,
    mean_low(weekly_cost_gbp) as mean_low_gbp_week,
    mean_high(weekly_cost_gbp) as mean_high_gbp_week,
    largest_pct(weekly_cost_gbp) as largest_pct,
    top_two_pct(weekly_cost_gbp) as top_two_pct
from classed
group by grouping sets ((placement_kind, distance_class), (distance_class))
order by coalesce(placement_kind, 'All placements'), distance_class = 'Not known', distance_class
