/*
title:    In a grouping that covers {region} once, needs by placement type add up to {region}'s, where all are known
grain:    one row when they do not
*/
with areas as (
    select
        sum(need_count) as need_count,
        coalesce(bool_and(need_count is not null), true) as is_known
    from gaps
    where kind = 'Placement type'
),

region as (
    select count(*) as need_count
    from looked_after as p
    inner join stg_authorities as a on p.authority_code = a.authority_code
    where
        a.is_in_region
        and needed_type(p.placement_type, p.placement_code, p.is_unregistered) in (
            select s.placement_type from ref.placement_supply as s
        )
)

select
    a.need_count as areas_count,
    l.need_count as region_count
from areas as a, region as l
where a.is_known and coalesce(a.need_count, 0) <> l.need_count
