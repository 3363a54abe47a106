/*
title:    Costs, each with the placement that it prices
summary:  A price is of the child's placement open on the day it was collected, whatever start the costs return gives; where
          none was open, of the placement with the start it gives.
grain:    one row per authority_code, child_id, sent_start, costed_at
source:   Placement costs return; SSDA903 episodes
caveats:  placement_start is the matched placement's own; it is blank where there is none, and outcome says why. Of a child in
          care who is in a short break on the day the price is that of the care.
belongs_to: authority
stored:   yes
*/
with placements as (
    select
        authority_code,
        child_id,
        placement_start,
        bool_and(is_short_break(legal_status_code)) as is_of_breaks,
        -- An end that the tool supplied is the last day that the return vouches for.
        max(case when ceased_code = 'E99' then episode_end + 1 else coalesce(episode_end, date '9999-12-31') end) as past_day
    from int_episodes
    where placement_start is not null
    group by authority_code, child_id, placement_start
),

children as (
    select distinct
        authority_code,
        child_id
    from placements
),

open_on_day as (
    select
        c.*,
        p.placement_start as open_start
    from stg_costs as c
    left join placements as p
        on
            c.authority_code = p.authority_code and c.child_id = p.child_id
            and c.costed_at >= p.placement_start and c.costed_at < p.past_day
    qualify row_number() over (
        partition by c.authority_code, c.child_id, c.placement_start, c.costed_at
        order by p.is_of_breaks nulls last, p.placement_start desc nulls last
    ) = 1
),

ranked as (
    select
        *,
        case
            when open_start is not null and weekly_cost_gbp is not null then row_number() over (
                partition by authority_code, child_id, costed_at
                order by weekly_cost_gbp is null, placement_start = open_start desc nulls last, placement_start desc nulls last
            )
        end as place_in_turn
    from open_on_day
)

select
    r.* exclude (placement_start, open_start, place_in_turn),
    r.placement_start as sent_start,
    case
        when r.weekly_cost_gbp is null then null
        when r.place_in_turn = 1 then r.open_start
        else s.placement_start
    end as placement_start,
    case
        when r.weekly_cost_gbp is null then 'No price given'
        when r.place_in_turn = 1 and r.placement_start = r.open_start then 'Open on the day'
        when r.place_in_turn = 1 then 'Open on the day, though another start was given'
        when s.placement_start is not null then 'Not open on the day, and matched by its start'
        when c.child_id is null then 'Child is in no return'
        when r.open_start is not null then 'Another row prices the placement'
        else 'No placement open on the day'
    end as outcome
from ranked as r
left join placements as s
    on r.authority_code = s.authority_code and r.child_id = s.child_id and r.placement_start = s.placement_start
left join children as c on r.authority_code = c.authority_code and r.child_id = c.child_id
