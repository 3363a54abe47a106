/*
title:    Who is in each need cohort
summary:  Each cohort by age, sex, ethnic group, category of need and placement type, beside all children looked
          after.
grain:    one row per cohort_code, dimension, category
source:   SSDA903; National Placements Standard; cohort rules, which are this tool's own proxies
caveats:  Some categories are part of a cohort's own rule, so their share says nothing new.
section:  need
chart:    heat x=category y=cohort_title colour=cohort_pct
columns:
  cohort_code        | code  | Cohort
  cohort_title       | text  | Need cohort
  dimension          | text  | Breakdown
  category           | text  | Category
  child_count        | count | Children of the cohort in the category
  cohort_count       | count | Children in the cohort
  cohort_pct         | pct   | Share of the cohort | share of child_count in cohort_count
  category_count     | count | Children looked after in the category
  looked_after_count | count | All children looked after, of those chosen
  looked_after_pct   | pct   | Share of all children looked after | share of category_count in looked_after_count
checks:   unique cohort_code dimension category; not_null cohort_code
*/
with known as (
    select c.cohort
    from ref.cohorts as c
    where
        exists (
            select 1
            from int_chosen_authorities as a
            where
                a.vouched_months >= c.look_back_months
                and is_fact_known(c.collected, a.are_prices_known, a.are_outcomes_known, a.are_searches_known)
        )
        or not exists (select 1 from int_chosen_authorities)
),

profiled as (
    select
        p.child_id,
        p.as_at,
        p.are_prices_known,
        p.are_outcomes_known,
        p.are_searches_known,
        unnest(['Age', 'Sex', 'Ethnic group', 'Category of need', 'Placement type']) as dimension,
        unnest([p.age_band, sex_in_words(p.sex), p.ethnic_group, p.need, p.placement_type]) as category
    from looked_after as p
),

categories as (
    select
        dimension,
        coalesce(category, 'Not recorded') as category,
        count(*) as category_count,
        sum(count(*)) over (partition by dimension) as looked_after_count
    from profiled
    group by dimension, coalesce(category, 'Not recorded')
),

parts as (
    select
        m.cohort,
        p.dimension,
        coalesce(p.category, 'Not recorded') as category,
        count(*) as child_count
    from profiled as p
    inner join cohort_members as m on p.child_id = m.child_id and p.as_at = m.as_at
    inner join ref.cohorts as c on m.cohort = c.cohort
    where m.as_at = chosen_date() and is_fact_known(c.collected, p.are_prices_known, p.are_outcomes_known, p.are_searches_known)
    group by m.cohort, p.dimension, coalesce(p.category, 'Not recorded')
),

sizes as (
    select
        cohort,
        sum(child_count) as cohort_count
    from parts
    where dimension = 'Age'
    group by cohort
)

select
    c.cohort as cohort_code,
    c.title as cohort_title,
    w.dimension,
    w.category,
    case when k.cohort is not null then coalesce(p.child_count, 0) end as child_count,
    case when k.cohort is not null then coalesce(z.cohort_count, 0)::bigint end as cohort_count,
    pct(coalesce(p.child_count, 0), z.cohort_count) as cohort_pct,
    w.category_count,
    w.looked_after_count::bigint as looked_after_count,
    pct(w.category_count, w.looked_after_count) as looked_after_pct
from ref.cohorts as c
cross join categories as w
left join parts as p on c.cohort = p.cohort and w.dimension = p.dimension and w.category = p.category
left join sizes as z on c.cohort = z.cohort
left join known as k on c.cohort = k.cohort
left join ref.age_bands as b on w.dimension = 'Age' and w.category = b.age_band
order by c.title, w.dimension, b.display_order::integer, w.category
