/*
title:    Prices beside {region}'s for other children of similar need
summary:  Each priced child of those chosen who has others of like need in the same placement type, with their median.
grain:    one row per child_id
source:   Placement costs return; signs of need, this tool's own proxy
*/
with compared as (
    select
        p.child_id,
        p.placement_type,
        coalesce(p.owner_name, p.provider_name, 'Not recorded') as provider_name,
        p.provider_sector,
        p.weekly_cost_gbp,
        median_of_others(
            p.weekly_cost_gbp,
            s.similar_median_gbp_week,
            s.without_cheaper_gbp_week,
            s.without_dearer_gbp_week,
            s.without_middle_gbp_week
        ) as similar_median_gbp_week
    from looked_after as p
    inner join int_need_signs as n on p.as_at = n.as_at and p.child_id = n.child_id
    inner join int_similar_costs as s on n.need_profile = s.need_profile and p.placement_type = s.placement_type
    where
        p.weekly_cost_gbp is not null
        and n.as_at = chosen_date()
        and s.as_at = chosen_date()
)

select *
from compared
where similar_median_gbp_week is not null
