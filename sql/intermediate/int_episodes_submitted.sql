/*
title:    One row an episode, as the latest return that lists it has it
summary:  The same child, start date and authority in several returns is one episode.
grain:    one row per authority_code, child_id, episode_start
source:   SSDA903 episodes; sector joining rules
*/
with newest as (
    select
        authority_code,
        max(return_year) as latest_return_year
    from stg_episodes
    group by authority_code
)

select
    e.*,
    n.latest_return_year
from stg_episodes as e
inner join newest as n on e.authority_code = n.authority_code
qualify row_number() over (
    partition by e.authority_code, e.child_id, e.episode_start order by e.return_year desc, e.episode_end desc nulls first
) = 1
