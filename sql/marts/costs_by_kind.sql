/*
title:    Weekly cost by broad kind of placement
summary:  What a placement of each broad kind costs a week: the middle, the spread, and how many children stand behind it.
grain:    one row per placement_kind
source:   Placement costs return; the total weekly cost to social care, education and health
caveats:  Residential placements are children's homes, secure homes, residential schools and other residential settings
          together. Only placements open at a collection of costs have a price.
section:  cost
chart:    bar x=mean_gbp_week y=placement_kind
columns:
  placement_kind          | text     | Broad kind of placement, or all together
  child_count             | count    | Children looked after
  priced_count            | count    | Children whose placement cost was sent
  priced_pct              | pct      | Share of children whose placement cost was sent | share of priced_count in child_count
  lower_quartile_gbp_week | gbp_week | A quarter cost less than this a week | quartile of priced_count
  median_gbp_week         | gbp_week | Half cost less than this a week | median of priced_count
  median_low_gbp_week | gbp_week | Median, low end of its 95 per cent interval | low of median_gbp_week
  median_high_gbp_week | gbp_week | Median, high end of its 95 per cent interval | high of median_gbp_week
  upper_quartile_gbp_week | gbp_week | A quarter cost more than this a week | quartile of priced_count
  mean_gbp_week           | gbp_week | Mean weekly cost | mean of priced_count largest largest_pct top_two top_two_pct
  mean_low_gbp_week | gbp_week | Mean, low end of its 95 per cent interval | low of mean_gbp_week
  mean_high_gbp_week | gbp_week | Mean, high end of its 95 per cent interval | high of mean_gbp_week
  largest_pct             | pct      | Share of the cost on the dearest child | exact eyes only
  top_two_pct             | pct      | Share of the cost on the two dearest children | exact eyes only
collected: priced_count prices; priced_pct prices; lower_quartile_gbp_week prices; median_gbp_week prices;
          median_low_gbp_week prices; median_high_gbp_week prices; upper_quartile_gbp_week prices; mean_gbp_week prices;
          mean_low_gbp_week prices; mean_high_gbp_week prices; largest_pct prices; top_two_pct prices
checks:   unique placement_kind; not_null placement_kind child_count priced_count
*/
with kinds as (
    select
        k.placement_kind,
        p.weekly_cost_gbp
    from looked_after as p
    inner join ref.placement_kinds as k on p.placement_type = k.placement_type
)

select
    coalesce(placement_kind, 'All placements') as placement_kind,
    count(*) as child_count,
    count(weekly_cost_gbp) as priced_count,
    pct(count(weekly_cost_gbp), count(*)) as priced_pct,
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
from kinds
group by grouping sets ((placement_kind), ())
having count(*) > 0
order by coalesce(placement_kind, 'All placements')
