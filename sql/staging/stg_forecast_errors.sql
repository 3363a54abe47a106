/*
title:    How far off forecasts made at earlier year ends were
grain:    one row per level, kind, category_code, months_ahead, method
source:   sufficiency/planning, kept with the forecast
*/
select
    level,
    kind,
    category_code,
    months_ahead,
    method,
    mean_error,
    wape,
    mape,
    covered_80,
    covered_95,
    cases
from raw.forecast_errors
