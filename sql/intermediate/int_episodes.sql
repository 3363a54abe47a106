/*
title:    Care histories: every episode, repaired, with its placement, carer and period of care
summary:  Rules 4 and 5 settle ends that contradict a later return; then placements and periods of care are numbered.
grain:    one row per authority_code, child_id, episode_start
source:   SSDA903 episodes; sector joining rules; DfE definitions of placement and period of care
caveats:  A placement is episodes in one place with one carer: it begins with reason S, P, B, T or U.
          A carer's run begins with S, P or B.
stored:   yes
*/
with kept as (
    select
        *,
        lead(episode_start) over child as next_start,
        lead(return_year) over child as next_return_year
    from int_episodes_closed
    where not is_dropped
    window child as (partition by authority_code, child_id order by episode_start)
),

settled as (
    select
        * exclude (episode_end, next_return_year),
        case
            when next_return_year > return_year and episode_end > next_start then '4'
            when next_return_year > return_year and episode_end < next_start and ceased_code = 'X1' then '5'
        end as settling_rule,
        case when settling_rule is not null then next_start else episode_end end as episode_end
    from kept
),

begun as (
    select
        *,
        nullif(concat_ws(' then ', closing_rule, settling_rule), '') as repair_rule,
        (
            new_episode_code = 'S'
            or lag(episode_end) over child is null
            or lag(episode_end) over child < episode_start
        ) as begins_period,
        is_temporary(placement_code) as is_temporary_placement
    from settled
    window child as (partition by authority_code, child_id order by episode_start)
),

marked as (
    select
        *,
        begins_period or new_episode_code in ('P', 'B', 'T', 'U') as begins_placement,
        begins_period or new_episode_code in ('P', 'B') as begins_carer
    from begun
)

select
    * exclude (begins_period, begins_placement, begins_carer, next_start, closing_rule, settling_rule, is_dropped),
    begins_period,
    begins_placement,
    max(case when begins_period then episode_start end) over child as period_start,
    max(case when begins_placement then episode_start end) over child as placement_start,
    max(case when begins_carer then episode_start end) over child as carer_start,
    sum((begins_placement and not is_temporary_placement)::integer) over child as placement_number
from marked
window child as (
    partition by authority_code, child_id order by episode_start
    rows between unbounded preceding and current row
)
