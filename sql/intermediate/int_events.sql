/*
title:    Starts and ends of care, and placements begun, as they happened
summary:  Each event in a month that the authority's inputs vouch for, with the child's and the placement's details on the day,
          so that every choice works on events too.
grain:    one row per event, authority_code, child_id, event_date
source:   int_episodes; DfE definitions of starting and ceasing to be looked after and of new placements
caveats:  Series of short breaks and temporary placements are left out. A child is put in a cohort as at the month end after a
          start and before an end.
belongs_to: authority
stored:   yes
*/
with marked as (
    select
        e.*,
        lag(change_reason_code) over child as previous_change_reason_code,
        coalesce(lead(begins_period) over child, true) and episode_end is not null as ends_period,
        last_value(episode_end) over (
            partition by authority_code, child_id, placement_start order by episode_start
            rows between unbounded preceding and unbounded following
        ) as placement_end,
        last_value(episode_end) over (
            partition by authority_code, child_id, period_start order by episode_start
            rows between unbounded preceding and unbounded following
        ) as period_end,
        last_value(ceased_code) over (
            partition by authority_code, child_id, placement_start order by episode_start
            rows between unbounded preceding and unbounded following
        ) as placement_end_code,
        last_value(ceased_code) over (
            partition by authority_code, child_id, period_start order by episode_start
            rows between unbounded preceding and unbounded following
        ) as period_end_code
    from int_episodes as e
    where not is_short_break(legal_status_code)
    window child as (partition by authority_code, child_id order by episode_start)
),

events as (
    select
        'start' as event,
        episode_start as event_date,
        last_day(episode_start) as member_at,
        period_end as spell_end,
        period_end_code as spell_end_code,
        null as reason_code,
        *
    from marked
    where begins_period
    union all
    select
        'end' as event,
        -- An end the tool supplied is the last day the return vouches for: the child is counted on it.
        case when ceased_code = 'E99' then episode_end + 1 else episode_end end as event_date,
        last_day((episode_end - interval 1 month)::date) as member_at,
        null as spell_end,
        null as spell_end_code,
        ceased_code as reason_code,
        *
    from marked
    where ends_period
    union all
    select
        'placement' as event,
        episode_start as event_date,
        last_day(episode_start) as member_at,
        placement_end as spell_end,
        placement_end_code as spell_end_code,
        case when not begins_period then coalesce(previous_change_reason_code, 'Not recorded') end as reason_code,
        *
    from marked
    where begins_placement and not is_temporary_placement
)

select
    v.event,
    v.event_date,
    12 * year(v.event_date) + month(v.event_date) as month_number,
    -- True where the child has no other event of the kind within a year, so that nothing need be counted once only.
    coalesce(lead(v.event_date) over child > v.event_date + interval 13 month, true)
    and coalesce(lag(v.event_date) over child < v.event_date - interval 13 month, true) as is_alone,
    v.member_at,
    v.spell_end,
    v.spell_end_code,
    v.reason_code,
    v.begins_period,
    v.authority_code,
    v.child_id,
    b.age_band,
    coalesce(c.sex, 'U') as sex,
    coalesce(eth.published_group, 'Refused or information not yet available') as ethnic_group,
    coalesce(c.was_unaccompanied and (c.unaccompanied_until is null or c.unaccompanied_until >= v.event_date), false)
        as is_unaccompanied,
    v.need_code,
    coalesce(ls.group_name, 'Not recorded') as legal_status,
    v.placement_code,
    coalesce(pl.group_name, 'Not recorded') as placement_type,
    coalesce(pr.group_name, 'Not recorded') as provider_sector,
    v.urn,
    v.host_authority_code,
    v.distance_miles,
    case
        when v.distance_miles is null then 'Not known'
        when is_distant(v.distance_miles) then 'Over 20 miles'
        else '20 miles or less'
    end as distance_class,
    case
        when v.host_authority_code is null then 'Not known'
        when v.host_authority_code = v.authority_code then 'Inside'
        else 'Outside'
    end as locality
from events as v
inner join int_vouched as k
    on
        v.authority_code = k.authority_code and k.is_vouched
        and 12 * year(v.event_date) + month(v.event_date) = k.month_number
-- Where a case system's feed is not joined to the returns, children do not leave care because another input begins.
left join int_feeds as f on v.authority_code = f.authority_code and not f.is_joined
left join int_children as c on v.authority_code = c.authority_code and v.child_id = c.child_id
left join ref.age_bands as b
    on date_sub('year', c.birth_month, v.event_date) between b.youngest::integer and b.oldest::integer
left join stg_codes as eth on eth.code_list = 'ethnic' and c.ethnic_code = eth.code
left join stg_codes as ls on ls.code_list = 'legal_status' and v.legal_status_code = ls.code
left join stg_codes as pl on pl.code_list = 'placement' and v.placement_code = pl.code
left join stg_codes as pr on pr.code_list = 'provider' and v.provider_code = pr.code
where
    (v.counts_from is null or v.event_date >= v.counts_from)
    and (f.authority_code is null or v.reason_code is distinct from 'E99' or v.event_date <> f.vouches_from)
window child as (partition by v.event, v.child_id order by v.event_date)
order by v.event, v.event_date, v.authority_code
