/*
title:    How far off the forecast was in years past
summary:  Forecasts made at earlier year ends, knowing nothing later, beside what came and beside simpler forecasts.
grain:    one row per level, kind, category_code, years_ahead, method
source:   This tool's simulation of the snapshot's own children at earlier year ends; the sector's method rebuilt from its public
          description (cs-demand-model-regional)
caveats:  Weighted error is the sum of errors among the sum of what came: of authorities the median authority's. Ranges are held
          against years that they were not made from. Few year ends can be tried, and they follow one another. An error in
          children over the same as a share is how many children came: it is for exact eyes, and so is a share of fewer
          than 1,000.
section:  need
columns:
  level          | text   | Level: {region}, its areas or single authorities
  kind           | text   | Breakdown
  category_code  | code   | Category
  category       | text   | Category, in words
  years_ahead    | text   | Years ahead
  method         | text   | Method
  came_count     | count  | Children who came, over all forecasts
  mean_error     | number | Mean error, children | exact eyes only
  weighted_error | number | Weighted error (WAPE), per cent | beside came_count
  mean_share     | number | Mean of the errors' shares (MAPE), per cent | beside came_count
  covered_80     | number | Per cent of cases within the range of 80%
  covered_95     | number | Per cent of cases within the range of 95%
  case_number    | number | Forecasts held against what came
checks:   unique level kind category_code years_ahead method; not_null level kind category_code years_ahead method
*/
with came as (
    -- Of one place every method's errors are of the same children; of several authorities the shares are the median one's.
    select
        level,
        kind,
        category_code,
        months_ahead,
        median(cases * 100 * mean_error / wape) filter (where wape > 0) as came_count
    from stg_forecast_errors
    group by level, kind, category_code, months_ahead
)

select
    case e.level
        when 'london' then region_name()
        when 'area' then 'Areas'
        else 'Authorities'
    end as level,
    e.kind,
    e.category_code,
    coalesce(n.title, e.category_code) as category,
    years_ahead_words((e.months_ahead / 12)::integer) as years_ahead,
    e.method,
    c.came_count,
    round(e.mean_error, 1) as mean_error,
    round(e.wape, 1) as weighted_error,
    round(e.mape, 1) as mean_share,
    round(e.covered_80) as covered_80,
    round(e.covered_95) as covered_95,
    e.cases as case_number
from stg_forecast_errors as e
inner join came as c
    on
        e.level = c.level
        and e.kind = c.kind
        and e.category_code = c.category_code
        and e.months_ahead = c.months_ahead
left join ref.cohorts as n on e.kind = 'Need cohort' and e.category_code = n.cohort
order by
    e.kind,
    category,
    years_ahead,
    case e.level when 'london' then 1 when 'area' then 3 else 2 end,
    case e.method when 'This tool''s simulation' then 1 when 'Last value' then 2 else 3 end,
    e.method
