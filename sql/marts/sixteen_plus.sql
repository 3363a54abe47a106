/*
title:    Sixteen and over
summary:  Where children aged 16 and over live, who provides it, what category of accommodation it is and what it
          costs.
grain:    one row per placement_type, accommodation
source:   SSDA903; placement costs return for the category of supported accommodation
caveats:  Categories are known only for placements in the costs return. Supported accommodation was registered from
          2023; until the 2023-24 return it was coded as semi-independent or independent living.
section:  need
chart:    bar x=child_count y=accommodation colour=placement_type
columns:
  placement_type      | text     | Placement type
  accommodation       | text     | Kind of provision, from the costs return
  child_count         | count    | Children aged 16 and over
  sixteen_plus_count  | count    | All children aged 16 and over
  child_pct           | pct      | Share of all aged 16 and over | share of child_count in sixteen_plus_count
  unaccompanied_count | count    | Unaccompanied asylum-seeking
  unaccompanied_pct   | pct      | Share unaccompanied | share of unaccompanied_count in child_count
  out_of_area_count   | count    | Placed outside the responsible authority
  out_of_area_pct     | pct      | Share placed outside the responsible authority | share of out_of_area_count in child_count
  unmatched_count     | count    | Whose provider is not on Ofsted's list
  priced_count        | count    | Children whose placement cost was sent
  median_gbp_week     | gbp_week | Median weekly cost | median of priced_count
  median_low_gbp_week | gbp_week | Median weekly cost, low end of its 95 per cent interval | low of median_gbp_week
  median_high_gbp_week | gbp_week | Median weekly cost, high end | high of median_gbp_week
collected: child_count prices; child_pct prices; unaccompanied_count prices; unaccompanied_pct prices;
          out_of_area_count prices; out_of_area_pct prices; unmatched_count prices; priced_count prices;
          median_gbp_week prices; median_low_gbp_week prices; median_high_gbp_week prices
checks:   unique placement_type accommodation; not_null placement_type accommodation child_count
*/
select
    placement_type,
    coalesce(provision_type, 'Not in the costs return') as accommodation,
    count(*) as child_count,
    (sum(count(*)) over ())::bigint as sixteen_plus_count,
    pct(count(*), sum(count(*)) over ()) as child_pct,
    count(*) filter (where is_unaccompanied) as unaccompanied_count,
    pct(count(*) filter (where is_unaccompanied), count(*)) as unaccompanied_pct,
    count(*) filter (where is_out_of_area) as out_of_area_count,
    pct(count(*) filter (where is_out_of_area), count(*)) as out_of_area_pct,
    count(*) filter (where not is_registered_match) as unmatched_count,
    count(weekly_cost_gbp) as priced_count,
    median(weekly_cost_gbp) as median_gbp_week,
    median_low(weekly_cost_gbp) as median_low_gbp_week,
    median_high(weekly_cost_gbp) as median_high_gbp_week
from looked_after
where is_sixteen_plus(age_years)
group by placement_type, coalesce(provision_type, 'Not in the costs return')
order by placement_type, accommodation
