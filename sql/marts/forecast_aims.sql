/*
title:    What the forecast was to reach, and what it reached
summary:  Errors two years ahead as a share of the last value's, in {region} and in the median authority, beside what was aimed
          at.
grain:    one row per aim, level
source:   This tool's forecasts of the snapshot's own children at earlier year ends; data/reference/forecast_aims.csv
caveats:  Ratios are of weighted errors (WAPE). Few year ends can be tried, and they follow one another: of {region} alone a
          range can hold no share of cases but a few. Why an aim is missed is said of the invented {region_name}.
section:  need
columns:
  aim            | text   | Measure forecast
  level          | text   | Level: {region}, or the median authority
  most_ratio     | number | At most this share of the last value's error
  error_ratio    | number | Reached: share of the last value's error
  weighted_error | number | Weighted error (WAPE), per cent
  last_error     | number | The last value's, per cent
  outcome        | text   | Met or missed
  covered_80     | number | Per cent of cases within the range of 80% (aim: 75 to 85)
  case_number    | number | Forecasts held against what came
  why            | text   | Why it is missed, in the invented {region_name}
checks:   unique aim level; not_null aim level outcome
*/
with tried as (
    select
        level,
        kind,
        category_code,
        max(wape) filter (where method = 'This tool''s simulation') as own,
        max(wape) filter (where method = 'Last value') as other,
        max(covered_80) filter (where method = 'This tool''s simulation') as covered_80,
        max(cases) filter (where method = 'This tool''s simulation') as cases
    from stg_forecast_errors
    where months_ahead = 24 and level in ('london', 'authority')
    group by level, kind, category_code
),

judged as (
    select
        a.position,
        a.aim,
        a.most_ratio,
        a.why,
        t.*,
        case when t.other > 0 then t.own / t.other end as ratio
    from tried as t
    inner join stg_forecast_aims as a on t.kind = a.kind and t.category_code = a.category_code
)

select
    aim,
    case level when 'london' then region_name() else 'Median authority' end as level,
    most_ratio,
    round(ratio, 2) as error_ratio,
    round(own, 1) as weighted_error,
    round(other, 1) as last_error,
    case
        when ratio is null then 'Cannot be said'
        when ratio <= most_ratio + 1e-9 then 'Met'
        else 'Missed'
    end as outcome,
    round(covered_80) as covered_80,
    cases as case_number,
    case when ratio > most_ratio + 1e-9 then why end as why
from judged
order by position, level
