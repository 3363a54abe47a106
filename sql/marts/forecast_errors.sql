/*
title:    How far off the forecast was in years past
summary:  Forecasts made at earlier year ends, knowing nothing later, beside what came and beside simpler forecasts.
grain:    one row per level, kind, category_code, years_ahead, method
source:   This tool's simulation of the snapshot's own children at earlier year ends; the sector's method rebuilt from its public
          description (cs-demand-model-regional)
caveats:  Weighted error is the sum of errors among the sum of what came: of authorities the median authority's. Ranges are held
          against years that they were not made from. Few year ends can be tried, and they follow one another.
section:  need
columns:
  level          | text   | Level: {region}, its areas or single authorities
  kind           | text   | Breakdown
  category_code  | code   | Category
  category       | text   | Category, in words
  years_ahead    | text   | Years ahead
  method         | text   | Method
  mean_error     | number | Mean error, children
  weighted_error | number | Weighted error (WAPE), per cent
  mean_share     | number | Mean of the errors' shares (MAPE), per cent
  covered_80     | number | Per cent of cases within the range of 80%
  covered_95     | number | Per cent of cases within the range of 95%
  case_number    | number | Forecasts held against what came
checks:   unique level kind category_code years_ahead method; not_null level kind category_code years_ahead method
*/
select
    case e.level
        when 'london' then region_name()
        when 'area' then 'Areas'
        else 'Authorities'
    end as level,
    e.kind,
    e.category_code,
    coalesce(c.title, e.category_code) as category,
    years_ahead_words((e.months_ahead / 12)::integer) as years_ahead,
    e.method,
    round(e.mean_error, 1) as mean_error,
    round(e.wape, 1) as weighted_error,
    round(e.mape, 1) as mean_share,
    round(e.covered_80) as covered_80,
    round(e.covered_95) as covered_95,
    e.cases as case_number
from stg_forecast_errors as e
left join ref.cohorts as c on e.kind = 'Need cohort' and e.category_code = c.cohort
order by
    e.kind,
    category,
    years_ahead,
    case e.level when 'london' then 1 when 'area' then 3 else 2 end,
    case e.method when 'This tool''s simulation' then 1 when 'Last value' then 2 else 3 end,
    e.method
