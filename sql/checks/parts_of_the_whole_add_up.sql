/*
title:    Authorities, types, bands and classes each add up to all children looked after
grain:    one row per view that does not
*/
with sums as (
    select
        'placement_distance' as view_name,
        sum(child_count) as child_count
    from placement_distance
    union all
    select
        'placement_distance_by_type' as view_name,
        sum(child_count) as child_count
    from placement_distance_by_type
    union all
    select
        'placement_distance_bands' as view_name,
        sum(child_count) as child_count
    from placement_distance_bands
    union all
    select
        'placement_locality' as view_name,
        sum(child_count) as child_count
    from placement_locality
    union all
    select
        'placement_mix' as view_name,
        sum(child_count) as child_count
    from placement_mix
    union all
    select
        'placement_flows' as view_name,
        sum(child_count) as child_count
    from placement_flows
    union all
    select
        'headline' as view_name,
        max(value) filter (where measure = 'looked_after') as child_count
    from headline
),

whole as (
    select count(*) as child_count
    from looked_after
)

select s.view_name
from sums as s, whole as w
where coalesce(s.child_count, 0) <> w.child_count
