/*
title:    Headline measures of those compared with, month by month
summary:  What stands beside every headline: {region}'s children, the sub-region's or the statistical neighbours', with every
          choice applied but place.
grain:    one row per as_at, measure
section:  overview
source:   SSDA903; placement costs return; Ofsted's lists; definitions as in headline
caveats:  Choices about children narrow it as they narrow those chosen; a place only says which
          sub-region or neighbours. Each month end is of the authorities whose inputs vouch for it.
chart:    line x=as_at y=value colour=measure_name
shared:   yes
columns:
  as_at             | date   | Month end
  measure           | text   | Measure, short name
  measure_name      | text   | Measure
  unit              | text   | Unit of the value
  value             | number | Value, in its unit | by unit of numerator_count in denominator_count
  value_low | number | Value, low end of the 95 per cent interval | low of value
  value_high | number | Value, high end | high of value
  numerator_count   | count  | Children counted
  denominator_count | count  | Children they are counted among
checks:   unique as_at measure; not_null as_at measure
*/
with measured as (
    select * exclude (population, line_number)
    from int_headline_everyone
    where population = 'everyone' and is_compared_with_everyone()
    union all
    select * exclude (population, line_number)
    from int_headline
    where population = 'comparators' and not is_compared_with_everyone()
)

select
    as_at,
    measure,
    measure_name,
    unit,
    value,
    value_low,
    value_high,
    numerator_count,
    denominator_count
from measured
where as_at <= chosen_date()
order by as_at, display_order
