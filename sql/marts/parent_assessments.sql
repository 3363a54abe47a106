/*
title:    Residential assessments of parents with a child
summary:  Placements in a family centre or mother and baby unit: how many began in the twelve months to the date, how long
          those that ended had lasted, and what they cost.
grain:    one row per area_name
source:   SSDA903 episodes, placement type R3; placement costs return
caveats:  A placement in a family centre or mother and baby unit stands for an assessment; one in a foster home is not seen as
          one, and parents assessed without being looked after are in no return. The child's placement and the mother's
          count one each where both are looked after. An assessment is planned for 12 weeks. Those that ended
          are of authorities whose returns tell of two years, and began within these.
section:  need
chart:    bar x=begun_count y=area_name
columns:
  grouping        | text     | Grouping of areas
  area_name       | text     | Area
  begun_count     | count    | Placements begun in the twelve months
  last_year_count | count    | Placements begun in the twelve months before
  ended_count     | count    | Placements ended in the twelve months
  median_days     | days     | Median length of those that ended | median of ended_count
  median_low_days | days | Median length of those that ended, low end of its 95 per cent interval | low of median_days
  median_high_days | days | Median length of those that ended, high end | high of median_days
  over_count      | count    | Of those that ended, lasted over 12 weeks
  over_pct        | pct      | Share that lasted over 12 weeks | share of over_count in ended_count
  priced_count    | count    | Children in such a placement now whose cost was sent
  median_gbp_week | gbp_week | Their median weekly cost | median of priced_count
  median_low_gbp_week | gbp_week | Their median weekly cost, low end of its 95 per cent interval | low of median_gbp_week
  median_high_gbp_week | gbp_week | Their median weekly cost, high end | high of median_gbp_week
look_back: begun_count 12 months; last_year_count 24 months; ended_count 24 months; median_days 24 months;
          median_low_days 24 months; median_high_days 24 months; over_count 24 months; over_pct 24 months
collected: priced_count prices; median_gbp_week prices; median_low_gbp_week prices; median_high_gbp_week prices
checks:   unique area_name; not_null area_name
*/
with events as (
    select
        a.area_name,
        v.event_date > last_day((chosen_date() - interval 12 month)::date) as is_recent,
        v.event_date > last_day((chosen_date() - interval 24 month)::date) as is_begun,
        -- One that began before what returns tell of is not seen to end: those of two years at most, of whom two are told.
        a.vouched_months >= 24
        and v.event_date > last_day((chosen_date() - interval 24 month)::date)
        and v.spell_end > last_day((chosen_date() - interval 12 month)::date) and v.spell_end <= chosen_date() as is_ended,
        date_diff('day', v.event_date, v.spell_end) as days
    from chosen_events as v
    inner join chosen_areas as a on v.authority_code = a.authority_code
    where
        a.vouched_months >= 12 and v.event = 'placement' and is_family_centre(v.placement_code)
        and v.event_date <= chosen_date()
),

counted as (
    select
        area_name,
        count(*) filter (where is_recent) as begun_count,
        count(*) filter (where is_begun and not is_recent) as last_year_count,
        count(*) filter (where is_ended) as ended_count,
        median(days) filter (where is_ended) as median_days,
        median_low(case when is_ended then days end) as median_low_days,
        median_high(case when is_ended then days end) as median_high_days,
        count(*) filter (where is_ended and is_over_assessment(days)) as over_count
    from events
    group by area_name
),

priced as (
    select
        a.area_name,
        count(p.weekly_cost_gbp) as priced_count,
        median(p.weekly_cost_gbp) as median_gbp_week,
        median_low(p.weekly_cost_gbp) as median_low_gbp_week,
        median_high(p.weekly_cost_gbp) as median_high_gbp_week
    from looked_after as p
    inner join chosen_areas as a on p.authority_code = a.authority_code
    where is_family_centre(p.placement_code)
    group by a.area_name
),

listed as (
    select
        grouping,
        area_name,
        coalesce(max(vouched_months), 0) as longest_months,
        coalesce(min(vouched_months) filter (where vouched_months >= 12), 0) as shortest_months
    from chosen_areas
    group by grouping, area_name
)

select
    l.grouping,
    l.area_name,
    case when l.longest_months >= 12 then coalesce(c.begun_count, 0) end as begun_count,
    -- The year before stands beside only where all the authorities counted reach back two years: it is then of the same.
    case when l.shortest_months >= 24 then coalesce(c.last_year_count, 0) end as last_year_count,
    case when l.longest_months >= 24 then coalesce(c.ended_count, 0) end as ended_count,
    c.median_days,
    c.median_low_days,
    c.median_high_days,
    case when l.longest_months >= 24 then coalesce(c.over_count, 0) end as over_count,
    pct(c.over_count, c.ended_count) as over_pct,
    coalesce(p.priced_count, 0) as priced_count,
    p.median_gbp_week,
    p.median_low_gbp_week,
    p.median_high_gbp_week
from listed as l
left join counted as c on l.area_name = c.area_name
left join priced as p on l.area_name = p.area_name
order by l.area_name
