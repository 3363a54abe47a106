/*
title:    One row an episode, as the latest return that lists it has it, and after it as the case system's feed has it
summary:  The same child, start date and authority in several returns is one episode. A feed speaks of the days after the last
          return, and counts as a return that came after it.
grain:    one row per authority_code, child_id, episode_start
source:   SSDA903 episodes; case system's feed; sector joining rules
*/
with newest as (
    select
        authority_code,
        max(return_year) as latest_return_year
    from stg_episodes
    group by authority_code
),

told as (
    select
        *,
        null::date as counts_from,
        null::varchar as of_feed
    from stg_episodes
    union all
    select * from int_feed_episodes
)

select
    e.*,
    coalesce(s.feed_year, n.latest_return_year) as latest_return_year,
    s.feed_date as known_to
from told as e
left join newest as n on e.authority_code = n.authority_code
left join int_feeds as s on e.authority_code = s.authority_code
qualify row_number() over (
    partition by e.authority_code, e.child_id, e.episode_start
    order by e.of_feed is not distinct from 'carried' desc, e.return_year desc, e.episode_end desc nulls first
) = 1
