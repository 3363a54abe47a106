/*
title:    What a scenario changes
summary:  Children expected with and without the change, one, two and three years on, and the difference with its range.
grain:    one row per area_name, kind, category_code, years_ahead
source:   This tool's simulation, drawn with and without the change from the same chance
caveats:  The range holds the difference in four of five pairs of runs; it says how sure the change is, if it does what it says,
          not how sure the forecast is. Where figures are protected, each changes by the share by which {region}'s does, within
          a range as much wider as so few differ by chance. Empty until a scenario is looked at.
section:  need
chart:    range x=category low=least_count mid=with_count high=most_count
columns:
  area_name      | text  | Authority, area or {region}
  authority_code | code  | Authority, where it is one
  kind           | text  | Breakdown
  category_code  | code  | Category
  category       | text  | Category, in words
  years_ahead    | text  | Years ahead
  without_count  | count | Children expected with no change
  with_count     | count | Children expected with the scenario
  least_count    | count | With the least difference in four of five pairs of runs
  most_count     | count | With the largest difference in four of five pairs of runs
  difference_count      | count | Difference | difference of with_count less without_count
  difference_low_count  | count | Low end of its range | difference of least_count less without_count
  difference_high_count | count | High end of its range | difference of most_count less without_count
checks:   unique area_name kind category_code years_ahead; not_null area_name kind category_code years_ahead
*/
select
    s.area_name,
    s.authority_code,
    s.kind,
    s.category_code,
    coalesce(c.title, s.category_code) as category,
    years_ahead_words((s.months_ahead / 12)::integer) as years_ahead,
    s.without_expected as without_count,
    s.with_expected as with_count,
    s.with_least as least_count,
    s.with_most as most_count,
    s.with_expected - s.without_expected as difference_count,
    s.with_least - s.without_expected as difference_low_count,
    s.with_most - s.without_expected as difference_high_count
from int_scenario as s
left join ref.cohorts as c on s.kind = 'Need cohort' and s.category_code = c.cohort
where s.months_ahead in (12, 24, 36)
order by s.area_name, s.kind, category, s.months_ahead
