/*
title:    Registered provision that could be used at each month end
summary:  Places on the list whose status and closing date let them be used: what counts as supply.
grain:    one row per as_at, urn, setting_number
source:   Ofsted, provider-level lists; data/reference/registration_statuses.csv
*/
select * exclude (is_registered, is_supply, closed_date)
from int_listed_at
where is_supply
