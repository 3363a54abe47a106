/*
title:    Episodes with open ends settled: of older returns (rules 3, 3A, 2, 1A and 1), of two at once, and of children now 18
summary:  Dropped rows are kept here and labelled, so that what was sent can be read beside what was repaired.
grain:    one row per authority_code, child_id, episode_start
source:   SSDA903 episodes; sector joining rules (open episodes of returns before the latest); data/reference/restated_codes.csv
caveats:  Only the month of birth is kept, so a child who is 18 leaves on the first of the month of the birthday, where the return
          left the episode open beyond that month; children born in a month not known stay.
*/
with compared as (
    select
        e.*,
        -- What a feed says is still so is open.
        e.episode_end is null and e.return_year <> e.latest_return_year and e.of_feed is null as is_left_open,
        make_date(e.return_year, 3, 31) as year_end,
        coalesce(r.same_as, e.placement_code) as lasting_placement_code,
        -- Z11 to Z14 may not have a provider or number, which an open Z1 had: for them neither is compared.
        hash(
            coalesce(e.new_episode_code, ''), coalesce(e.legal_status_code, ''), coalesce(lasting_placement_code, ''),
            case when lasting_placement_code = 'Z1' then '' else coalesce(e.provider_code, '') end,
            coalesce(e.placement_sector, ''),
            case when lasting_placement_code = 'Z1' then '' else coalesce(e.urn, '') end
        ) as sameness
    from int_episodes_submitted as e
    left join ref.restated_codes as r on e.placement_code = r.code
),

neighbours as (
    select
        *,
        lead(episode_start) over child as next_start,
        lead(new_episode_code) over child as next_new_episode_code,
        lead(sameness) over child as next_sameness,
        lag(return_year) over child as previous_return_year,
        lag(sameness) over child as previous_sameness,
        -- A short break within a placement does not end it.
        first_value(case when not is_short_break(legal_status_code) then episode_start end ignore nulls)
            over later as next_own_start
    from compared
    window
        child as (partition by authority_code, child_id order by episode_start),
        later as (
            partition by authority_code, child_id order by episode_start
            rows between 1 following and unbounded following
        )
),

ruled as (
    select
        *,
        case
            when episode_end is null and not is_left_open and next_own_start is not null then 'OPEN'
            when not is_left_open then null
            when next_sameness = sameness or previous_sameness = sameness then '3'
            when previous_return_year > return_year then '3A'
            when next_start is null then '2'
            when next_new_episode_code = 'S' then '1A'
            else '1'
        end as closing_rule
    from neighbours
),

ended as (
    select
        *,
        case closing_rule
            when '2' then year_end
            when '1A' then least(year_end, next_start - 1)
            when '1' then next_start
            when 'OPEN' then next_own_start
            else episode_end
        end as settled_end
    from ruled
),

-- Nobody is looked after beyond the month of the eighteenth birthday.
grown as (
    select
        e.*,
        (c.birth_month + interval 18 year)::date as eighteenth,
        coalesce(
            last_day(eighteenth)
            < coalesce(e.settled_end, coalesce(e.known_to, make_date(e.latest_return_year, 3, 31)) + 1),
            false
        ) as is_of_age
    from ended as e
    left join int_children as c on e.authority_code = c.authority_code and e.child_id = c.child_id
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
    lasting_placement_code,
    case when is_of_age then greatest(eighteenth, episode_start) else settled_end end as episode_end,
    case
        when is_of_age or closing_rule in ('2', '1A') then 'E99'
        when closing_rule in ('1', 'OPEN') then 'X1'
        else ceased_code
    end as ceased_code,
    case
        when closing_rule in ('1', 'OPEN') and next_new_episode_code in ('P', 'B', 'T', 'U') then 'LIIAF'
        else change_reason_code
    end as change_reason_code,
    urn,
    placement_sector,
    home_authority_code,
    host_authority_code,
    distance_miles,
    counts_from,
    of_feed,
    nullif(concat_ws(' then ', closing_rule, case when is_of_age then '18' end), '') as closing_rule,
    coalesce(closing_rule in ('3', '3A'), false) or (is_of_age and episode_start > last_day(eighteenth)) as is_dropped
from grown
