/*
title:    Episodes with the open ends of older returns settled (rules 3, 3A, 2, 1A and 1)
summary:  Dropped rows are kept here and labelled, so that what was sent can be read beside what was repaired.
grain:    one row per authority_code, child_id, episode_start
source:   SSDA903 episodes; sector joining rules (open episodes of returns before the latest)
*/
with compared as (
    select
        *,
        episode_end is null and return_year <> latest_return_year as is_left_open,
        make_date(return_year, 3, 31) as year_end,
        hash(
            coalesce(new_episode_code, ''), coalesce(legal_status_code, ''), coalesce(placement_code, ''),
            coalesce(provider_code, ''), coalesce(placement_sector, ''), coalesce(urn, '')
        ) as sameness
    from int_episodes_submitted
),

neighbours as (
    select
        *,
        lead(episode_start) over child as next_start,
        lead(new_episode_code) over child as next_new_episode_code,
        lead(sameness) over child as next_sameness,
        lag(return_year) over child as previous_return_year,
        lag(sameness) over child as previous_sameness
    from compared
    window child as (partition by authority_code, child_id order by episode_start)
),

ruled as (
    select
        *,
        case
            when not is_left_open then null
            when next_sameness = sameness or previous_sameness = sameness then '3'
            when previous_return_year > return_year then '3A'
            when next_start is null then '2'
            when next_new_episode_code = 'S' then '1A'
            else '1'
        end as closing_rule
    from neighbours
)

select
    authority_code,
    return_year,
    child_id,
    episode_start,
    new_episode_code,
    legal_status_code,
    need_code,
    placement_code,
    provider_code,
    episode_end as submitted_end,
    ceased_code as submitted_ceased_code,
    change_reason_code as submitted_change_reason_code,
    case closing_rule
        when '2' then year_end
        when '1A' then least(year_end, next_start - 1)
        when '1' then next_start
        else episode_end
    end as episode_end,
    case
        when closing_rule in ('2', '1A') then 'E99'
        when closing_rule = '1' then 'X1'
        else ceased_code
    end as ceased_code,
    case
        when closing_rule = '1' and next_new_episode_code in ('P', 'B', 'T', 'U') then 'LIIAF'
        else change_reason_code
    end as change_reason_code,
    urn,
    placement_sector,
    home_authority_code,
    host_authority_code,
    distance_miles,
    closing_rule,
    coalesce(closing_rule in ('3', '3A'), false) as is_dropped
from ruled
