/*
title:    Children aged 0 to 17 in each authority as known at each month end
summary:  The mid-year estimate last made by the month end, as DfE pairs 31 March with the June before.
grain:    one row per as_at, authority_code
source:   ONS mid-year estimates
stored:   yes
*/
select
    m.as_at,
    p.area_code as authority_code,
    coalesce(
        arg_max(p.population_0_17, p.mid_year) filter (where make_date(p.mid_year, 6, 30) <= m.as_at),
        arg_min(p.population_0_17, p.mid_year)
    ) as population_0_17
from int_month_ends as m
cross join stg_population as p
group by m.as_at, p.area_code
