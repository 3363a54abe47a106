/*
title:    Which case system's feed speaks beyond its authority's returns, and from when
summary:  A feed vouches from the day after the last return that was sent whole to its own day. Before that the return stands.
grain:    one row per authority_code
source:   Case system's feed; SSDA903 episodes and header tables received; this tool's own rule
caveats:  Of an authority that never sent a return a feed vouches from the 1 April before its day. A feed is joined to the returns
          where at least half of the children it has in care at the end of the last return are linked to children of it; else it
          stands alone from the day after, and its children are others than the return's.
stored:   yes
*/
with returned as (
    select
        authority_code,
        max(return_year) as return_year
    from stg_episodes
    where (authority_code, return_year) in (select (h.authority_code, h.return_year) from stg_children as h)
    group by authority_code
),

sent as (
    select
        authority_code,
        max(return_year) as latest_return_year
    from stg_episodes
    group by authority_code
),

feeds as (
    select distinct
        f.authority_code,
        f.feed_date,
        r.return_year,
        s.latest_return_year,
        coalesce(make_date(r.return_year, 3, 31), make_date(return_year_of(f.feed_date) - 1, 3, 31)) as returned_to
    from stg_feed_episodes as f
    left join returned as r on f.authority_code = r.authority_code
    left join sent as s on f.authority_code = s.authority_code
),

in_care as (
    select
        f.authority_code,
        count(*) as child_count,
        count(*) filter (
            where e.is_linked and (e.authority_code, e.child_id) in (select (r.authority_code, r.child_id) from stg_episodes as r)
        ) as linked_count
    from feeds as f
    inner join stg_feed_episodes as e on f.authority_code = e.authority_code
    where e.episode_start <= f.returned_to and (e.episode_end is null or e.episode_end > f.returned_to)
    group by f.authority_code
)

select
    f.authority_code,
    f.feed_date,
    f.return_year,
    f.returned_to,
    f.returned_to + 1 as vouches_from,
    -- The feed counts as a return that came after all others.
    greatest(return_year_of(f.feed_date), coalesce(f.latest_return_year, 0) + 1)::integer as feed_year,
    f.return_year is not null and 2 * coalesce(c.linked_count, 0) >= coalesce(c.child_count, 0) as is_joined
from feeds as f
left join in_care as c on f.authority_code = c.authority_code
where f.feed_date > f.returned_to
