/*
title:    The levers of the scenario that is looked at
grain:    one row per lever
source:   Whoever looks at it; data/reference/scenario_levers.csv where nothing was changed
*/
select
    lever,
    value
from raw.scenario_levers
