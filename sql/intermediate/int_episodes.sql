/*
title:    Care histories: every episode, repaired, with its placement, carer and period of care
summary:  Rules 4 and 5 settle ends that contradict a later return; then placements and periods of care are numbered.
grain:    one row per authority_code, child_id, episode_start
source:   SSDA903 episodes; sector joining rules; DfE definitions of placement and period of care
caveats:  A placement is episodes in one place with one carer: it begins with reason S, P, B, T or U.
          A carer's run begins with S, P or B. A temporary placement (T0 to T4), or several in a row, belongs to the placement the
          child is away from, and coming back to the same place begins none. When a placement began is known where each of its
          episodes starts with care itself, or in a year whose return was sent. A series of short breaks is a history of its
          own: DfE counts care without it, so that care begins where another legal status follows one, and its breaks are
          neither placements of that care nor gaps in it. A placement of which only the status changed (PLACE) begins again, as in
          DfE's tables of placements begun and reasons, and keeps its number, by which a child's placements are counted.
stored:   yes
*/
with placed as (
    select
        *,
        is_temporary(placement_code) as is_temporary_placement,
        is_short_break(legal_status_code) as is_of_breaks,
        hash(lasting_placement_code, provider_code, placement_sector, urn) as place,
        -- What came before an episode is seen where the return of the year it starts in was sent.
        coalesce(new_episode_code = 'S', false) or (authority_code, return_year_of(episode_start)) in (
            select (e.authority_code, e.return_year) from stg_episodes as e
        )
        -- A feed tells every placement since the last return, and where it stands alone those before, too.
        or coalesce(of_feed in ('since', 'alone'), false) as is_followed
    from int_episodes_closed
    where not is_dropped
),

kept as (
    select
        *,
        lead(episode_start) over child as next_start,
        lead(return_year) over child as next_return_year
    from placed
    window child as (partition by authority_code, child_id order by episode_start)
),

settled as (
    select
        * exclude (episode_end),
        settling_rule(return_year, episode_end, ceased_code, next_return_year, next_start) as own_rule,
        case when own_rule is not null then next_start else episode_end end as episode_end
    from kept
),

followed as (
    select
        *,
        lag(episode_end) over child as previous_end,
        is_status_change(lag(change_reason_code) over child) as is_of_status_alone,
        lag(place) over child as previous_place,
        -- However many temporary placements follow one another, coming back is to the last place that was not one.
        coalesce(
            lag(is_temporary_placement) over child
            and last_value(case when not is_temporary_placement then place end ignore nulls) over earlier = place,
            false
        ) as is_back
    from settled
    window
        child as (partition by authority_code, child_id, is_of_breaks order by episode_start),
        earlier as (
            partition by authority_code, child_id, is_of_breaks order by episode_start
            rows between unbounded preceding and 1 preceding
        )
),

begun as (
    select
        *,
        nullif(concat_ws(' then ', closing_rule, own_rule), '') as repair_rule,
        coalesce(new_episode_code = 'S', false) or previous_end is null or previous_end < episode_start as begins_period,
        -- Where the reason for the episode is not known, another place tells of a move.
        coalesce(new_episode_code in ('P', 'B', 'T', 'U'), place is distinct from previous_place) as is_new_place,
        coalesce(new_episode_code in ('P', 'B'), place is distinct from previous_place) as is_new_carer
    from followed
),

marked as (
    select
        *,
        begins_period or (is_new_place and not is_temporary_placement and not is_back) as begins_placement,
        begins_period or (is_new_carer and not is_temporary_placement and not is_back) as begins_carer
    from begun
)

select
    * exclude (
        begins_period, begins_placement, begins_carer, next_start, next_return_year, previous_end, previous_place,
        closing_rule, own_rule, is_dropped, place, is_back, is_of_breaks, lasting_placement_code, of_feed, is_followed,
        is_new_place, is_new_carer, is_of_status_alone
    ),
    begins_period,
    begins_placement,
    max(case when begins_period then episode_start end) over child as period_start,
    max(case when begins_placement then episode_start end) over child as placement_start,
    coalesce(max(case when not is_followed then episode_start end) over child < placement_start, true)
        as is_placement_start_known,
    max(case when begins_carer then episode_start end) over child as carer_start,
    sum((begins_placement and not is_temporary_placement and (begins_period or not is_of_status_alone))::integer) over child
        as placement_number
from marked
window child as (
    partition by authority_code, child_id, is_of_breaks order by episode_start
    rows between unbounded preceding and current row
)
