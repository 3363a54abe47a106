/*
title:    The headline measures of all children over time, to the chosen date
grain:    one row per as_at, measure
source:   int_headline_everyone and int_everyone_line, which says from when to when
*/
select e.* exclude (population, line_number)
from int_headline_everyone as e
inner join int_everyone_line as l on e.line_number = l.line_number and e.as_at <= l.last_at
where e.population = 'everyone line' and 12 * year(e.as_at) + month(e.as_at) >= l.first_number
