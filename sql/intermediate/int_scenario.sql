/*
title:    The scenario beside the forecast, of the places chosen
summary:  What the forecast shows of a place and series, and what it would show with the scenario.
grain:    one row per level, grouping, area_name, kind, category_code, months_ahead
source:   stg_forecast; stg_scenario
caveats:  A difference of protected figures goes with the shown ones that it was made of, and never with exact ones: whoever sets
          levers freely would learn from where a sum passes a ten what the exact one is.
*/
with beside as (
    select
        f.level,
        f.grouping,
        f.area_name,
        f.authority_code,
        f.kind,
        f.category_code,
        f.as_at,
        f.months_ahead,
        case when s.is_of_shown then s.shown else f.shown end as shown,
        case when s.is_of_shown then s.low_80 else f.low_80 end as low_80,
        case when s.is_of_shown then s.high_80 else f.high_80 end as high_80,
        case when s.is_of_shown then s.low_95 else f.low_95 end as low_95,
        case when s.is_of_shown then s.high_95 else f.high_95 end as high_95,
        s.difference,
        s.difference_low,
        s.difference_high
    from stg_scenario as s
    inner join stg_forecast as f
        on
            s.level = f.level
            and coalesce(s.grouping, '') = coalesce(f.grouping, '')
            and s.area_name = f.area_name
            and s.kind = f.kind
            and s.category_code = f.category_code
            and s.months_ahead = f.months_ahead
)

select
    b.level,
    b.grouping,
    b.area_name,
    b.authority_code,
    b.kind,
    b.category_code,
    b.as_at,
    b.months_ahead,
    b.shown as without_expected,
    b.low_80 as without_low,
    b.high_80 as without_high,
    b.low_95 as without_lowest,
    b.high_95 as without_highest,
    not_under_nought(b.shown + b.difference) as with_expected,
    not_under_nought(b.low_95 + b.difference) as with_lowest,
    not_under_nought(b.high_95 + b.difference) as with_highest,
    not_under_nought(b.low_80 + b.difference) as with_low,
    not_under_nought(b.high_80 + b.difference) as with_high,
    not_under_nought(b.shown + b.difference_low) as with_least,
    not_under_nought(b.shown + b.difference_high) as with_most
from beside as b
inner join int_forecast_places as p
    on b.level = p.level and coalesce(b.grouping, '') = p.grouping and b.area_name = p.area_name
