/*
title:    Headline measures over time, beside what they are compared with
summary:  Each headline measure at every month end, one line for the children chosen and one for what they are
          compared with.
grain:    one row per measure, series, as_at
section:  overview
source:   SSDA903; placement costs return; Ofsted's lists; definitions as in headline
caveats:  With no place chosen the two lines are one. Choices about children narrow both alike. A line is of the authorities
          that vouch for every month of it; a measure that looks back begins where all of them reach back as far.
chart:    line x=as_at y=value colour=series
columns:
  measure           | text  | Measure, short name
  measure_name      | text  | Measure
  unit              | text  | Unit of the value
  series            | text  | Children chosen, or what they are compared with
  as_at             | date  | Month end
  value             | number | Value, in its unit | by unit of numerator_count in denominator_count
  value_low | number | Value, low end of the 95 per cent interval | low of value
  value_high | number | Value, high end | high of value
  numerator_count   | count | Children counted
  denominator_count | count | Children they are counted among
checks:   unique measure series as_at; not_null measure series as_at
*/
select
    t.measure,
    t.measure_name,
    t.unit,
    n.chosen_name as series,
    t.as_at,
    t.value,
    t.value_low,
    t.value_high,
    t.numerator_count,
    t.denominator_count
from chosen_headline as t
cross join int_chosen_name as n
union all
select
    l.measure,
    l.measure_name,
    l.unit,
    k.comparator_name as series,
    l.as_at,
    l.value,
    l.value_low,
    l.value_high,
    l.numerator_count,
    l.denominator_count
from comparator_headline_trend as l
cross join int_comparator as k
order by measure, series, as_at
