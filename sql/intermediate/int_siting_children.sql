/*
title:    Children who need a place that is listed, and what is wrong with the present one
summary:  Of each child chosen: the type of place needed, whether it is too far for no reason of the child's own, unregistered or
          unmatched, its distance and its price.
grain:    one row per grouping, area_name, child_id
source:   looked_after; data/reference/placement_supply.csv and area_groupings.csv
caveats:  Unmatched is what the returns show of it: local places recorded as lacking or full, a home judged Inadequate, or a kind
          of place that may not be used before the 16th birthday.
*/
with judged as (
    select
        child_id,
        authority_code,
        needed_type(placement_type, placement_code, is_unregistered) as placement_type,
        distance_miles,
        weekly_cost_gbp,
        needs_solo(solo) as is_solo_needed,
        has_solo(solo) as is_solo_placed,
        coalesce(is_distant, false) and not is_justified_distance(distance_reason) as is_too_far,
        coalesce(is_unregistered, false) as is_unregistered,
        is_lack_of_supply(distance_reason) or is_unsuitable(false, overall_rating, placement_code, age_years) as is_unmatched
    from looked_after
)

select
    a.grouping,
    a.area_name,
    j.*,
    is_waiting(j.is_too_far, j.is_unregistered, j.is_unmatched) as is_waiting
from judged as j
inner join stg_areas as a on j.authority_code = a.authority_code
where
    is_chosen('grouping', a.grouping)
    and j.placement_type in (
        select s.placement_type from ref.placement_supply as s
        where s.has_places = 'yes'
    )
