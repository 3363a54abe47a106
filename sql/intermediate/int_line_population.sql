/*
title:    Children aged 0 to 17 in the authorities that a line over time is of, at each of its month ends
grain:    one row per as_at
source:   ONS mid-year estimates; int_line
*/
select
    p.as_at,
    sum(p.population_0_17)::bigint as population_0_17
from int_population_at as p
inner join int_line as l on p.authority_code = l.authority_code and p.as_at = l.as_at
group by p.as_at
