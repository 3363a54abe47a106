/*
title:    The headline measures of the children chosen, at the date, a year before and over time
summary:  Worked out once a choice where it is asked for at the date and over time, as on the same page.
grain:    one row per population, as_at, measure
source:   int_headline; int_headline_everyone has the line where nothing is chosen
often:    2
*/
select *
from int_headline
where population in ('chosen', 'year before') or (population = 'line' and not is_everyone())
