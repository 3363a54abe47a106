/*
title:    The forecast kept with the snapshot, as it was made
grain:    one row per level, grouping, area_name, kind, category_code, as_at
source:   sufficiency/planning: simulation of the children there are
caveats:  Empty until a forecast has been made of the snapshot by the views as they are.
*/
select
    level,
    grouping,
    area_name,
    authority_code,
    kind,
    category_code,
    is_flow,
    as_at,
    months_ahead,
    simulated,
    last_value,
    shown,
    is_last_value,
    low_50,
    high_50,
    low_80,
    high_80,
    low_95,
    high_95
from raw.forecast
