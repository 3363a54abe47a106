/*
title:    Unaccompanied asylum-seeking children
summary:  How many unaccompanied children each authority looks after, where they live and what it costs.
grain:    one row per authority_code
source:   SSDA903 UASC table, as DfE counts it; ONS mid-year estimates
caveats:  The National Transfer Scheme compares with 0.1 per cent of children (10 per 10,000), but counts former
          unaccompanied children differently. A blank or late date of ceasing keeps a child in.
section:  need
chart:    dot x=per_10000_rate y=authority_name sort=-x
columns:
  authority_code     | code     | Responsible authority, ONS code
  authority_name     | text     | Responsible authority
  child_count        | count    | Unaccompanied children
  looked_after_count | count    | All children looked after
  unaccompanied_pct  | pct      | Share of children looked after | share of child_count in looked_after_count
  population_0_17    | number   | Children aged 0 to 17 in the authority
  per_10000_rate     | rate     | Unaccompanied children per 10,000 aged 0 to 17 | rate of child_count in population_0_17
  sixteen_plus_count | count    | Of these, aged 16 or over
  sixteen_plus_pct   | pct      | Share aged 16 or over | share of sixteen_plus_count in child_count
  foster_count       | count    | In foster placements
  foster_pct         | pct      | Share in foster placements | share of foster_count in child_count
  supported_count    | count    | In supported accommodation
  supported_pct      | pct      | Share in supported accommodation | share of supported_count in child_count
  out_of_area_count  | count    | Placed outside the authority
  out_of_area_pct    | pct      | Share placed outside the authority | share of out_of_area_count in child_count
  priced_count       | count    | Children whose placement cost was sent
  median_gbp_week    | gbp_week | Median weekly cost | median of priced_count
  median_low_gbp_week | gbp_week | Median weekly cost, low end of its 95 per cent interval | low of median_gbp_week
  median_high_gbp_week | gbp_week | Median weekly cost, high end | high of median_gbp_week
collected: priced_count prices; median_gbp_week prices; median_low_gbp_week prices; median_high_gbp_week prices
checks:   unique authority_code; not_null authority_code child_count
*/
with counted as (
    select
        authority_code,
        count(*) as looked_after_count,
        count(*) filter (where is_unaccompanied) as child_count,
        count(*) filter (where is_unaccompanied and is_sixteen_plus(age_years)) as sixteen_plus_count,
        count(*) filter (where is_unaccompanied and placement_type = 'Foster placements') as foster_count,
        count(*) filter (where is_unaccompanied and placement_type = 'Supported accommodation') as supported_count,
        count(*) filter (where is_unaccompanied and is_out_of_area) as out_of_area_count,
        count(weekly_cost_gbp) filter (where is_unaccompanied) as priced_count,
        median(weekly_cost_gbp) filter (where is_unaccompanied) as median_gbp_week,
        median_low(case when is_unaccompanied then weekly_cost_gbp end) as median_low_gbp_week,
        median_high(case when is_unaccompanied then weekly_cost_gbp end) as median_high_gbp_week
    from looked_after
    group by authority_code
)

select
    c.authority_code,
    coalesce(a.authority_name, c.authority_code) as authority_name,
    c.child_count,
    c.looked_after_count,
    pct(c.child_count, c.looked_after_count) as unaccompanied_pct,
    n.population_0_17,
    per_10000(c.child_count, n.population_0_17) as per_10000_rate,
    c.sixteen_plus_count,
    pct(c.sixteen_plus_count, c.child_count) as sixteen_plus_pct,
    c.foster_count,
    pct(c.foster_count, c.child_count) as foster_pct,
    c.supported_count,
    pct(c.supported_count, c.child_count) as supported_pct,
    c.out_of_area_count,
    pct(c.out_of_area_count, c.child_count) as out_of_area_pct,
    c.priced_count,
    c.median_gbp_week,
    c.median_low_gbp_week,
    c.median_high_gbp_week
from counted as c
left join stg_authorities as a on c.authority_code = a.authority_code
left join int_population_at as n on c.authority_code = n.authority_code and n.as_at = chosen_date()
order by authority_name
