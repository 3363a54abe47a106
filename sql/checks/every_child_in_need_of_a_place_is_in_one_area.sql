/*
title:    In a grouping that covers London once, needs by placement type add up to London's, where all are known
grain:    one row when they do not
*/
with areas as (
    select
        sum(need_count) as need_count,
        coalesce(bool_and(need_count is not null), true) as is_known
    from gaps
    where kind = 'Placement type'
),

london as (
    select count(*) as need_count
    from looked_after as p
    inner join stg_authorities as a on p.authority_code = a.authority_code
    where
        a.is_london
        and needed_type(p.placement_type, p.placement_code, p.is_unregistered) in (
            select s.placement_type from ref.placement_supply as s
        )
)

select
    a.need_count as areas_count,
    l.need_count as london_count
from areas as a, london as l
where a.is_known and coalesce(a.need_count, 0) <> l.need_count
