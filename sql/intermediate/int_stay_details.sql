/*
title:    Every stay counted at month ends: what belongs to the child, the episode and the placement
summary:  Kept once a stay, so that a row a month need not repeat it.
grain:    one row per stay_id
source:   SSDA903 episodes, header and UASC tables; code lists in data/reference/codes.csv
caveats:  An episode whose end the tool supplied (E99) counts on that day, because the return said it was open.
          Children in a series of short breaks are left out, as DfE leaves them out.
belongs_to: authority
stored:   yes
*/
with followed as (
    select
        *,
        lead(episode_start) over child as next_start,
        case when begins_placement and not begins_period then lag(change_reason_code) over child end as own_move_reason_code
    from int_episodes
    where not is_short_break(legal_status_code)
    window child as (partition by authority_code, child_id order by episode_start)
),

-- Where two episodes overlap the child is where the later one says: one place at a time.
counted as (
    select
        *,
        case when episode_end < next_start then episode_end else coalesce(next_start, episode_end) end as last_day,
        -- Why the placement before ended: told by the first episode of this one, and true of all of them.
        max(own_move_reason_code) over (partition by authority_code, child_id, placement_start) as move_reason_code
    from followed
)

select
    -- A small whole number: DuckDB joins by it as it would look into an array.
    row_number() over (order by s.authority_code, s.child_id, s.episode_start)::integer as stay_id,
    s.authority_code,
    s.child_id,
    -- What a case system's feed says of children whom it does not share with the returns counts after the last of them.
    12 * year(greatest(s.episode_start, s.counts_from)) + month(greatest(s.episode_start, s.counts_from)) as first_month,
    case
        when s.last_day is null then 12 * 9999
        when s.last_day = last_day(s.last_day) and s.last_day = s.episode_end and s.ceased_code = 'E99'
            then 12 * year(s.last_day) + month(s.last_day)
        else 12 * year(s.last_day) + month(s.last_day) - 1
    end as last_month,
    c.birth_month,
    coalesce(c.sex, 'U') as sex,
    coalesce(c.ethnic_code, 'NOBT') as ethnic_code,
    coalesce(eth.published_group, 'Refused or information not yet available') as ethnic_group,
    coalesce(c.was_unaccompanied, false) as was_unaccompanied,
    c.unaccompanied_until,
    c.parent_from,
    s.need_code,
    coalesce(cin.label, 'Not recorded') as need,
    s.legal_status_code,
    coalesce(ls.group_name, 'Not recorded') as legal_status,
    s.placement_code,
    coalesce(pl.label, 'Not recorded') as placement_name,
    coalesce(pl.group_name, 'Not recorded') as placement_type,
    -- Not known of a code that stands for registered and unregistered placements alike.
    case when u.code is null then false else u.is_unregistered::boolean end as has_unregistered_code,
    s.provider_code,
    coalesce(pr.group_name, 'Not recorded') as provider_sector,
    s.urn,
    s.placement_sector,
    s.home_authority_code,
    s.host_authority_code,
    coalesce(host.is_in_region, false) as is_host_in_region,
    s.distance_miles,
    case
        when s.distance_miles is null then 'Not known'
        when is_distant(s.distance_miles) then 'Over 20 miles'
        else '20 miles or less'
    end as distance_class,
    case
        when s.host_authority_code is null then 'Not known'
        when s.host_authority_code = s.authority_code then 'Inside'
        else 'Outside'
    end as locality,
    coalesce(s.host_authority_code <> s.authority_code, false) as is_out_of_area,
    coalesce(is_distant(s.distance_miles), false) as is_distant,
    s.period_start,
    s.placement_start,
    s.is_placement_start_known,
    s.carer_start,
    s.move_reason_code,
    s.episode_start,
    s.placement_number
from counted as s
left join int_children as c on s.authority_code = c.authority_code and s.child_id = c.child_id
left join stg_codes as eth on eth.code_list = 'ethnic' and c.ethnic_code = eth.code
left join stg_codes as cin on cin.code_list = 'need' and s.need_code = cin.code
left join stg_codes as ls on ls.code_list = 'legal_status' and s.legal_status_code = ls.code
left join stg_codes as pl on pl.code_list = 'placement' and s.placement_code = pl.code
left join stg_codes as pr on pr.code_list = 'provider' and s.provider_code = pr.code
left join ref.unregistered_codes as u on s.placement_code = u.code
left join stg_authorities as host on s.host_authority_code = host.authority_code
order by stay_id
