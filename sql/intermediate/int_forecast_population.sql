/*
title:    Children aged 0 to 17 by authority and mid-year, projections among them where they were loaded
grain:    one row per authority_code, mid_year
source:   stg_population
*/
select
    area_code as authority_code,
    mid_year,
    population_0_17
from stg_population
where population_0_17 > 0
order by area_code, mid_year
