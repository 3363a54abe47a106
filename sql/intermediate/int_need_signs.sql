/*
title:    Signs of complex need of each child at each month end
summary:  How many of eight signs the returns hold, and a profile by which children of similar need are compared.
grain:    one row per as_at, child_id
source:   This tool's own proxy, after Ofsted (2024) on complex needs and the Nuffield Family Justice Observatory's factors
caveats:  The placement itself is no sign here, so that prices can be compared between children of similar need. Not known where
          the authority's inputs vouch for fewer than twelve months without a hole.
*/
with counted as (
    select
        as_at,
        child_id,
        authority_code,
        age_years,
        age_band,
        placement_code,
        case when placements_12_months is not null then has_many_placements(placements_12_months)::integer end
        + (behaviour_moves_12_months > 0)::integer
        + case when missing_12_months is not null then is_often_missing(missing_12_months)::integer end
        + is_convicted::integer
        + has_substance_misuse::integer
        + coalesce(is_sdq_concern(sdq_score), false)::integer
        + coalesce(need_code = 'N6', false)::integer
        + is_youth_justice(legal_status_code)::integer as sign_count,
        coalesce(need_code = 'N2', false) or coalesce(primary_need in ('ASD', 'SLD', 'PMLD', 'PD', 'HI', 'VI'), false)
            as is_disabled_or_autistic
    from everyone
)

select
    *,
    -- Not known where the authority's inputs do not reach back a year: then no sign of the year is either.
    case when sign_count is not null then age_band || case
        when is_disabled_or_autistic then ', disabled or autistic'
        when has_several(sign_count) then ', several signs of complex need'
        when sign_count = 1 then ', one sign of complex need'
        else ', no sign of complex need'
    end end as need_profile
from counted
