/*
title:    What drives the forecast
summary:  How many more or fewer children there will be because of who comes, leaves, turns 18, grows older and moves.
grain:    one row per area_name, kind, category_code, years_ahead, driver, direction
source:   The simulation's own counts, the mean of its runs
caveats:  Of one place and category what is added less what is taken adds up to what the simulation expects less what was seen.
          Who comes counts in the age and the placement of the first month end seen. Growing older and moving change no total,
          only its parts. Of the simulation, also where the last value is shown.
          Who comes and leaves between two month ends is not counted.
section:  need
chart:    bar x=child_count y=driver colour=direction
columns:
  area_name      | text  | Authority, area or {region}
  authority_code | code  | Authority, where it is one
  kind           | text  | Breakdown
  category_code  | code  | Category
  category       | text  | Category, in words
  years_ahead    | text  | Years ahead
  driver         | text  | Event
  direction      | text  | Direction: adds children or takes them
  child_count    | count | Children whom it adds or takes
checks:   unique area_name kind category_code years_ahead driver direction; not_null area_name kind category_code years_ahead
          driver direction
*/
with directions as (
    select unnest(['Adds', 'Takes']) as direction
)

select
    d.area_name,
    d.authority_code,
    d.kind,
    d.category_code,
    d.category_code as category,
    years_ahead_words((d.months_ahead / 12)::integer) as years_ahead,
    d.driver,
    x.direction,
    greatest(case x.direction when 'Adds' then d.change else -d.change end, 0) as child_count
from stg_forecast_drivers as d
cross join directions as x
inner join int_forecast_places as p
    on d.level = p.level and coalesce(d.grouping, '') = p.grouping and d.area_name = p.area_name
order by d.area_name, d.kind, d.category_code, d.months_ahead, d.driver, x.direction
