/*
title:    What drives the forecast
summary:  How many more or fewer children there will be because of who comes, leaves, turns 18, grows older and moves.
grain:    one row per area_name, kind, category_code, years_ahead, driver
source:   The simulation's own counts, the mean of its runs
caveats:  Of one place and category the changes add up to what the simulation expects less what was seen. Who comes counts in
          the age and the placement of the first month end seen. Growing older and moving change no total, only its parts.
          Of the simulation, also where the last value is shown.
section:  need
chart:    bar x=change_count y=driver
columns:
  area_name      | text  | Authority, area or London
  authority_code | code  | Authority, where it is one
  kind           | text  | What the category is of
  category_code  | code  | Category
  category       | text  | Category, in words
  years_ahead    | text  | Years ahead
  driver         | text  | What happens
  added_count    | count | Children it adds
  taken_count    | count | Children it takes
  change_count   | count | Change because of it | difference of added_count less taken_count
checks:   unique area_name kind category_code years_ahead driver; not_null area_name kind category_code years_ahead driver
*/
select
    d.area_name,
    d.authority_code,
    d.kind,
    d.category_code,
    d.category_code as category,
    years_ahead_words((d.months_ahead / 12)::integer) as years_ahead,
    d.driver,
    greatest(d.change, 0) as added_count,
    greatest(-d.change, 0) as taken_count,
    d.change as change_count
from stg_forecast_drivers as d
inner join int_forecast_places as p
    on d.level = p.level and coalesce(d.grouping, '') = p.grouping and d.area_name = p.area_name
order by d.area_name, d.kind, d.category_code, d.months_ahead, d.driver
