/*
title:    The headline measures of the children chosen, at every month end
grain:    one row per as_at, measure
source:   int_headline; int_headline_everyone when nothing is chosen
*/
select *
from int_headline_everyone
where is_everyone()
union all
select * exclude (population)
from int_headline
where population = 'chosen' and not is_everyone()
