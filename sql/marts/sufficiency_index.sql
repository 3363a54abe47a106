/*
title:    Ofsted's sufficiency index beside these gaps
summary:  What the newest index that was loaded says of each authority chosen, beside {region} and England.
grain:    one row per authority_code, domain, indicator
source:   Ofsted's sufficiency index, read by the mapping file that was sent with it
caveats:  It is Ofsted's own reckoning and no official statistic, of the day it was published and not of the date chosen. Its
          figures are as published: nothing here is made from them, and choices about children do not change them. {Region} and
          England are blank where the index does not say them.
section:  supply
chart:    bar x=index_value y=authority_name
columns:
  authority_code | code   | Authority, ONS code
  authority_name | text   | Authority
  domain         | text   | Ofsted's domain of the indicator
  indicator      | text   | Indicator, as the index or its mapping names it
  index_value    | number | The index's figure of the authority
  region_value   | number | Its figure of {region}
  england_value  | number | Its figure of England
  published_on   | text   | Day on which the index was published
  index_file     | text   | File that it was read from
checks:   unique authority_code domain indicator; not_null authority_code indicator published_on
*/
with wider as (
    select
        domain,
        indicator,
        max(index_value) filter (where area_code = region_code()) as region_value,
        max(index_value) filter (where area_code = 'E92000001') as england_value
    from stg_sufficiency_index
    group by domain, indicator
)

select
    i.area_code as authority_code,
    c.authority_name,
    i.domain,
    i.indicator,
    i.index_value,
    w.region_value,
    w.england_value,
    i.index_date::varchar as published_on,
    i.source as index_file
from stg_sufficiency_index as i
inner join chosen_authorities as c on i.area_code = c.authority_code
inner join wider as w on i.domain = w.domain and i.indicator = w.indicator
order by i.domain, i.indicator, c.authority_name
