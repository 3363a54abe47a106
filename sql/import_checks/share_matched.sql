-- Rows of each table of a unit, and those of them that find what they are about in the same unit: a placement open on
-- the day of the price, or begun on the day it gives; the child's episodes; the child's header.
with in_episodes as (
    select distinct
        authority_code,
        return_year,
        child_id
    from sent.episodes
),

in_headers as (
    select distinct
        authority_code,
        return_year,
        child_id
    from sent.header
),

about_children as (
    select
        authority_code,
        return_year,
        child_id,
        'uasc' as table_name
    from sent.uasc
    union all
    select
        authority_code,
        return_year,
        child_id,
        'oc2' as table_name
    from sent.oc2
    union all
    select
        authority_code,
        return_year,
        child_id,
        'missing' as table_name
    from sent.missing
    union all
    select
        authority_code,
        return_year,
        child_id,
        'dolo' as table_name
    from sent.dolo
),

matched as (
    select
        c.authority_code,
        c.return_year,
        'placement_costs' as table_name,
        'a placement of theirs' as matched_to,
        exists(
            select 1 from sent.episodes as e
            where
                e.authority_code = c.authority_code and e.return_year = c.return_year and e.child_id = c.child_id
                and (e.decom = c.placement_start or (e.decom <= c.as_at and coalesce(e.dec > c.as_at, true)))
        ) as is_matched
    from sent.placement_costs as c
    union all
    select
        a.authority_code,
        a.return_year,
        a.table_name,
        'episodes of the child' as matched_to,
        e.child_id is not null as is_matched
    from about_children as a
    left join in_episodes as e
        on a.authority_code = e.authority_code and a.return_year = e.return_year and a.child_id = e.child_id
    union all
    select
        e.authority_code,
        e.return_year,
        'episodes' as table_name,
        'a header of the child' as matched_to,
        h.child_id is not null as is_matched
    from sent.episodes as e
    left join in_headers as h
        on e.authority_code = h.authority_code and e.return_year = h.return_year and e.child_id = h.child_id
)

select
    u.unit_key,
    t.table_title || ', ' || m.matched_to as subject,
    count(*) as before_count,
    count(*) filter (m.is_matched) as after_count,
    100.0 * after_count / before_count as figure
from unit as u
inner join matched as m on u.authority_code = m.authority_code and u.return_year = m.return_year
inner join ref.snapshot_tables as t on m.table_name = t.table_name
group by u.unit_key, t.table_title, m.matched_to
