/*
title:    Children in two need cohorts at once
summary:  For each cohort, how many of its children are also in each other cohort.
grain:    one row per cohort_code, other_cohort_code
source:   SSDA903; placement costs return; National Placements Standard; cohort rules, which
          are this tool's own proxies
caveats:  Read along a row: the share is of the first cohort's children.
section:  need
chart:    heat x=other_cohort_title y=cohort_title colour=overlap_pct
columns:
  cohort_code        | code  | Cohort
  cohort_title       | text  | Need cohort
  other_cohort_code  | code  | Other cohort
  other_cohort_title | text  | Also in this cohort
  both_count         | count | Children in both
  cohort_count       | count | Children in the first cohort
  overlap_pct        | pct   | Share of the first cohort who are also in the other | share of both_count in cohort_count
checks:   unique cohort_code other_cohort_code; not_null cohort_code
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

members as (
    select
        m.cohort,
        m.child_id
    from looked_after as p
    inner join cohort_members as m on p.child_id = m.child_id and p.as_at = m.as_at
    inner join ref.cohorts as c on m.cohort = c.cohort
    where m.as_at = chosen_date() and is_fact_known(c.collected, p.are_prices_known, p.are_outcomes_known, p.are_searches_known)
),

sizes as (
    select
        cohort,
        count(*) as cohort_count
    from members
    group by cohort
),

shared as (
    select
        a.cohort,
        b.cohort as other_cohort,
        count(*) as both_count
    from members as a
    inner join members as b on a.child_id = b.child_id and a.cohort <> b.cohort
    group by a.cohort, b.cohort
)

select
    c.cohort as cohort_code,
    c.title as cohort_title,
    o.cohort as other_cohort_code,
    o.title as other_cohort_title,
    case when k.cohort is not null and j.cohort is not null then coalesce(s.both_count, 0) end as both_count,
    case when k.cohort is not null then coalesce(z.cohort_count, 0) end as cohort_count,
    case when j.cohort is not null then pct(coalesce(s.both_count, 0), z.cohort_count) end as overlap_pct
from ref.cohorts as c
inner join ref.cohorts as o on c.cohort <> o.cohort
left join known as k on c.cohort = k.cohort
left join known as j on o.cohort = j.cohort
left join sizes as z on c.cohort = z.cohort
left join shared as s on c.cohort = s.cohort and o.cohort = s.other_cohort
order by c.title, o.title
