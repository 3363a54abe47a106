/*
title:    What drives the forecast, as it was counted
grain:    one row per level, grouping, area_name, kind, category_code, months_ahead, driver
source:   sufficiency/planning: the simulation's own counts
caveats:  Empty until a forecast has been made of the snapshot by the views as they are.
*/
select
    level,
    grouping,
    area_name,
    authority_code,
    kind,
    category_code,
    months_ahead,
    driver,
    change
from raw.forecast_drivers
