/*
title:    Children aged 0 to 17 in the authorities chosen that count, at each month end
grain:    one row per as_at
source:   ONS mid-year estimates; the choices of area and authority
*/
select
    p.as_at,
    sum(p.population_0_17)::bigint as population_0_17
from int_population_at as p
inner join chosen_authorities as c on p.authority_code = c.authority_code
inner join int_vouched as v on p.authority_code = v.authority_code and p.as_at = v.as_at
where v.is_vouched
group by p.as_at
