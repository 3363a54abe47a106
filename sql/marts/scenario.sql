/*
title:    A scenario beside no change
summary:  Children expected month by month as the forecast has it, and as it would be if something changed.
grain:    one row per area_name, kind, category_code, as_at, course
source:   This tool's simulation, drawn with and without the change from the same chance
caveats:  No change is what the forecast shows; the scenario is that and the difference which the change makes in the
          simulation. Both ranges are as wide as the forecast's, because what is not known of the one is not known of the
          other; how sure the difference itself is stands in the table of differences. Where figures are protected, each
          changes by the share by which {region}'s does. Empty until a scenario is looked at.
section:  need
chart:    line x=as_at y=expected_count colour=course
columns:
  area_name           | text   | Authority, area or {region}
  authority_code      | code   | Authority, where it is one
  kind                | text   | Breakdown
  category_code       | code   | Category
  category            | text   | Category, in words
  as_at               | date   | Month end
  months_ahead        | number | Months from the last month end seen
  course              | text   | Forecast: with the scenario or without it
  expected_count      | count  | Children expected
  expected_low_count  | count  | Low end of the range of 95% | low of expected_count
  expected_high_count | count  | High end of the range of 95% | high of expected_count
  expected_80_low_count  | count | Low end of the range of 80%
  expected_80_high_count | count | High end of the range of 80%
checks:   unique area_name kind category_code as_at course; not_null area_name kind category_code as_at course
*/
with courses as (
    select unnest(['No change', 'Scenario']) as course
)

select
    s.area_name,
    s.authority_code,
    s.kind,
    s.category_code,
    coalesce(c.title, s.category_code) as category,
    s.as_at,
    s.months_ahead,
    x.course,
    case x.course when 'Scenario' then s.with_expected else s.without_expected end as expected_count,
    case x.course when 'Scenario' then s.with_lowest else s.without_lowest end as expected_low_count,
    case x.course when 'Scenario' then s.with_highest else s.without_highest end as expected_high_count,
    case x.course when 'Scenario' then s.with_low else s.without_low end as expected_80_low_count,
    case x.course when 'Scenario' then s.with_high else s.without_high end as expected_80_high_count
from int_scenario as s
cross join courses as x
left join ref.cohorts as c on s.kind = 'Need cohort' and s.category_code = c.cohort
order by s.area_name, s.kind, category, s.as_at, x.course
