/*
title:    The headline measures of the children that those chosen are compared with, at the chosen date and over time
summary:  Every choice but place is applied. {Region}'s where no other is made are everyone's, which are kept ready; where no
          place is chosen they are those of the children chosen.
grain:    one row per is_line, as_at, measure
source:   int_headline; int_headline_everyone when nothing is chosen but place; int_headline_chosen when no place is
once:     yes
*/
select
    population = 'everyone line' as is_line,
    * exclude (population)
from int_headline_everyone
where is_every_child() and is_compared_with_region() and (population = 'everyone line' or as_at = chosen_date())
union all
select
    population = 'line' as is_line,
    * exclude (population)
from int_headline_chosen
where not is_every_child() and is_anywhere() and is_compared_with_region() and population in ('chosen', 'line')
union all
select
    population = 'comparators line' as is_line,
    * exclude (population)
from int_headline
where
    (population = 'comparators line' or (population = 'comparators' and as_at = chosen_date()))
    and not (is_compared_with_region() and (is_every_child() or is_anywhere()))
