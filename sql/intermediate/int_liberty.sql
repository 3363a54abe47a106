/*
title:    Children under a deprivation of liberty order at each month end
grain:    one row per authority_code, child_id, as_at
source:   SSDA903 DoLO table
*/
select distinct
    o.authority_code,
    o.child_id,
    m.as_at
from stg_liberty_orders as o
inner join int_month_ends as m
    on o.order_start <= m.as_at and (o.order_end is null or o.order_end > m.as_at)
