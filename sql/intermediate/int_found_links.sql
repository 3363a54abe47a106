/*
title:    Found placements, each with the child's placement in the returns
summary:  Of the child's placements that began within a fortnight of the day the form gives, the one with the same number of
          Ofsted's, or else the nearest; where the form gives no day, one of that number that began in the quarter.
grain:    one row per found_id
source:   National Placements Standard; SSDA903 episodes
belongs_to: authority
stored:   yes
*/
with placements as (
    select
        authority_code,
        child_id,
        placement_start,
        arg_min(urn, episode_start) as urn,
        arg_min(is_out_of_area, episode_start) as is_out_of_area,
        arg_min(is_distant, episode_start) as is_distant,
        arg_min(locality, episode_start) as locality
    from int_stay_details
    group by authority_code, child_id, placement_start
),

ranked as (
    select
        f.found_id,
        f.authority_code,
        f.child_id,
        p.placement_start as linked_start,
        p.is_out_of_area,
        p.is_distant,
        p.locality,
        coalesce(p.urn = f.urn, false) as is_same_number,
        row_number() over (
            partition by f.found_id
            order by
                p.placement_start = f.placement_start desc nulls last,
                coalesce(p.urn = f.urn, false) desc,
                abs(date_diff('day', f.placement_start, p.placement_start)) nulls last,
                p.placement_start
        ) as place_in_turn
    from stg_found as f
    left join placements as p
        on
            f.authority_code = p.authority_code and f.child_id = p.child_id
            and (
                is_near_start(f.placement_start, p.placement_start)
                or (
                    f.placement_start is null and p.urn = f.urn
                    and is_in_quarter(p.placement_start, f.quarter_end)
                )
            )
),

children as (
    select distinct
        authority_code,
        child_id
    from placements
)

select
    r.found_id,
    r.authority_code,
    r.linked_start,
    case when r.locality <> 'Not known' then r.is_out_of_area end as is_out_of_area,
    r.is_distant,
    case
        when r.linked_start is not null and r.is_same_number then 'Placement, by its start and number'
        when r.linked_start is not null then 'Placement, by its start'
        when c.child_id is not null then 'Child alone'
        else 'Nothing'
    end as linked_to
from ranked as r
left join children as c on r.authority_code = c.authority_code and r.child_id = c.child_id
where r.place_in_turn = 1
