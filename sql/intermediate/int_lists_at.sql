/*
title:    The list of provision that counts at each month end
summary:  The latest on or before it; before the first list, the first.
grain:    one row per as_at
source:   Ofsted, provider-level lists
*/
with lists as (
    select distinct list_date from stg_provision
)

select
    m.as_at,
    coalesce(
        max(l.list_date) filter (where l.list_date <= m.as_at),
        min(l.list_date)
    ) as list_date
from int_month_ends as m, lists as l
group by m.as_at
