/*
title:    One row an episode, as the latest return that lists it has it
summary:  The same child, start date and authority in several returns is one episode.
grain:    one row per authority_code, child_id, episode_start
source:   SSDA903 episodes; sector joining rules
*/
with latest as (
    select
        *,
        max(return_year) over (partition by authority_code) as latest_return_year,
        count(*) over (partition by authority_code, child_id, episode_start) as times_sent
    from stg_episodes
)

select * from latest
qualify row_number() over (
    partition by authority_code, child_id, episode_start order by return_year desc, episode_end desc nulls first
) = 1
