/*
title:    Weekly costs of {region}'s children of similar need, in order, at each month end
summary:  Those that every choice but place leaves (chosen), and everyone's (everyone), which are kept ready.
grain:    one row per population, as_at, need_profile, placement_type
source:   Placement costs return; signs of need, this tool's own proxy
*/
with people as (
    select
        'chosen' as population,
        as_at,
        placement_type,
        weekly_cost_gbp,
        age_band,
        need_code,
        primary_need,
        need_sign_count(
            placements_12_months, behaviour_moves_12_months, missing_12_months, is_convicted, has_substance_misuse, sdq_score,
            need_code, legal_status_code, custody_moves_12_months
        ) as sign_count
    from all_places_by_month
    where weekly_cost_gbp is not null
    union all
    select
        'everyone' as population,
        as_at,
        placement_type,
        weekly_cost_gbp,
        age_band,
        need_code,
        primary_need,
        need_sign_count(
            placements_12_months, behaviour_moves_12_months, missing_12_months, is_convicted, has_substance_misuse, sdq_score,
            need_code, legal_status_code, custody_moves_12_months
        ) as sign_count
    from everyone
    where weekly_cost_gbp is not null
),

profiled as (
    select
        *,
        need_profile_of(age_band, need_code, primary_need, sign_count) as need_profile
    from people
)

select
    population,
    as_at,
    need_profile,
    placement_type,
    grouping(placement_type) = 1 as is_all_types,
    count(*) as similar_count,
    list_sort(list(weekly_cost_gbp)) as sorted
from profiled
where need_profile is not null
group by grouping sets ((population, as_at, need_profile, placement_type), (population, as_at, need_profile))
