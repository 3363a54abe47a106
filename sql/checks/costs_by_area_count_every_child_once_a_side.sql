/*
title:    Priced children are the same by placing authority, by host authority and by placement type
grain:    one row when they are not
*/
with sides as (
    select
        basis,
        sum(priced_count) as priced_count
    from costs_by_area
    group by basis
    union all
    select
        'Placement type' as basis,
        sum(priced_count) as priced_count
    from costs_by_type
    where placement_type <> 'All placements'
)

select count(*) as sums_count
from sides
having count(distinct priced_count) > 1
