/*
title:    The scenario beside the forecast, of the places chosen
summary:  What the forecast shows of a place and series, and what it would show with the scenario.
grain:    one row per level, grouping, area_name, kind, category_code, months_ahead
source:   stg_forecast; stg_scenario
*/
select
    f.level,
    f.grouping,
    f.area_name,
    f.authority_code,
    f.kind,
    f.category_code,
    f.as_at,
    f.months_ahead,
    f.shown as without_expected,
    f.low_80 as without_low,
    f.high_80 as without_high,
    f.low_95 as without_lowest,
    f.high_95 as without_highest,
    greatest(f.shown + s.difference, 0) as with_expected,
    greatest(f.low_95 + s.difference, 0) as with_lowest,
    greatest(f.high_95 + s.difference, 0) as with_highest,
    greatest(f.low_80 + s.difference, 0) as with_low,
    greatest(f.high_80 + s.difference, 0) as with_high,
    greatest(f.shown + s.difference_low, 0) as with_least,
    greatest(f.shown + s.difference_high, 0) as with_most
from stg_scenario as s
inner join stg_forecast as f
    on
        s.level = f.level
        and coalesce(s.grouping, '') = coalesce(f.grouping, '')
        and s.area_name = f.area_name
        and s.kind = f.kind
        and s.category_code = f.category_code
        and s.months_ahead = f.months_ahead
inner join int_forecast_places as p
    on f.level = p.level and coalesce(f.grouping, '') = p.grouping and f.area_name = p.area_name
