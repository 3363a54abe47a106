/*
title:    Children waiting for a better place
summary:  Of the children of each area who need a kind of place: those too far away, unregistered or unmatched now, how far they
          live and what is paid. What a plan of new homes is made from.
grain:    one row per area_name, placement_type
source:   SSDA903; placement costs return; Ofsted's lists; this tool's own definition of waiting
caveats:  Waiting is said of a child by any of three: over 20 miles away for no recorded reason of the child's own; unregistered;
          unmatched (local places recorded as lacking or full, a home judged Inadequate, a kind of place that may not be used
          before 16). Nobody asked these children, and some are well placed. An unregistered placement counts as need for a
          children's home. Choose a need cohort to make it about one.
section:  supply
chart:    bar x=waiting_count y=area_name
columns:
  grouping           | text     | Grouping of areas
  area_name          | text     | Area
  placement_type     | text     | Kind of place needed
  need_count         | count    | Children who need such a place
  waiting_count      | count    | Children waiting for a better place (too far away, unregistered or unmatched)
  waiting_pct        | pct      | Share of them | share of waiting_count in need_count
  too_far_count      | count    | Over 20 miles away for no recorded reason of their own
  unregistered_count | count    | In unregistered placements
  unmatched_count    | count    | Unmatched
  solo_need_count    | count    | Children who need to live alone (solo), as the costs return says
  solo_placed_count  | count    | Children who live alone now, needed or not
  miles_known_count  | count    | Waiting children whose distance is known
  mean_miles         | miles    | Their mean distance from home now | mean of miles_known_count
  mean_low_miles     | miles    | Their mean distance, low end of its 95 per cent interval | low of mean_miles
  mean_high_miles    | miles    | Their mean distance, high end | high of mean_miles
  priced_count       | count    | Waiting children whose price is known
  mean_gbp_week      | gbp_week | Their mean price | mean of priced_count largest largest_pct top_two top_two_pct
  mean_low_gbp_week  | gbp_week | Their mean price, low end of its 95 per cent interval | low of mean_gbp_week
  mean_high_gbp_week | gbp_week | Their mean price, high end | high of mean_gbp_week
  largest_pct        | pct      | Share of the cost on the dearest child | exact eyes only
  top_two_pct        | pct      | Share of the cost on the two dearest children | exact eyes only
collected: need_count prices; waiting_count prices; waiting_pct prices; too_far_count prices; unregistered_count prices;
          unmatched_count prices; solo_need_count prices; solo_placed_count prices;
          miles_known_count prices; mean_miles prices; mean_low_miles prices; mean_high_miles prices; priced_count prices;
          mean_gbp_week prices; mean_low_gbp_week prices; mean_high_gbp_week prices; largest_pct prices;
          top_two_pct prices
checks:   unique area_name placement_type; not_null area_name placement_type need_count waiting_count
*/
select
    grouping,
    area_name,
    placement_type,
    count(*) as need_count,
    count(*) filter (where is_waiting) as waiting_count,
    pct(count(*) filter (where is_waiting), count(*)) as waiting_pct,
    count(*) filter (where is_too_far) as too_far_count,
    count(*) filter (where is_unregistered) as unregistered_count,
    count(*) filter (where is_unmatched) as unmatched_count,
    count(*) filter (where is_solo_needed) as solo_need_count,
    count(*) filter (where is_solo_placed) as solo_placed_count,
    count(distance_miles) filter (where is_waiting) as miles_known_count,
    avg(distance_miles) filter (where is_waiting) as mean_miles,
    not_under_nought(mean_low(case when is_waiting then distance_miles end)) as mean_low_miles,
    mean_high(case when is_waiting then distance_miles end) as mean_high_miles,
    count(weekly_cost_gbp) filter (where is_waiting) as priced_count,
    avg(weekly_cost_gbp) filter (where is_waiting) as mean_gbp_week,
    not_under_nought(mean_low(case when is_waiting then weekly_cost_gbp end)) as mean_low_gbp_week,
    mean_high(case when is_waiting then weekly_cost_gbp end) as mean_high_gbp_week,
    largest_pct(case when is_waiting then weekly_cost_gbp end) as largest_pct,
    top_two_pct(case when is_waiting then weekly_cost_gbp end) as top_two_pct
from int_siting_children
where is_chosen('area', area_name)
group by grouping, area_name, placement_type
order by area_name, placement_type
