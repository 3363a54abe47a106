/*
title:    Children looked after at the chosen date, of those chosen
summary:  The population with every choice applied: write a view on top and the whole filter bar works on it.
grain:    one row per authority_code, child_id
source:   everyone
often:    4
*/
select * from chosen_by_month
where as_at = chosen_date()
