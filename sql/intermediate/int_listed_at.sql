/*
title:    Every place on Ofsted's list as it stood at each month end, open or not
summary:  The latest list on or before the month end; before the first list, the first.
grain:    one row per as_at, urn, setting_number
source:   Ofsted, provider-level lists
*/
select
    c.as_at,
    p.* exclude (is_registered, is_supply),
    p.is_registered and coalesce(p.closed_date > c.as_at, true) as is_registered,
    p.is_supply and coalesce(p.closed_date > c.as_at, true) as is_supply
from int_lists_at as c
inner join stg_provision as p on c.list_date = p.list_date
