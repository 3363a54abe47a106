/*
title:    DfE's latest published figures beside the choices
summary:  Of each measure and category the newest figure on or before the date, for the area whose figures compare.
grain:    one row per measure, category
source:   DfE's published figures; the choices of date, area and authority
*/
select
    p.measure,
    p.category,
    case when p.measure = 'looked_after' then p.child_count else p.published_pct end as published_value,
    p.return_year::varchar as published_year
from stg_published as p
inner join chosen_published_area as a on p.area_code = a.area_code
where make_date(p.return_year, 3, 31) <= chosen_date()
qualify row_number() over (partition by p.measure, p.category order by p.return_year desc) = 1
