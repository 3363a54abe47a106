/*
title:    What the case system's feed says of days after the last return
summary:  Of a child whose episode the return left open the feed says when and why it ended; of others, and of what began later,
          it says all.
grain:    one row per authority_code, child_id, episode_start
source:   Case system's feed; SSDA903 episodes; this tool's own rule
caveats:  Where the return has no open episode of a child whom the feed has in care on the day it ends, the child counts from the
          day after. Where the feed is not joined to the returns its children count from that day with the history it gives.
*/
with said as (
    select
        f.* exclude (feed_date),
        s.feed_year,
        s.returned_to,
        s.vouches_from,
        s.is_joined,
        f.episode_start <= s.returned_to as is_of_that_day
    from stg_feed_episodes as f
    inner join int_feeds as s on f.authority_code = s.authority_code
    where f.episode_end is null or f.episode_end > s.returned_to
),

-- What the last return left open.
left_open as (
    select e.*
    from stg_episodes as e
    inner join int_feeds as s on e.authority_code = s.authority_code and e.return_year = s.return_year and s.is_joined
    where e.episode_end is null
    qualify row_number() over (partition by e.authority_code, e.child_id order by e.episode_start desc) = 1
),

-- The return's episode stands, as it was sent, to the end that the feed gives.
carried as (
    select
        o.authority_code,
        o.return_year,
        o.child_id,
        o.episode_start,
        o.new_episode_code,
        o.legal_status_code,
        o.need_code,
        o.placement_code,
        o.provider_code,
        p.episode_end,
        p.ceased_code,
        p.change_reason_code,
        o.urn,
        o.placement_sector,
        o.home_authority_code,
        o.host_authority_code,
        o.distance_miles,
        null::date as counts_from,
        'carried' as of_feed
    from left_open as o
    inner join said as p on o.authority_code = p.authority_code and o.child_id = p.child_id and p.is_of_that_day
),

others as (
    select
        p.authority_code,
        p.feed_year as return_year,
        p.child_id,
        case when p.is_joined then greatest(p.episode_start, p.vouches_from) else p.episode_start end as episode_start,
        p.new_episode_code,
        p.legal_status_code,
        p.need_code,
        p.placement_code,
        p.provider_code,
        p.episode_end,
        p.ceased_code,
        p.change_reason_code,
        p.urn,
        p.placement_sector,
        p.home_authority_code,
        p.host_authority_code,
        p.distance_miles,
        case when not p.is_joined then p.vouches_from end as counts_from,
        case when not p.is_joined then 'alone' when p.is_of_that_day then 'cut' else 'since' end as of_feed
    from said as p
    where
        not p.is_of_that_day
        or (p.authority_code, p.child_id) not in (select (o.authority_code, o.child_id) from left_open as o)
),

-- A feed that is not joined tells what was before, too, of the children it has in care since.
before as (
    select
        f.authority_code,
        s.feed_year as return_year,
        f.child_id,
        f.episode_start,
        f.new_episode_code,
        f.legal_status_code,
        f.need_code,
        f.placement_code,
        f.provider_code,
        f.episode_end,
        f.ceased_code,
        f.change_reason_code,
        f.urn,
        f.placement_sector,
        f.home_authority_code,
        f.host_authority_code,
        f.distance_miles,
        s.vouches_from as counts_from,
        'alone' as of_feed
    from stg_feed_episodes as f
    inner join int_feeds as s on f.authority_code = s.authority_code
    where
        not s.is_joined and f.episode_end <= s.returned_to
        and (f.authority_code, f.child_id) in (select (p.authority_code, p.child_id) from said as p)
)

select * from carried
union all
select * from others
union all
select * from before
