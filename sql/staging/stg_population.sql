/*
title:    Children aged 0 to 17 by area and mid-year
grain:    one row per mid_year, area_code
source:   ONS mid-year estimates, as imported or else data/reference/population.csv
caveats:  Of two files that give a number for one area and year that one counts whose name comes last by the alphabet: names of
          estimates end in their year.
*/
with offered as (
    select
        mid_year,
        area_code,
        population_0_17,
        1 as preference
    from raw.population
    union all
    select
        mid_year::integer as mid_year,
        area_code,
        population_0_17::integer as population_0_17,
        2 as preference
    from ref.population
)

select
    mid_year,
    area_code,
    population_0_17
from offered
qualify row_number() over (partition by mid_year, area_code order by preference) = 1
