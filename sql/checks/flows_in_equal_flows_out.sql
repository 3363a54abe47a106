/*
title:    Children placed in other authorities' areas are the same, counted where they leave and where they arrive
grain:    one row when they are not
*/
with leaving as (
    select coalesce(sum(f.child_count), 0) as child_count
    from placement_flows as f
    inner join net_movement as n on f.host_authority_code = n.authority_code
    where not f.is_own_area
),

arriving as (
    select coalesce(sum(others_in_count), 0) as child_count
    from net_movement
)

select
    l.child_count as leaving_count,
    a.child_count as arriving_count
from leaving as l, arriving as a
where l.child_count <> a.child_count
