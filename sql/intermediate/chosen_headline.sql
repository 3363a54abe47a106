/*
title:    The headline measures of the children chosen over time
grain:    one row per as_at, measure
source:   int_headline; int_headline_everyone when nothing is chosen
*/
select * exclude (population)
from int_headline_everyone
where population = 'everyone line' and is_everyone()
union all
select * exclude (population)
from int_headline
where population = 'line' and not is_everyone()
