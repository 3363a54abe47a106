/*
title:    The headline measures of the children chosen over time
summary:  A fact seen once a year is a point at the day it was collected.
grain:    one row per as_at, measure
source:   int_headline_chosen; int_everyone_headline when nothing is chosen
once:     yes
*/
with measured as (
    select *
    from int_everyone_headline
    where is_everyone()
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
