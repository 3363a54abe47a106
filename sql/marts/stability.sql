/*
title:    Stability of placements by local authority
summary:  Three or more placements in one and two years, and the same carer for two years.
grain:    one row per authority_code
section:  stability
source:   SSDA903 episodes; DfE's definitions of placements in the year and of the stability group of two and a half years
caveats:  Temporary placements are left out, and a change in a placement's status alone is no other placement. Children placed
          for adoption are judged by carer alone. Placements of two years are of children looked after on the day and a year
          before: DfE's open data does not say who its group is, which is as large.
chart:    dot x=many_placements_pct y=authority_name sort=-x
funnel:   many_placements_pct; same_carer_pct
columns:
  authority_code        | code  | Responsible local authority, ONS code
  authority_name        | text  | Responsible local authority
  child_count           | count | Children looked after
  year_count            | count | Children whose placements of the twelve months are known
  many_placements_count | count | With three or more placements in the twelve months
  many_placements_pct   | pct   | Share with three or more placements in a year | share of many_placements_count in year_count
  two_years_count       | count | Looked after on the day and a year before
  two_years_many_count  | count | Of them, with three or more placements in the two years
  two_years_many_pct    | pct   | Share with three or more in two years         | share of two_years_many_count in two_years_count
  settled_count         | count | Under 16 and looked after for two and a half years without a break
  same_carer_count      | count | Of them, with the same carer for two years
  same_carer_pct        | pct   | Share with the same carer for two years       | share of same_carer_count in settled_count
look_back: year_count 12 months; many_placements_count 12 months; many_placements_pct 12 months; two_years_count 24 months;
          two_years_many_count 24 months; two_years_many_pct 24 months; settled_count 30 months; same_carer_count 30 months;
          same_carer_pct 30 months
checks:   unique authority_code; not_null authority_code
*/
with counted as (
    select
        authority_code,
        max(vouched_months) as vouched_months,
        count(*) as child_count,
        count(placements_12_months) as year_count,
        count(*) filter (where placements_12_months >= 3) as many_placements_count,
        count(*) filter (where is_followed_two_years(was_looked_after_year_before, placements_24_months)) as two_years_count,
        count(*) filter (
            where is_followed_two_years(was_looked_after_year_before, placements_24_months) and placements_24_months >= 3
        ) as two_years_many_count,
        count(*) filter (where is_settled(age_years, period_start, as_at)) as settled_count,
        count(*) filter (
            where is_settled(age_years, period_start, as_at) and carer_start <= as_at - interval 24 month
        ) as same_carer_count
    from looked_after
    group by authority_code
),

-- What looks back further than the authority's inputs reach without a hole is not known.
known as (
    select
        authority_code,
        child_count,
        case when vouched_months >= 12 then year_count end as year_count,
        case when vouched_months >= 12 then many_placements_count end as many_placements_count,
        case when vouched_months >= 24 then two_years_count end as two_years_count,
        case when vouched_months >= 24 then two_years_many_count end as two_years_many_count,
        case when vouched_months >= 30 then settled_count end as settled_count,
        case when vouched_months >= 30 then same_carer_count end as same_carer_count
    from counted
)

select
    c.authority_code,
    a.authority_name,
    c.child_count,
    c.year_count,
    c.many_placements_count,
    pct(c.many_placements_count, c.year_count) as many_placements_pct,
    c.two_years_count,
    c.two_years_many_count,
    pct(c.two_years_many_count, c.two_years_count) as two_years_many_pct,
    c.settled_count,
    c.same_carer_count,
    pct(c.same_carer_count, c.settled_count) as same_carer_pct
from known as c
inner join stg_authorities as a on c.authority_code = a.authority_code
order by a.authority_name
