/*
title:    Children looked after at the chosen date that those chosen are compared with
summary:  What a mart reads for a figure that stands beside the children chosen, so that like stands beside like.
grain:    one row per authority_code, child_id
source:   comparators_by_month
*/
select * from comparators_by_month
where as_at = chosen_date()
