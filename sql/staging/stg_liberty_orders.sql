/*
title:    Deprivation of liberty orders as sent
grain:    one row per authority_code, return_year, child_id, order_start as sent
source:   SSDA903 DoLO table, from the 2026-27 return
*/
select
    authority_code,
    return_year,
    child_id,
    dolo_start as order_start,
    dolo_end as order_end
from raw.dolo
where dolo_start is not null
