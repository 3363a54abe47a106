/*
title:    Headline measures at the chosen date of those that the children chosen are compared with
summary:  What stands beside every headline: as comparator_headline, of the one date that a headline is of.
grain:    one row per measure
source:   SSDA903; placement costs return; Ofsted's lists; definitions as in headline
caveats:  No row at a date at which fewer authorities count than may stand beside one.
once:     yes
shared:   yes
columns:
  as_at             | date   | Month end
  measure           | text   | Measure, short name
  unit              | text   | Unit of the value
  value             | number | Value, in its unit | by unit of numerator_count in denominator_count
  value_low | number | Value, low end of the 95 per cent interval | low of value
  value_high | number | Value, high end | high of value
  numerator_count   | count  | Children counted
  denominator_count | count  | Children they are counted among
*/
with measured as (
    select * exclude (population, line_number)
    from int_headline_everyone
    where population = 'everyone' and as_at = chosen_date() and is_compared_with_everyone()
    union all
    select * exclude (is_line)
    from int_comparator_headline
    where not is_line
)

select
    as_at,
    measure,
    unit,
    value,
    value_low,
    value_high,
    numerator_count,
    denominator_count
from measured
-- At a date for which a feed lets one authority alone count, it would be compared with itself under the region's name.
where (
    select
        count(*) filter (where v.as_at = chosen_date() and v.is_vouched)
        >= least(least_authorities(), count(distinct v.authority_code))
    from int_vouched as v
)
