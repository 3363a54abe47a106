/*
title:    How the forecast was made
grain:    one row per fact
source:   sufficiency/planning, kept with the forecast
*/
select
    fact,
    said
from raw.forecast_facts
