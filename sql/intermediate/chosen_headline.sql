/*
title:    The headline measures of the children chosen over time
summary:  A fact seen once a year is a point at the day it was collected.
grain:    one row per as_at, measure
source:   int_headline; int_headline_everyone when nothing is chosen
once:     yes
*/
with measured as (
    select e.* exclude (population, line_number)
    from int_headline_everyone as e
    inner join int_everyone_line as l on e.line_number = l.line_number and e.as_at <= l.last_at
    where
        e.population = 'everyone line'
        and 12 * year(e.as_at) + month(e.as_at) >= l.first_number
        and is_everyone()
    union all
    select * exclude (population, line_number)
    from int_headline_chosen
    where population = 'line' and not is_everyone()
)

select *
from measured
where
    coalesce(collected, '') = ''
    or (collected, as_at) in (select (f.fact, f.collected_at) from int_collections as f)
