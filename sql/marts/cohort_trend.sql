/*
title:    Need cohorts over time
summary:  How many children were in each need cohort at the end of each month.
grain:    one row per cohort_code, as_at
source:   SSDA903; placement costs return; National Placements Standard; cohort rules, which
          are this tool's own proxies
caveats:  A cohort that rests on the costs return, or on convictions, substance misuse and SDQ scores, which are known once a
          year, is a point at the days they were collected. One that rests on found
          placements is a point at the end of a quarter that all chosen sent.
          A line is of the authorities that vouch for every month of it.
section:  need
chart:    line x=as_at y=child_count colour=cohort_title
columns:
  cohort_code        | code   | Cohort
  cohort_title       | text   | Need cohort
  as_at              | date   | Month end
  child_count        | count  | Children in the cohort
  looked_after_count | count  | All children looked after, of those chosen
  looked_after_pct   | pct    | Share of children looked after | share of child_count in looked_after_count
  population_0_17    | number | Children aged 0 to 17 who live in the areas chosen
  per_10000_rate     | rate   | Children in the cohort per 10,000 aged 0 to 17 | rate of child_count in population_0_17
checks:   unique cohort_code as_at; not_null cohort_code as_at
*/
-- Named first, for it is read twice and the engine would make a plan for each.
with line as (
    select
        authority_code,
        as_at
    from int_line
),

whole as (
    select
        as_at,
        sum(child_count)::bigint as looked_after_count
    from int_line_counts
    group by as_at
),

-- One of the two halves is always empty: with no choice among children there are counts to add up, and only
-- otherwise is each membership asked whether its child is among those chosen.
halves as (
    select
        n.cohort,
        n.as_at,
        n.child_count
    from int_cohort_months as n
    inner join line as l on n.authority_code = l.authority_code and n.as_at = l.as_at
    where is_every_child()
    union all
    select
        m.cohort,
        m.as_at,
        1 as child_count
    from cohort_members as m
    where
        not is_every_child()
        and exists (
            select 1
            from chosen_by_month as p
            inner join line as l on p.authority_code = l.authority_code and p.as_at = l.as_at
            where p.child_id = m.child_id and p.as_at = m.as_at
        )
),

sizes as (
    select
        cohort,
        as_at,
        sum(child_count)::bigint as child_count
    from halves
    group by cohort, as_at
),

-- A rule that looks back has a line from where all of its authorities reach back as far. Where it is not told of follows
-- from who sent what alone, so that it may be said of protected figures too.
counted as (
    select
        c.cohort,
        c.title,
        coalesce(c.collected, '') as collected,
        w.as_at,
        case when t.is_told then coalesce(s.child_count, 0) end as child_count,
        w.looked_after_count
    from ref.cohorts as c
    inner join int_cohort_line as t on c.cohort = t.cohort
    inner join whole as w on t.as_at = w.as_at
    left join sizes as s on c.cohort = s.cohort and w.as_at = s.as_at
)

select
    c.cohort as cohort_code,
    c.title as cohort_title,
    c.as_at,
    c.child_count,
    c.looked_after_count,
    pct(c.child_count, c.looked_after_count) as looked_after_pct,
    n.population_0_17,
    per_10000(c.child_count, n.population_0_17) as per_10000_rate
from counted as c
left join int_line_population as n on c.as_at = n.as_at
-- A cohort that rests on facts seen once a year is a point at the days they were collected.
where
    c.collected = ''
    or (c.collected, c.as_at) in (select (f.fact, f.collected_at) from int_collections as f)
order by c.title, c.as_at
