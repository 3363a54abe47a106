/*
title:    Weekly cost by area
summary:  What placements cost a week, by the authority that places the child and by the authority the child lives in.
grain:    one row per basis, authority_code
source:   Placement costs return; placement postcode
caveats:  Differences between areas reflect the children and the kinds of placement as well as the price; choose a
          placement type to compare like with like. Children whose place is not known are in a row of their own under
          the host basis.
section:  cost
chart:    map area=authority_code colour=median_gbp_week
coarser:  costs_by_host_area
columns:
  basis           | text     | Basis: the placing or the host authority
  authority_code  | code     | Authority, ONS code
  authority_name  | text     | Authority
  is_in_region       | flag     | Whether the authority is in {region}
  child_count     | count    | Children looked after
  priced_count    | count    | Children whose placement cost was sent
  priced_pct      | pct      | Share of children whose placement cost was sent | share of priced_count in child_count
  median_gbp_week | gbp_week | Median weekly cost | median of priced_count
  median_low_gbp_week | gbp_week | Median, low end of its 95 per cent interval | low of median_gbp_week
  median_high_gbp_week | gbp_week | Median, high end of its 95 per cent interval | high of median_gbp_week
  mean_gbp_week   | gbp_week | Mean weekly cost | mean of priced_count largest largest_pct top_two top_two_pct
  mean_low_gbp_week | gbp_week | Mean, low end of its 95 per cent interval | low of mean_gbp_week
  mean_high_gbp_week | gbp_week | Mean, high end of its 95 per cent interval | high of mean_gbp_week
  largest_pct | pct | Share of the cost on the dearest child | exact eyes only
  top_two_pct | pct | Share of the cost on the two dearest children | exact eyes only
collected: priced_count prices; priced_pct prices; median_gbp_week prices; median_low_gbp_week prices;
          median_high_gbp_week prices; mean_gbp_week prices; mean_low_gbp_week prices; mean_high_gbp_week prices;
          largest_pct prices; top_two_pct prices
checks:   unique basis authority_code; not_null basis authority_code child_count priced_count
*/
with sides as (
    select
        unnest(['Placing authority', 'Host authority']) as basis,
        unnest([authority_code, coalesce(host_authority_code, 'Not known')]) as authority_code,
        weekly_cost_gbp
    from looked_after
)

select
    s.basis,
    s.authority_code,
    coalesce(a.authority_name, s.authority_code) as authority_name,
    coalesce(a.is_in_region, false) as is_in_region,
    count(*) as child_count,
    count(s.weekly_cost_gbp) as priced_count,
    pct(count(s.weekly_cost_gbp), count(*)) as priced_pct,
    median(s.weekly_cost_gbp) as median_gbp_week,
    median_low(s.weekly_cost_gbp) as median_low_gbp_week,
    median_high(s.weekly_cost_gbp) as median_high_gbp_week,
    avg(s.weekly_cost_gbp) as mean_gbp_week,
    mean_low(s.weekly_cost_gbp) as mean_low_gbp_week,
    mean_high(s.weekly_cost_gbp) as mean_high_gbp_week,
    largest_pct(s.weekly_cost_gbp) as largest_pct,
    top_two_pct(s.weekly_cost_gbp) as top_two_pct
from sides as s
left join stg_authorities as a on s.authority_code = a.authority_code
group by s.basis, s.authority_code, a.authority_name, a.is_in_region
order by s.basis, coalesce(a.authority_name, s.authority_code)
