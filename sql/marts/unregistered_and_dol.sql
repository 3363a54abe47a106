/*
title:    Unregistered placements and deprivation of liberty
summary:  Month by month, children in placements that are or may be unregistered, and children deprived of their
          liberty.
grain:    one row per as_at, situation
source:   SSDA903 placement types Z1 to Z14, K1 and K2 and the DoLO table (from the 2026-27 return); placement costs
          return; Ofsted's lists
caveats:  Situations overlap. The official meanings of Z11 to Z14 are not published. Deprivation of liberty is seen
          before 2026-27 only in the costs return. Months in which nobody is in a situation are shown as 0.
          What rests on the costs return is a point at the days it was collected, where all authorities of the line sent it.
          Unregistered placements are not counted where the kind of one is not known: Z1 does not tell it, a price or the
          code of a later return does. A line is of the authorities that vouch for every month of it.
section:  need
chart:    line x=as_at y=child_count colour=situation
columns:
  as_at               | date     | Month end
  situation           | text     | Situation
  child_count         | count    | Children
  looked_after_count  | count    | All children looked after, of those chosen
  child_pct           | pct      | Share of children looked after | share of child_count in looked_after_count
  under_sixteen_count | count    | Of these, aged under 16
  distant_count       | count    | Of these, over 20 miles from home
  distant_pct         | pct      | Share over 20 miles from home | share of distant_count in child_count
  priced_count        | count    | Of these, children whose placement cost was sent
  median_gbp_week     | gbp_week | Median weekly cost | median of priced_count
  median_low_gbp_week | gbp_week | Median weekly cost, low end of its 95 per cent interval | low of median_gbp_week
  median_high_gbp_week | gbp_week | Median weekly cost, high end | high of median_gbp_week
checks:   unique as_at situation; not_null as_at situation
*/
with months as (
    select
        as_at,
        sum(child_count)::bigint as looked_after_count,
        bool_and(are_prices_known) as are_prices_known
    from int_line_counts
    group by as_at
),

situations as (
    select
        unnest([
            'Unregistered placement', 'Other placement code (Z1 to Z14)', 'Home not on Ofsted''s list',
            'Deprived of liberty', 'Deprived of liberty in an unregistered placement'
        ]) as situation,
        unnest(['prices', '', '', 'prices', 'prices']) as collected
),

long as (
    select
        as_at,
        age_years,
        is_distant,
        weekly_cost_gbp,
        unnest([
            'Unregistered placement', 'Other placement code (Z1 to Z14)', 'Home not on Ofsted''s list',
            'Deprived of liberty', 'Deprived of liberty in an unregistered placement'
        ]) as situation,
        unnest([
            is_unregistered, is_other, is_unmatched,
            is_deprived_of_liberty, is_deprived_of_liberty and is_unregistered
        ]) as is_in
    from situations_by_month
    -- Not those who are in a secure home or of a youth justice status alone.
    where is_unregistered or is_other or is_unmatched or is_deprived_of_liberty
),

counted as (
    select
        as_at,
        situation,
        count(*) as child_count,
        count(*) filter (where not is_sixteen_plus(age_years)) as under_sixteen_count,
        count(*) filter (where is_distant) as distant_count,
        count(weekly_cost_gbp) as priced_count,
        median(weekly_cost_gbp) as median_gbp_week,
        median_low(weekly_cost_gbp) as median_low_gbp_week,
        median_high(weekly_cost_gbp) as median_high_gbp_week
    from long
    where is_in
    group by as_at, situation
),

untold as (
    select distinct
        as_at,
        situation
    from long
    where is_in is null
),

-- A situation that rests on the costs return is known where all authorities of the line sent it, and it is of every child.
stated as (
    select
        m.as_at,
        m.looked_after_count,
        s.situation,
        is_fact_known(s.collected, m.are_prices_known, true, true) and u.situation is null as is_known,
        m.are_prices_known
    from months as m
    cross join situations as s
    left join untold as u on m.as_at = u.as_at and s.situation = u.situation
    where s.collected = '' or (s.collected, m.as_at) in (select (f.fact, f.collected_at) from int_collections as f)
)

select
    s.as_at,
    s.situation,
    case when s.is_known then coalesce(c.child_count, 0) end as child_count,
    s.looked_after_count,
    case when s.is_known then pct(coalesce(c.child_count, 0), s.looked_after_count) end as child_pct,
    case when s.is_known then coalesce(c.under_sixteen_count, 0) end as under_sixteen_count,
    case when s.is_known then coalesce(c.distant_count, 0) end as distant_count,
    pct(c.distant_count, c.child_count) as distant_pct,
    case when s.are_prices_known then coalesce(c.priced_count, 0) end as priced_count,
    c.median_gbp_week,
    c.median_low_gbp_week,
    c.median_high_gbp_week
from stated as s
left join counted as c on s.as_at = c.as_at and s.situation = c.situation and s.is_known
order by s.as_at, s.situation
