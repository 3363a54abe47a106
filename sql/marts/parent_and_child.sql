/*
title:    Parents with a child
summary:  Looked-after mothers with a child, and placements made for a parent and child together: where, how long and
          at what cost.
grain:    one row per situation, placement_type
source:   SSDA903 header (mother and child's birth), placement type R3; placement costs return
caveats:  Situations overlap. Fathers are not recorded. An assessment is planned for 12 weeks; time is from the start
          of the placement to the date, not to its end.
section:  need
chart:    bar x=child_count y=placement_type colour=situation
columns:
  situation               | text     | Situation
  placement_type          | text     | Placement type
  child_count             | count    | Children
  out_of_area_count       | count    | Placed outside the responsible authority
  out_of_area_pct | pct | Share placed outside the responsible authority | share of out_of_area_count in child_count
  median_days             | days     | Median time in the placement so far | median of child_count
  median_low_days | days | Median time in the placement so far, low end of its 95 per cent interval | low of median_days
  median_high_days | days | Median time in the placement so far, high end | high of median_days
  over_twelve_weeks_count | count    | In the placement for more than 12 weeks
  over_twelve_weeks_pct | pct | Share in the placement for more than 12 weeks | share of over_twelve_weeks_count in child_count
  priced_count            | count    | Children whose placement cost was sent
  median_gbp_week         | gbp_week | Median weekly cost | median of priced_count
  median_low_gbp_week | gbp_week | Median weekly cost, low end of its 95 per cent interval | low of median_gbp_week
  median_high_gbp_week | gbp_week | Median weekly cost, high end | high of median_gbp_week
collected: priced_count prices; median_gbp_week prices; median_low_gbp_week prices; median_high_gbp_week prices
checks:   unique situation placement_type; not_null situation placement_type child_count
*/
with long as (
    select
        placement_type,
        is_out_of_area,
        date_diff('day', placement_start, as_at) as days,
        weekly_cost_gbp,
        unnest(['Looked-after mother', 'Family centre or mother and baby unit', 'Priced as parent and child']) as situation,
        unnest([
            is_parent, is_family_centre(placement_code), coalesce(contains(provision_type, 'parent and child'), false)
        ]) as is_in
    from looked_after
)

select
    situation,
    placement_type,
    count(*) as child_count,
    count(*) filter (where is_out_of_area) as out_of_area_count,
    pct(count(*) filter (where is_out_of_area), count(*)) as out_of_area_pct,
    -- Of all or of none: where one child's start is not known, neither is the middle of them.
    case when count(days) = count(*) then median(days) end as median_days,
    case when count(days) = count(*) then median_low(days) end as median_low_days,
    case when count(days) = count(*) then median_high(days) end as median_high_days,
    case when count(days) = count(*) then count(*) filter (where is_over_assessment(days)) end as over_twelve_weeks_count,
    case when count(days) = count(*) then pct(count(*) filter (where is_over_assessment(days)), count(*)) end
        as over_twelve_weeks_pct,
    count(weekly_cost_gbp) as priced_count,
    median(weekly_cost_gbp) as median_gbp_week,
    median_low(weekly_cost_gbp) as median_low_gbp_week,
    median_high(weekly_cost_gbp) as median_high_gbp_week
from long
where is_in
group by situation, placement_type
order by situation, placement_type
