/*
title:    Headline measures
summary:  Each measure for the children chosen, beside what they are compared with, a year earlier and DfE's latest published
          figure.
grain:    one row per measure
section:  overview
source:   SSDA903; placement costs return; Ofsted's lists; DfE published figures; each row names the source of its definition
caveats:  DfE's figure stands beside ours only when the choices are one whole authority or the whole of {region}. A year
          earlier is of the same authorities, and is not given where one of them does not vouch for that date. A measure
          that looks back is of the authorities whose inputs reach back as far without a hole. A sub-region includes the
          authority itself; statistical neighbours do not.
chart:    bar x=measure_name y=value
columns:
  measure                     | text   | Measure, short name
  measure_name                | text   | Measure
  unit                        | text   | Unit of the values
  value                       | number | Value for those chosen | by unit of numerator_count in denominator_count
  value_low | number | Value, low end of the 95 per cent interval | low of value
  value_high | number | Value, high end | high of value
  numerator_count             | count  | Children counted
  denominator_count           | count  | Children they are counted among
  comparator_value | number | Value of the comparator | by unit of comparator_numerator_count in comparator_denominator_count
  comparator_value_low | number | Value of the comparator, low end of the 95 per cent interval | low of comparator_value
  comparator_value_high | number | Value of the comparator, high end | high of comparator_value
  comparator_numerator_count      | count  | Children counted of the comparator
  comparator_denominator_count    | count  | Children they are counted among of the comparator
  last_year_value             | number | A year earlier | by unit of last_year_numerator_count in last_year_denominator_count
  last_year_value_low | number | Value a year earlier, low end of the 95 per cent interval | low of last_year_value
  last_year_value_high | number | Value a year earlier, high end | high of last_year_value
  last_year_numerator_count   | count  | Children counted a year earlier
  last_year_denominator_count | count  | Children they were counted among then
  change_value                | number | Change in the year     | difference of value less last_year_value
  published_value             | number | DfE's latest published figure on or before the date
  published_year              | text   | Year of DfE's figure (31 March)
  look_back_months            | number | Months the measure looks back
  direction                   | text   | Which way is better: higher, lower or neither
  definition                  | text   | What is counted
  source                      | text   | Where the definition comes from
checks:   unique measure; not_null measure
*/
with measured as (
    select *
    from int_headline_chosen
    where
        population in ('chosen', 'year before')
        -- No other date is among these: said again, so that the engine reads no child at another.
        and as_at in (chosen_date(), last_day((chosen_date() - interval 12 month)::date))
),

-- A change is of the same authorities: all that count now did so a year before, each as far back as the measure looks.
compared as (
    select
        m.measure,
        coalesce(
            bool_and(
                a.vouched_months < m.look_back_months::integer
                or coalesce(b.vouched_months, 0) >= greatest(m.look_back_months::integer, 1)
            ),
            false
        ) as is_same
    from ref.headline_measures as m
    cross join int_chosen_authorities as a
    left join int_vouched as b
        on a.authority_code = b.authority_code and b.as_at = last_day((chosen_date() - interval 12 month)::date)
    group by m.measure
),

year_before as (
    select m.*
    from measured as m
    inner join compared as c on m.measure = c.measure
    where m.population = 'year before' and c.is_same
)

select
    c.measure,
    c.measure_name,
    c.unit,
    c.value,
    c.value_low,
    c.value_high,
    c.numerator_count,
    c.denominator_count,
    l.value as comparator_value,
    l.value_low as comparator_value_low,
    l.value_high as comparator_value_high,
    l.numerator_count as comparator_numerator_count,
    l.denominator_count as comparator_denominator_count,
    y.value as last_year_value,
    y.value_low as last_year_value_low,
    y.value_high as last_year_value_high,
    y.numerator_count as last_year_numerator_count,
    y.denominator_count as last_year_denominator_count,
    c.value - y.value as change_value,
    p.published_value,
    p.published_year,
    c.look_back_months,
    capitalised(c.direction) as direction,
    c.definition,
    c.source
from measured as c
left join int_headline_beside as l on c.measure = l.measure
left join year_before as y on c.measure = y.measure
left join chosen_published as p
    on c.published_measure = p.measure and c.published_category = p.category
where c.population = 'chosen'
order by c.display_order
