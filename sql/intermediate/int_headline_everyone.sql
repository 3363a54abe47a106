/*
title:    The headline measures of every child, at every month end
summary:  Kept ready, because it is what most people see first and what the rest are compared with.
grain:    one row per as_at, measure
source:   int_headline
stored:   yes
*/
select * exclude (population)
from int_headline
where population = 'everyone'
