/*
title:    Weekly cost by placement type
summary:  What a placement of each type costs a week: the middle, the spread, and how many children stand behind it.
grain:    one row per placement_type
source:   Placement costs return; the total weekly cost to social care, education and health
caveats:  Only placements open at a collection of costs have a price. In-house prices are as each authority works them
          out. What stands beside takes every choice but place.
section:  cost
chart:    range x=placement_type low=lower_quartile_gbp_week mid=median_gbp_week high=upper_quartile_gbp_week
coarser:  costs_by_kind
columns:
  placement_type          | text     | Placement type, or all together
  child_count             | count    | Children looked after
  priced_count            | count    | Children whose placement cost was sent
  priced_pct              | pct      | Share of children whose placement cost was sent | share of priced_count in child_count
  lower_quartile_gbp_week | gbp_week | A quarter cost less than this a week | quartile of priced_count
  median_gbp_week         | gbp_week | Half cost less than this a week | median of priced_count
  median_low_gbp_week | gbp_week | Median, low end of its 95 per cent interval | low of median_gbp_week
  median_high_gbp_week | gbp_week | Median, high end of its 95 per cent interval | high of median_gbp_week
  upper_quartile_gbp_week | gbp_week | A quarter cost more than this a week | quartile of priced_count
  ninetieth_gbp_week      | gbp_week | One in ten cost more than this a week | decile of priced_count
  mean_gbp_week           | gbp_week | Mean weekly cost | mean of priced_count largest largest_pct top_two top_two_pct
  mean_low_gbp_week | gbp_week | Mean, low end of its 95 per cent interval | low of mean_gbp_week
  mean_high_gbp_week | gbp_week | Mean, high end of its 95 per cent interval | high of mean_gbp_week
  comparator_priced_count | count | Children of the comparator whose placement cost was sent
  comparator_median_gbp_week | gbp_week | Median weekly cost of the comparator | median of comparator_priced_count
  comparator_median_low_gbp_week | gbp_week | Median of the comparator, low end | low of comparator_median_gbp_week
  comparator_median_high_gbp_week | gbp_week | Median of the comparator, high end | high of comparator_median_gbp_week
  largest_pct | pct | Share of the cost on the dearest child | exact eyes only
  top_two_pct | pct | Share of the cost on the two dearest children | exact eyes only
collected: priced_count prices; priced_pct prices; lower_quartile_gbp_week prices; median_gbp_week prices;
          median_low_gbp_week prices; median_high_gbp_week prices; upper_quartile_gbp_week prices; ninetieth_gbp_week prices;
          mean_gbp_week prices; mean_low_gbp_week prices; mean_high_gbp_week prices; largest_pct prices; top_two_pct prices
checks:   unique placement_type; not_null placement_type child_count priced_count
*/
with measured as (
    select
        coalesce(placement_type, 'All placements') as placement_type,
        count(*) as child_count,
        count(weekly_cost_gbp) as priced_count,
        quantile_cont(weekly_cost_gbp, [0.25, 0.5, 0.75, 0.9]) as quantiles,
        median_low(weekly_cost_gbp) as median_low_gbp_week,
        median_high(weekly_cost_gbp) as median_high_gbp_week,
        avg(weekly_cost_gbp) as mean_gbp_week,
        mean_low(weekly_cost_gbp) as mean_low_gbp_week,
        mean_high(weekly_cost_gbp) as mean_high_gbp_week,
        largest_pct(weekly_cost_gbp) as largest_pct,
        top_two_pct(weekly_cost_gbp) as top_two_pct
    from looked_after
    group by grouping sets ((placement_type), ())
)

select
    m.placement_type,
    m.child_count,
    m.priced_count,
    pct(m.priced_count, m.child_count) as priced_pct,
    m.quantiles[1] as lower_quartile_gbp_week,
    m.quantiles[2] as median_gbp_week,
    m.median_low_gbp_week,
    m.median_high_gbp_week,
    m.quantiles[3] as upper_quartile_gbp_week,
    m.quantiles[4] as ninetieth_gbp_week,
    m.mean_gbp_week,
    m.mean_low_gbp_week,
    m.mean_high_gbp_week,
    coalesce(l.comparator_priced_count, 0) as comparator_priced_count,
    l.comparator_median_gbp_week,
    l.comparator_median_low_gbp_week,
    l.comparator_median_high_gbp_week,
    m.largest_pct,
    m.top_two_pct
from measured as m
left join int_comparator_costs as l on m.placement_type = l.placement_type and l.as_at = chosen_date()
where m.child_count > 0
order by m.placement_type
