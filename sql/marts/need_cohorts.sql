/*
title:    Need cohorts
summary:  How many children are in each need cohort, where they live, how settled they are and what their placements
          cost.
grain:    one row per cohort_code
source:   SSDA903; placement costs return; National Placements Standard; cohort rules, which
          are this tool's own proxies. Distance,
          place and placements in the year are counted as DfE counts them.
caveats:  Cohorts are proxies and overlap: their counts do not add up. Shares over 20 miles and out of area keep
          unknown distances in the whole. The rate divides by all children of the areas chosen, whatever choices are
          made about children. A cohort whose rule looks back is of the authorities whose inputs reach back as far without a
          hole, and so is all it is compared with; one that rests on found placements is of those that sent them.
section:  need
chart:    bar x=child_count y=cohort_title sort=-x
columns:
  cohort_code           | code     | Cohort
  cohort_title          | text     | Need cohort
  definition            | text     | Rule that puts a child in it
  limits                | text     | What the rule cannot see
  child_count           | count    | Children in the cohort
  looked_after_count    | count    | All children looked after, of those chosen
  looked_after_pct      | pct      | Share of children looked after | share of child_count in looked_after_count
  population_0_17       | number   | Children aged 0 to 17 who live in the areas chosen
  per_10000_rate        | rate     | Children in the cohort per 10,000 aged 0 to 17 | rate of child_count in population_0_17
  out_of_area_count     | count    | Placed outside the responsible authority
  out_of_area_pct       | pct      | Share placed outside the responsible authority | share of out_of_area_count in child_count
  distant_count         | count    | Placed over 20 miles from home
  distant_pct           | pct      | Share placed over 20 miles from home | share of distant_count in child_count
  known_distance_count  | count    | Children whose distance is known
  median_miles          | miles    | Median distance from home | median of known_distance_count
  median_low_miles | miles | Median distance from home, low end of its 95 per cent interval | low of median_miles
  median_high_miles | miles | Median distance from home, high end | high of median_miles
  year_count            | count    | Children of the cohort whose year's placements and times missing are known
  many_placements_count | count    | With three or more placements in the year
  many_placements_pct   | pct      | Share with three or more | share of many_placements_count in year_count
  placements_ratio      | ratio    | Mean placements in the year | mean of year_count
  placements_low_ratio | ratio | Mean placements in the year, low end of its 95 per cent interval | low of placements_ratio
  placements_high_ratio | ratio | Mean placements in the year, high end | high of placements_ratio
  missing_count         | count    | Missing or away without leave in the year
  missing_pct           | pct      | Share missing or away without leave in the year | share of missing_count in year_count
  priced_count          | count    | Children whose placement cost was sent
  median_cost_gbp_week  | gbp_week | Median weekly cost | median of priced_count
  median_cost_low_gbp_week | gbp_week | Median weekly cost, low end of its 95 per cent interval | low of median_cost_gbp_week
  median_cost_high_gbp_week | gbp_week | Median weekly cost, high end | high of median_cost_gbp_week
  unsuitable_count      | count    | Unregistered, Inadequate, or under 16 in supported accommodation
  unsuitable_pct        | pct      | Share in unregistered or unsuitable placements | share of unsuitable_count in child_count
look_back: year_count 12 months; many_placements_count 12 months; many_placements_pct 12 months; placements_ratio 12 months;
          missing_count 12 months; missing_pct 12 months
collected: priced_count prices; median_cost_gbp_week prices; unsuitable_count prices; unsuitable_pct prices
checks:   unique cohort_code; not_null cohort_code
*/
-- A cohort whose rule looks back is counted, and counted among, where the authority's inputs reach back as far.
with children as (
    select
        child_id,
        as_at,
        vouched_months,
        are_prices_known,
        are_outcomes_known,
        are_searches_known,
        is_out_of_area,
        is_distant,
        distance_miles,
        placements_12_months,
        missing_12_months,
        weekly_cost_gbp,
        is_unregistered,
        overall_rating,
        placement_code,
        age_years
    from looked_after
),

authorities as (
    select * from int_chosen_authorities
),

-- Children of whom the same is known are counted together first: each cohort is compared with some rows, not with each child.
alike as (
    select
        vouched_months,
        are_prices_known,
        are_outcomes_known,
        are_searches_known,
        count(*) as child_count
    from children
    group by vouched_months, are_prices_known, are_outcomes_known, are_searches_known
),

whole as (
    select
        c.cohort,
        coalesce(sum(p.child_count), 0)::bigint as looked_after_count
    from ref.cohorts as c
    left join alike as p
        on
            p.vouched_months >= c.look_back_months
            and is_fact_known(c.collected, p.are_prices_known, p.are_outcomes_known, p.are_searches_known)
    group by c.cohort
),

