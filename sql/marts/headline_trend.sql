/*
title:    Headline measures, month by month
summary:  How each headline measure has moved for the children chosen, beside what they are compared with.
grain:    one row per measure, as_at
section:  overview
source:   SSDA903; placement costs return; Ofsted's lists; definitions as in headline
caveats:  Prices, orders and scores are points at the days they were collected. Ratings change when an Ofsted list arrives.
          A line is of the authorities that vouch for every month of it; a measure that looks back begins where all of them
          reach back as far.
chart:    line x=as_at y=value colour=measure_name
columns:
  measure                  | text   | Measure, short name
  measure_name             | text   | Measure
  unit                     | text   | Unit of the values
  as_at                    | date   | Month end
  value                    | number | Value for the children chosen, in its unit | by unit of numerator_count in denominator_count
  value_low | number | Value, low end of the 95 per cent interval | low of value
  value_high | number | Value, high end | high of value
  numerator_count          | count  | Children counted
  denominator_count        | count  | Children they are counted among
  comparator_value | number | Value of the comparator | by unit of comparator_numerator_count in comparator_denominator_count
  comparator_value_low | number | Value of the comparator, low end of the 95 per cent interval | low of comparator_value
  comparator_value_high | number | Value of the comparator, high end | high of comparator_value
  comparator_numerator_count   | count  | Children counted of the comparator
  comparator_denominator_count | count  | Children they are counted among of the comparator
checks:   unique measure as_at; not_null measure as_at
*/
select
    c.measure,
    c.measure_name,
    c.unit,
    c.as_at,
    c.value,
    c.value_low,
    c.value_high,
    c.numerator_count,
    c.denominator_count,
    l.value as comparator_value,
    l.value_low as comparator_value_low,
    l.value_high as comparator_value_high,
    l.numerator_count as comparator_numerator_count,
    l.denominator_count as comparator_denominator_count
from chosen_headline as c
left join comparator_headline_trend as l on c.as_at = l.as_at and c.measure = l.measure
order by c.display_order, c.as_at
