/*
title:    The headline measures of every child, at every month end and over time
summary:  Kept ready, because it is what most people see first and what the rest are compared with.
grain:    one row per population, line_number, as_at, measure
source:   int_headline
stored:   yes
*/
select *
from int_headline
where population in ('everyone', 'everyone line')
