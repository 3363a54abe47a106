/*
title:    The headline measures of the children that those chosen are compared with, at every month end and over time
summary:  Every choice but place is applied. {Region}'s where no other is made are everyone's, which are kept ready.
grain:    one row per is_line, as_at, measure
source:   int_headline; int_headline_everyone when nothing is chosen but place
*/
select
    population = 'everyone line' as is_line,
    * exclude (population)
from int_headline_everyone
where is_every_child() and is_compared_with_region()
union all
select
    population = 'comparators line' as is_line,
    * exclude (population)
from int_headline
where population in ('comparators', 'comparators line') and not (is_every_child() and is_compared_with_region())
