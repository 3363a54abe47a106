/*
title:    Prices beside {region}'s for other children of similar need
summary:  Each priced child of those chosen who has others of like need in the same placement type, with their median.
grain:    one row per child_id
source:   Placement costs return; signs of need, this tool's own proxy
*/
with priced as (
    select
        *,
        need_sign_count(
            placements_12_months, behaviour_moves_12_months, missing_12_months, is_convicted, has_substance_misuse, sdq_score,
            need_code, legal_status_code, custody_moves_12_months
        ) as sign_count
    from looked_after
    where weekly_cost_gbp is not null
),

profiled as (
    select
        *,
        need_profile_of(age_band, need_code, primary_need, sign_count) as need_profile
    from priced
),

compared as (
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
    from profiled as p
    inner join int_similar_costs as s on p.need_profile = s.need_profile and p.placement_type = s.placement_type
)

select *
from compared
where similar_median_gbp_week is not null
