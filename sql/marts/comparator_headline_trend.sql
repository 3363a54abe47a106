/*
title:    Headline measures of those compared with, over time
summary:  What stands beside every line: {region}'s children, the sub-region's or the statistical neighbours', of the authorities
          that vouch for every month of it.
grain:    one row per as_at, measure
section:  overview
source:   SSDA903; placement costs return; Ofsted's lists; definitions as in headline
caveats:  Choices about children narrow it as they narrow those chosen; a place only says which
          sub-region or neighbours. Prices, orders and scores are points at the days they were collected. A measure
          that looks back begins where all of them reach back as far.
once:     yes
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
    select *
    from int_everyone_headline
    where is_compared_with_everyone()
    union all
    select *
    from chosen_headline
    where not is_every_child() and is_anywhere() and is_compared_with_region()
    union all
    select * exclude (is_line)
    from int_comparator_headline
    where is_line
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
where
    coalesce(collected, '') = ''
    or (collected, as_at) in (select (f.fact, f.collected_at) from int_collections as f)
order by as_at, display_order
