/*
title:    Distance and locality of placements at every month end, for comparators and for everyone
grain:    one row per population, as_at, locality_class
source:   comparators_by_month and everyone; data/reference/locality_classes.csv
*/
with people as (
    select
        'comparators' as population,
        as_at,
        locality,
        distance_class
    from comparators_by_month
    union all
    select
        'everyone' as population,
        as_at,
        locality,
        distance_class
    from everyone
),

totals as (
    select
        population,
        as_at,
        count(*) as all_child_count
    from people
    group by population, as_at
),

counted as (
    select
        p.population,
        p.as_at,
        c.locality_class,
        count(*) as child_count
    from people as p
    inner join ref.locality_classes as c
        on p.locality = c.locality and (p.locality = 'Not known' or p.distance_class = c.distance_class)
    group by p.population, p.as_at, c.locality_class
)

select
    t.population,
    t.as_at,
    r.locality_class,
    r.display_order::integer as display_order,
    coalesce(c.child_count, 0) as child_count,
    t.all_child_count
from totals as t
cross join ref.locality_classes as r
left join counted as c
    on t.population = c.population and t.as_at = c.as_at and r.locality_class = c.locality_class
