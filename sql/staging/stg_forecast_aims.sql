/*
title:    What the forecast is to reach two years ahead
grain:    one row per kind, category_code
source:   data/reference/forecast_aims.csv
*/
select
    position::integer as position,
    kind,
    category_code,
    aim,
    most_ratio::double as most_ratio,
    why
from ref.forecast_aims
