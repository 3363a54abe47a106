/*
title:    Children expected
summary:  Children looked after month by month: those seen, then those expected by simulation of the children there are.
grain:    one row per area_name, kind, category_code, as_at
source:   SSDA903; ONS population; this tool's simulation, whose errors in years past stand beside it on
          What will be needed
caveats:  Of all children of the place: choices about children, and of a date, do not bear on it. It goes on from what was
          seen and knows of no decision to come. Of the two centres it leads with the one that was nearer two years on in years
          past, and says which; simulated parts add up to their wholes. Its ranges are as wide as would have held the truth so
          often in years past. Authorities whose last return has not come are left out, and so
          are cohorts that only found placements tell of. A child is counted as started who is
          there at a month end and was not at the one before. Where figures are protected nothing is expected of
          so few that how many they are is withheld.
section:  need
chart:    line x=as_at y=expected_count
columns:
  area_name              | text   | Authority, area or {region}
  authority_code         | code   | Authority, where it is one
  kind                   | text   | Breakdown
  category_code          | code   | Category
  category               | text   | Category, in words
  as_at                  | date   | Month end
  months_ahead           | number | Months from the last month end seen; less than nought is the past
  led_by                 | text   | Whether the figure is seen, simulated, or the last value carried on
  start_count            | count  | Children that the figure goes on from: those seen, or last seen
  expected_count         | count  | Children seen, then expected | beside start_count
  expected_low_count     | count  | Low end of the range of 95% | low of expected_count
  expected_high_count    | count  | High end of the range of 95% | high of expected_count
  expected_80_low_count  | count  | Low end of the range of 80% | beside start_count
  expected_80_high_count | count  | High end of the range of 80% | beside start_count
  expected_50_low_count  | count  | Low end of the range of 50% | beside start_count
  expected_50_high_count | count  | High end of the range of 50% | beside start_count
  simulated_count        | count  | Children by simulation, which adds up | beside start_count
  last_value_count       | count  | Children if nothing changed | beside start_count
checks:   unique area_name kind category_code as_at; not_null area_name kind category_code as_at
*/
select
    f.area_name,
    f.authority_code,
    f.kind,
    f.category_code,
    coalesce(c.title, f.category_code) as category,
    f.as_at,
    f.months_ahead,
    case
        when f.months_ahead <= 0 then 'Seen'
        when f.is_last_value then 'Last value'
        else 'Simulation'
    end as led_by,
    coalesce(f.last_value, f.shown) as start_count,
    f.shown as expected_count,
    f.low_95 as expected_low_count,
    f.high_95 as expected_high_count,
    f.low_80 as expected_80_low_count,
    f.high_80 as expected_80_high_count,
    f.low_50 as expected_50_low_count,
    f.high_50 as expected_50_high_count,
    f.simulated as simulated_count,
    f.last_value as last_value_count
from stg_forecast as f
inner join int_forecast_places as p
    on f.level = p.level and coalesce(f.grouping, '') = p.grouping and f.area_name = p.area_name
left join ref.cohorts as c on f.kind = 'Need cohort' and f.category_code = c.cohort
order by f.area_name, f.kind, category, f.as_at
