/*
title:    The scenario that is looked at, as it was drawn
grain:    one row per level, grouping, area_name, kind, category_code, months_ahead
source:   sufficiency/planning: the forecast drawn with and without the scenario from the same chance
caveats:  Empty but for whoever looks at a scenario.
*/
select
    level,
    grouping,
    area_name,
    authority_code,
    kind,
    category_code,
    months_ahead,
    difference,
    difference_low,
    difference_high,
    simulated,
    is_of_shown,
    shown,
    low_80,
    high_80,
    low_95,
    high_95
from raw.scenario
