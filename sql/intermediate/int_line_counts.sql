/*
title:    How many of the children chosen were in each kind of placement, month by month, for the same authorities throughout
grain:    one row per as_at, placement_type
source:   looked_after_by_month; int_placed_months where nothing is chosen among children
once:     yes
*/
-- One of the two halves is always empty: with no choice among children there are counts to add up.
with halves as (
    select
        n.as_at,
        n.placement_type,
        n.are_prices_known,
        n.child_count
    from int_placed_months as n
    inner join int_line as l on n.authority_code = l.authority_code and n.as_at = l.as_at
    where is_every_child()
    union all
    select
        as_at,
        placement_type,
        bool_and(are_prices_known) as are_prices_known,
        count(*) as child_count
    from looked_after_by_month
    where not is_every_child()
    group by as_at, placement_type
)

select
    as_at,
    placement_type,
    sum(child_count)::bigint as child_count,
    bool_and(are_prices_known) as are_prices_known
from halves
group by as_at, placement_type