known as (
    select c.cohort
    from ref.cohorts as c
    where
        exists (
            select 1
            from authorities as a
            where
                a.vouched_months >= c.look_back_months
                and is_fact_known(c.collected, a.are_prices_known, a.are_outcomes_known, a.are_searches_known)
        )
        or not exists (select 1 from authorities)
),

populations as (
    select
        c.cohort,
        sum(n.population_0_17)::bigint as population_0_17
    from ref.cohorts as c
    inner join authorities as a
        on
            a.vouched_months >= c.look_back_months
            and is_fact_known(c.collected, a.are_prices_known, a.are_outcomes_known, a.are_searches_known)
    inner join int_population_at as n on a.authority_code = n.authority_code
    where n.as_at = chosen_date()
    group by c.cohort
),

measured as (
    select
        m.cohort,
        count(*) as child_count,
        count(*) filter (where p.is_out_of_area) as out_of_area_count,
        count(*) filter (where p.is_distant) as distant_count,
        count(p.distance_miles) as known_distance_count,
        median(p.distance_miles) as median_miles,
        median_low(p.distance_miles) as median_low_miles,
        median_high(p.distance_miles) as median_high_miles,
        count(p.placements_12_months) as year_count,
        count(*) filter (where has_many_placements(p.placements_12_months)) as many_placements_count,
        avg(p.placements_12_months) as placements_ratio,
        mean_low(p.placements_12_months) as placements_low_ratio,
        mean_high(p.placements_12_months) as placements_high_ratio,
        count(*) filter (where p.missing_12_months > 0) as missing_count,
        count(p.weekly_cost_gbp) as priced_count,
        median(p.weekly_cost_gbp) as median_cost_gbp_week,
        median_low(p.weekly_cost_gbp) as median_cost_low_gbp_week,
        median_high(p.weekly_cost_gbp) as median_cost_high_gbp_week,
        -- Not known while it is not of one of them.
        case
            when bool_and(is_unsuitable(p.is_unregistered, p.overall_rating, p.placement_code, p.age_years) is not null)
                then
                    count(*) filter (
                        where is_unsuitable(p.is_unregistered, p.overall_rating, p.placement_code, p.age_years)
                    )
        end as unsuitable_count
    from children as p
    inner join cohort_members as m on p.child_id = m.child_id and p.as_at = m.as_at
    inner join ref.cohorts as c on m.cohort = c.cohort
    where m.as_at = chosen_date() and is_fact_known(c.collected, p.are_prices_known, p.are_outcomes_known, p.are_searches_known)
    group by m.cohort
),

followed as (
    select
        k.cohort,
        coalesce(m.year_count, 0) as year_count
    from known as k
    left join measured as m on k.cohort = m.cohort
    where m.child_count is null or m.year_count > 0
)

select
    c.cohort as cohort_code,
    c.title as cohort_title,
    c.definition,
    c.limits,
    case when k.cohort is not null then coalesce(m.child_count, 0) end as child_count,
    case when k.cohort is not null then w.looked_after_count end as looked_after_count,
    pct(coalesce(m.child_count, 0), w.looked_after_count) as looked_after_pct,
    n.population_0_17,
    per_10000(coalesce(m.child_count, 0), n.population_0_17) as per_10000_rate,
    case when k.cohort is not null then coalesce(m.out_of_area_count, 0) end as out_of_area_count,
    pct(m.out_of_area_count, m.child_count) as out_of_area_pct,
    case when k.cohort is not null then coalesce(m.distant_count, 0) end as distant_count,
    pct(m.distant_count, m.child_count) as distant_pct,
    case when k.cohort is not null then coalesce(m.known_distance_count, 0) end as known_distance_count,
    m.median_miles,
    m.median_low_miles,
    m.median_high_miles,
    f.year_count,
    case when f.cohort is not null then coalesce(m.many_placements_count, 0) end as many_placements_count,
    pct(m.many_placements_count, m.year_count) as many_placements_pct,
    m.placements_ratio,
    m.placements_low_ratio,
    m.placements_high_ratio,
    case when f.cohort is not null then coalesce(m.missing_count, 0) end as missing_count,
    pct(m.missing_count, m.year_count) as missing_pct,
    case when k.cohort is not null then coalesce(m.priced_count, 0) end as priced_count,
    m.median_cost_gbp_week,
    m.median_cost_low_gbp_week,
    m.median_cost_high_gbp_week,
    case when m.cohort is not null then m.unsuitable_count when k.cohort is not null then 0 end as unsuitable_count,
    pct(m.unsuitable_count, m.child_count) as unsuitable_pct
from ref.cohorts as c
inner join whole as w on c.cohort = w.cohort
left join known as k on c.cohort = k.cohort
left join followed as f on c.cohort = f.cohort
left join measured as m on c.cohort = m.cohort
left join populations as n on c.cohort = n.cohort
order by c.title
